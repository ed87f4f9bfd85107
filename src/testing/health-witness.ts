/** Marathon's own health checks once more, answer by answer: what counts, what is told, and when a task has to go. */
import { isApp } from '../cluster/marathon/group/definition';
import type { World } from '../cluster/world';
import type { AppDefinition } from '../protocol/marathon/app';
import type { HealthCheckEvent, MarathonEvent } from '../protocol/marathon/event';
import type { ProbeAnswer } from '../protocol/mesos/probe';
import type { Witness } from './witness';

interface Results {
  hasPassed: boolean;
  failures: number;
  isAlive: boolean;
}

type Check = AppDefinition['healthChecks'][number];

const isOwn = ({ protocol }: Check): boolean => !protocol.startsWith('MESOS_') && protocol !== 'COMMAND';

/** Of the events about health those that an answer to a check may cause. */
const CAUSED: ReadonlySet<string> = new Set([
  'failed_health_check_event',
  'health_status_changed_event',
  'unhealthy_instance_kill_event',
]);

const isHealthEvent = (event: MarathonEvent): event is HealthCheckEvent => CAUSED.has(event.eventType);

const hasPassed = ({ ok, status }: ProbeAnswer): boolean =>
  ok && (status === undefined || (status >= 200 && status < 400));

export const createHealthWitness = (): Witness => {
  /** By task, then by the check's place. */
  const results = new Map<string, Map<number, Results>>();
  const told = new Map<string, boolean>();
  let heard: HealthCheckEvent[] = [];

  /** Names of the events that have to follow. */
  const expected = (
    taskId: string,
    checks: readonly Check[],
    index: number,
    isGood: boolean,
    age: number,
  ): string[] => {
    const check = checks[index];
    if (check === undefined) return [];
    const own = results.get(taskId) ?? new Map<number, Results>();
    results.set(taskId, own);
    const record = own.get(index) ?? { hasPassed: false, failures: 0, isAlive: false };
    if (!isGood && !record.hasPassed && age < check.gracePeriodSeconds * 1000) return [];
    own.set(index, record);
    record.hasPassed ||= isGood;
    record.isAlive = isGood;
    record.failures = isGood ? 0 : record.failures + 1;
    const events = isGood ? [] : ['failed_health_check_event'];
    const all = checks.flatMap((each, at) => (isOwn(each) ? [own.get(at)] : []));
    const isWell = all.every((each) => each?.isAlive === true);
    if (!all.includes(undefined) && told.get(taskId) !== isWell) {
      told.set(taskId, isWell);
      events.push(`health_status_changed_event ${isWell}`);
    }
    const limit = check.maxConsecutiveFailures;
    return limit > 0 && record.failures >= limit ? [...events, 'unhealthy_instance_kill_event'] : events;
  };

  const probed = (answer: ProbeAnswer, { state, runtime }: World): string[] | undefined => {
    const [purpose, index, instanceId = '', taskId = ''] = answer.id.split('/');
    const instance = state.marathon.tracker.instances.get(instanceId);
    const task = instance?.tasks.find(({ id }) => id === taskId);
    if (purpose !== 'health' || instance === undefined || task?.condition !== 'Running') return [];
    const app = state.marathon.store.specs.get(instance.runSpecId)?.versions.get(instance.version);
    // Two that speak of one task's health contradict each other.
    if (app === undefined || !isApp(app) || !app.healthChecks.every(isOwn)) return undefined;
    const age = runtime.now() - (task.startedAt ?? 0);
    return expected(taskId, app.healthChecks, Number(index), hasPassed(answer), age);
  };

  return {
    onEvent(event) {
      if (isHealthEvent(event)) heard.push(event);
    },
    observe(entry, world) {
      const events = heard.map(({ eventType, alive }) => (alive === undefined ? eventType : `${eventType} ${alive}`));
      heard = [];
      const wanted = entry.kind === 'PROBED' ? probed(entry, world) : [];
      if (wanted === undefined || wanted.join() === events.join()) return [];
      return [`health ${entry.kind}: told ${events.join()}, expected ${wanted.join()}`];
    },
  };
};
