/**
 * What would become of a definition: it is really sent, to a copy of the world, and time runs there until its deployment is over,
 * or its instances find no place. The copy draws from the same streams, so what is told is what then happens, as long as nobody
 * does anything else.
 */
import { forkWorld } from '../fork-world';
import { normaliseId } from '../../protocol/marathon/path-id';
import type {
  Forecast,
  ForecastAgent,
  ForecastStep,
  ForecastWish,
  RunForecast,
} from '../../protocol/simulation/forecast';
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import { instancesOf as wantedInstances, isChecked } from '../marathon/group/definition';
import { isReady, isTerminal, isWaiting, type AgentPlace, type Instance } from '../marathon/instance/instance';
import { instancesOf } from '../marathon/instance/tracker-state';
import { countsOf } from '../marathon/launch-queue/offer-statistics';
import type { HttpAnswer } from '../runtime/http';
import type { World } from '../world';
import { serviceScheduling } from './service-scheduling';

/** How far is looked: a roll-out waits for health checks and for containers that end in peace. */
const HORIZON = 600_000;
/** Entries of the queue, of whatever service: what bounds the time it takes. A launch is some 25 of them. */
const mostEntries = (instances: number): number => 6000 + 25 * Math.min(instances, 500);
/** Marathon asks for offers every five seconds at most, and they take a second to come: who waits longer was refused by all. */
const PATIENCE = 7000;
const MOST_STEPS = 400;
const MOST_AGENTS = 5;

const send = (world: World, { kind, definition, service, force }: ForecastWish): HttpAnswer => {
  const noun = kind === 'pod' ? 'pods' : 'apps';
  const answer = world.marathon.handle({
    method: service === undefined ? 'POST' : 'PUT',
    path: service === undefined ? `/v2/${noun}` : `/v2/${noun}${normaliseId(service)}`,
    query: new URLSearchParams(force === true ? { force: 'true' } : {}),
    headers: new Map([['content-type', 'application/json']]),
    origin: 'http://localhost',
    body: new TextEncoder().encode(JSON.stringify(definition)),
  });
  if (answer === undefined) throw new Error(`Marathon has no ${noun}`);
  return answer;
};

const idOf = ({ service, definition }: ForecastWish): string => {
  if (service !== undefined) return normaliseId(service);
  const isNamed = typeof definition === 'object' && definition !== null && 'id' in definition;
  return normaliseId(isNamed ? String(definition.id) : '');
};

/** With its last container it was over, and it waits for its next launch at the same instant. */
const isLaunchedAnew = (before: Instance | undefined, now: Instance): boolean =>
  before !== undefined && !isWaiting(before) && !isTerminal(before.condition) && isWaiting(now);

/** As the first container that failed tells it; the others were killed because of it. */
const failureOf = ({ tasks }: Instance): RunForecast['failure'] => {
  for (const { container, condition, status } of tasks)
    if (isTerminal(condition) && condition !== 'Finished' && condition !== 'Killed' && status?.message !== undefined)
      return { container, message: status.message };
  return null;
};

const what = (before: Instance | undefined, now: Instance, checked: boolean): ForecastStep['what'] | undefined => {
  const isNew = <T>(read: (instance: Instance) => T): boolean => before === undefined || read(before) !== read(now);
  if (isTerminal(now.condition) && isNew(({ condition }) => condition))
    return now.condition === 'Finished' || now.goal !== 'Running' ? 'ended' : 'failed';
  if (isLaunchedAnew(before, now))
    return now.tasks.every(({ condition }) => condition === 'Finished') ? 'ended' : 'failed';
  if (now.goal !== 'Running' && isNew(({ goal }) => goal)) return 'stopping';
  if (isReady(now, checked) && isNew((instance) => isReady(instance, checked))) return 'up';
  return now.incarnation > (before?.incarnation ?? 0) && now.agent !== null ? 'placed' : undefined;
};

/** Marathon's own doing, not what it was told. */
const isDeed = (done: ForecastStep['what']): boolean => done === 'placed' || done === 'stopping';

/** Looks on while time runs, and tells what happens to the instances of one service. */
const createWatch = (world: World, service: string, checked: boolean) => {
  const { tracker } = world.state.marathon;
  const read = (): Map<string, Instance> =>
    new Map(instancesOf(tracker, service).map((instance) => [instance.id, instance]));
  let known = read();
  const old = new Set([...known.values()].filter(({ agent }) => agent !== null).map(({ id }) => id));
  const steps: ForecastStep[] = [];
  let count = 0;
  let failure: RunForecast['failure'] = null;
  let changedAt: Millis = world.runtime.now();
  const add = (instance: Instance, done: ForecastStep['what']): void => {
    const hostname = instance.agent?.host ?? null;
    if (done === 'failed') failure = failureOf(instance) ?? failure;
    if (count++ < MOST_STEPS)
      steps.push({ at: world.runtime.now(), instanceId: instance.id, what: done, hostname, old: old.has(instance.id) });
    changedAt = world.runtime.now();
  };
  return {
    steps,
    more: () => count - steps.length,
    failure: () => failure,
    changedAt: () => changedAt,
    look: (): void => {
      const now = read();
      const seen: [Instance, ForecastStep['what']][] = [];
      for (const [id, instance] of now) {
        const before = known.get(id);
        const done = before === instance ? undefined : what(before, instance, checked);
        if (done !== undefined) seen.push([instance, done]);
      }
      for (const [id, instance] of known)
        if (!now.has(id) && instance.agent !== null && !isTerminal(instance.condition)) seen.push([instance, 'ended']);
      // Of one instant what was heard comes first, then what Marathon did because of it.
      for (const [instance, done] of seen.toSorted(([, a], [, b]) => Number(isDeed(a)) - Number(isDeed(b))))
        add(instance, done);
      known = now;
    },
  };
};

const placesOf = ({ state }: World, service: string): AgentPlace[] =>
  instancesOf(state.marathon.tracker, service).flatMap((instance) =>
    instance.agent === null || isWaiting(instance) || isTerminal(instance.condition) ? [] : [instance.agent],
  );

const agentsOf = (before: readonly AgentPlace[], after: readonly AgentPlace[]): ForecastAgent[] => {
  const counts = new Map<string, { place: AgentPlace; before: number; after: number }>();
  const count = (place: AgentPlace, when: 'before' | 'after'): void => {
    const row = counts.get(place.agentId) ?? { place, before: 0, after: 0 };
    row[when]++;
    counts.set(place.agentId, row);
  };
  for (const place of before) count(place, 'before');
  for (const place of after) count(place, 'after');
  return [...counts.values()]
    .map(({ place: { agentId, host, region, zone }, ...both }) => ({ agentId, hostname: host, region, zone, ...both }))
    .toSorted((a, b) => b.after - a.after || (a.hostname < b.hostname ? -1 : 1));
};

const waitingIn = ({ state }: World, service: string): number =>
  state.marathon.tracker.scheduled.get(service)?.size ?? 0;

/** Whether Marathon was told anything: else nothing became of any instance. */
interface Ears {
  heard: boolean;
}

/** Something of it waits that no failure holds back, and for longer than any offer takes to come. */
const isStuck = (world: World, service: string, changedAt: Millis, next: Millis): boolean => {
  if (waitingIn(world, service) === 0 || next < changedAt + PATIENCE) return false;
  const statistics = world.state.marathon.queue.statistics.get(service);
  return statistics !== undefined && countsOf(statistics).unused > 0;
};

const run = (world: World, service: string, watch: ReturnType<typeof createWatch>, ears: Ears): RunForecast['end'] => {
  const { runtime, state } = world;
  const wanted = state.marathon.store.specs.get(service)?.current;
  const most = mostEntries(wanted === undefined ? 0 : wantedInstances(wanted));
  const until = millis(runtime.now() + HORIZON);
  for (let entries = 0; entries < most; entries++) {
    if (!state.marathon.deployments.byRunSpec.has(service)) return 'done';
    const next = runtime.nextAt();
    if (next === undefined || isStuck(world, service, watch.changedAt(), next)) return 'waiting';
    if (next > until) return 'cut';
    ears.heard = false;
    runtime.runUntil(next, 1);
    if (ears.heard) watch.look();
  }
  return 'cut';
};

/** @param original stays as it is, to the last draw of chance */
export const forecast = (original: World, wish: ForecastWish): Forecast => {
  const ears: Ears = { heard: false };
  const world = forkWorld(original, ({ to }) => {
    if (to === 'marathon') ears.heard = true;
  });
  world.runtime.runUntil(world.runtime.now());
  const service = idOf(wish);
  const before = placesOf(world, service);
  const from = world.runtime.now();
  const answer = send(world, wish);
  if (answer.status >= 300) return { verdict: 'refused', status: answer.status, body: answer.json };
  const definition = world.state.marathon.store.specs.get(service)?.current;
  const watch = createWatch(world, service, definition !== undefined && isChecked(definition));
  const isFit = wish.only === 'fit';
  const end = isFit ? 'cut' : run(world, service, watch, ears);
  // All of the last instant. What fits is asked while one types: there Mesos isn't even told, and its agents are not copied.
  if (!isFit) world.runtime.runUntil(world.runtime.now());
  watch.look();
  const waiting = waitingIn(world, service);
  const seen = isFit ? { ...world.state, mesos: original.state.mesos } : world.state;
  return {
    verdict: 'accepted',
    service,
    from,
    until: world.runtime.now(),
    end,
    steps: watch.steps,
    moreSteps: watch.more(),
    agents: agentsOf(before, placesOf(world, service)),
    waiting,
    failure: watch.failure(),
    scheduling: waiting > 0 || isFit ? (serviceScheduling(seen, service, MOST_AGENTS) ?? null) : null,
  };
};
