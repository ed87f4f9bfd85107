/** What followed from which fault: entries that carry a cause, told in one line each. Looks on; changes nothing. */
import type { TimelineEvent } from '../../protocol/simulation/fault';
import type { ClusterEntry } from '../entry';
import { isCurrent } from '../mesos/agent/outage';
import { isCutOff, isGivenUp } from '../mesos/master/failure-detector';
import type { MesosState } from '../mesos/mesos-state';
import type { Millis } from '../../protocol/units';
import type { FaultsState } from './faults-state';

const MAX_EVENTS = 2000;

type Told = Pick<TimelineEvent, 'subject' | 'event' | 'detail'>;

const ofStatuses = (entry: Extract<ClusterEntry, { kind: 'UPDATE' }>): Told[] =>
  entry.statuses.map(({ taskId, state, reason, message }) => {
    const detail = [reason, message].filter((part) => part !== undefined).join(': ');
    return { subject: taskId, event: state, ...(detail !== '' && { detail }) };
  });

const MACHINE_EVENTS = {
  PROCESS_STARTS: 'up again',
  NETWORK_HEALS: 'network heals',
  EXECUTORS_GIVE_UP: 'executors give up',
} as const;

const isOfMachine = (kind: string): kind is keyof typeof MACHINE_EVENTS => Object.hasOwn(MACHINE_EVENTS, kind);

/** Timers that turn out to mean nothing any more tell nothing. */
const ofTimer = (mesos: MesosState, entry: ClusterEntry, now: Millis): Told[] => {
  if (entry.to === 'machine')
    return isOfMachine(entry.kind) && isCurrent(mesos, entry)
      ? [{ subject: entry.agentId, event: MACHINE_EVENTS[entry.kind] }]
      : [];
  if (entry.kind === 'CONNECTION_LOST')
    return isCutOff(mesos, entry.agentId) ? [{ subject: entry.agentId, event: 'disconnected' }] : [];
  if (entry.kind === 'PING_TIMEOUT')
    return isGivenUp(mesos, entry, now) ? [{ subject: entry.agentId, event: 'unreachable' }] : [];
  return [];
};

/** Messages to an agent, which may get lost on their way: what they are told as once they have arrived. */
const ofMessage = (mesos: MesosState, entry: ClusterEntry): Told[] => {
  switch (entry.kind) {
    case 'RUN_TASK_GROUP': {
      const [first] = entry.group.tasks;
      const isHeard = first !== undefined && mesos.agents.get(entry.agentId)?.tasks.has(first.taskId) === true;
      const event = isHeard ? 'launch' : 'launch lost';
      return [{ subject: entry.group.executor.executorId, event, detail: `on ${entry.agentId}` }];
    }
    case 'AGENT_REREGISTERED':
      return mesos.agents.get(entry.agentId)?.registered === true
        ? [{ subject: entry.agentId, event: 'registered again' }]
        : [];
    case 'SHUTDOWN_AGENT':
      return mesos.agents.has(entry.agentId) ? [] : [{ subject: entry.agentId, event: 'shut down' }];
    default:
      return [];
  }
};

const ofNews = (entry: ClusterEntry): Told[] => {
  switch (entry.kind) {
    case 'UPDATE':
      return ofStatuses(entry);
    case 'RESCIND':
      return [{ subject: entry.offerId, event: 'rescinded' }];
    case 'DISCONNECTED':
      return [{ subject: 'master', event: 'gone' }];
    case 'MASTER_ELECTED':
      return [{ subject: 'master', event: 'elected' }];
    default:
      return [];
  }
};

/** What an entry that is about to be received will tell; asked again once it was. */
export const foresee = (mesos: MesosState, entry: ClusterEntry, now: Millis): (() => Told[]) => {
  const told = [...ofTimer(mesos, entry, now), ...ofNews(entry)];
  const isThere = 'agentId' in entry && typeof entry.agentId === 'string' && mesos.agents.has(entry.agentId);
  return () => (isThere ? [...told, ...ofMessage(mesos, entry)] : told);
};

/** Takes down what an effect did. */
export const note = (state: FaultsState, told: readonly Told[], cause: string, at: Millis): void => {
  for (const each of told) state.timeline.push({ at, cause, ...each });
  if (state.timeline.length > 2 * MAX_EVENTS) state.timeline = state.timeline.slice(-MAX_EVENTS);
};

/** Of one hit, of all hits of a fault, or of everything; oldest first, at most 2,000. */
export const timelineOf = ({ timeline }: FaultsState, cause: string | null): TimelineEvent[] => {
  const wanted =
    cause === null
      ? timeline
      : timeline.filter((event) => event.cause === cause || event.cause.startsWith(`${cause}.`));
  return wanted.slice(-MAX_EVENTS);
};
