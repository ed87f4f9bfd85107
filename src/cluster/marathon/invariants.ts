/**
 * What must hold in every state of Marathon. Pure and slow: looks at everything. For tests, after each event.
 * Numbers are those of the invariants' list in the design: I6 constraints, I12 versions; the others watch Marathon's own books.
 */
import { isoTime } from '../../protocol/units';
import { podFormOf } from './app/pod-form';
import { affectedBy } from './deployment/deployment-state';
import type { DeploymentRecord, RestartProgress } from './deployment/deployment-state';
import { instancesOf as wantedInstances } from './group/definition';
import type { MarathonState } from './core';
import type { RunSpecRecord } from './group/run-spec-store';
import { isLaunching, isPresent, isReserving, isResting, isWaiting } from './instance/instance';
import type { Instance } from './instance/instance';
import { instancesOf, queuedCount } from './instance/tracker-state';
import type { TrackerState } from './instance/tracker-state';
import { createPlacements, isCounted } from './matcher/placements';

/** UNIQUE and MAX_PER hold for good; the other operators may be broken by later launches and ends. */
const constraints = ({ tracker }: MarathonState, { current, configVersion }: RunSpecRecord): string[] => {
  const lasting = podFormOf(current).scheduling.placement.constraints.filter(
    ({ operator }) => operator === 'UNIQUE' || operator === 'MAX_PER',
  );
  if (lasting.length === 0) return [];
  const counted = instancesOf(tracker, current.id).filter((instance) => isCounted(instance, configVersion));
  const placements = createPlacements(counted.flatMap(({ agent }) => agent ?? []));
  return lasting.flatMap(({ fieldName, operator, value }) => {
    const limit = operator === 'UNIQUE' ? 1 : Number(value);
    const crowded = [...placements.countsOf(fieldName)].filter(([, count]) => count > limit);
    return crowded.map(([at, count]) => `I6 ${current.id}: ${count} instances at ${fieldName} ${at}, at most ${limit}`);
  });
};

const versions = ({ store }: MarathonState, { current, configVersion, versions: known }: RunSpecRecord): string[] => {
  const faults: string[] = [];
  let last = '';
  for (const stamp of known.keys()) {
    if (stamp <= last) faults.push(`I12 ${current.id}: ${stamp} is not later`);
    last = stamp;
  }
  if (last !== current.version) faults.push(`I12 ${current.id}: the last version is not the one in force`);
  if (configVersion > current.version) faults.push(`I12 ${current.id}: configuration from the future`);
  if (current.version > isoTime(store.lastChange)) faults.push(`I12 ${current.id}: later than the tree`);
  return faults;
};

/** An index holds all that belong to it, and nothing else. */
const index = (
  tracker: TrackerState,
  name: string,
  ids: ReadonlySet<string>,
  belongs: (instance: Instance) => boolean,
): string[] => {
  let count = 0;
  for (const instance of tracker.instances.values()) {
    if (!belongs(instance)) continue;
    count++;
    if (!ids.has(instance.id)) return [`books: index ${name} is wrong`];
  }
  return count === ids.size ? [] : [`books: index ${name} is wrong`];
};

/** The same where ids are kept by service. */
const groupedIndex = (
  tracker: TrackerState,
  name: string,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
  belongs: (instance: Instance) => boolean,
): string[] => {
  let size = 0;
  for (const [runSpecId, ids] of groups) {
    size += ids.size;
    if (ids.size === 0) return [`books: index ${name} of ${runSpecId} is wrong`];
  }
  for (const instance of tracker.instances.values()) {
    if (!belongs(instance)) continue;
    size--;
    if (groups.get(instance.runSpecId)?.has(instance.id) !== true) return [`books: index ${name} is wrong`];
  }
  return size === 0 ? [] : [`books: index ${name} is wrong`];
};

/** Every index of the tracker, computed anew from the records. */
const indexes = (tracker: TrackerState): string[] => [
  ...groupedIndex(tracker, 'byRunSpec', tracker.byRunSpec, () => true),
  ...groupedIndex(tracker, 'scheduled', tracker.scheduled, isWaiting),
  ...groupedIndex(tracker, 'provisioned', tracker.provisioned, ({ condition }) => condition === 'Provisioned'),
  ...index(tracker, 'launching', tracker.launching, ({ condition }) => isLaunching(condition)),
  ...index(tracker, 'reserving', tracker.reserving, isReserving),
  ...index(
    tracker,
    'unreachable',
    tracker.unreachable,
    ({ condition, unreachable }) => unreachable !== null && condition.startsWith('Unreachable'),
  ),
];

/** Whoever waits is on the books, and somebody will wake it. */
const queue = ({ tracker, queue: books, tokens, kills, frameworkId }: MarathonState): string[] => {
  const waiting = [...tracker.scheduled.keys()];
  const asleep = frameworkId !== '' && books.suppressed && !books.revivePending && !tokens.due;
  const known = (id: string): boolean => tracker.instances.has(id);
  return [
    ...[...books.statistics.keys()]
      .filter((pod) => queuedCount(tracker, pod) === 0)
      .map((pod) => `queue: statistics of ${pod}, which waits for nothing`),
    ...waiting.filter((pod) => asleep && !books.timers.has(pod)).map((pod) => `queue: ${pod} waits for ever`),
    ...[...books.garbage].filter(known).map((id) => `queue: ${id} is to be freed and is there`),
    ...[...books.garbage].filter(() => asleep).map((id) => `queue: what is reserved for ${id} is never freed`),
    ...[...kills.inFlight.keys(), ...kills.waiting].filter((id) => !known(id)).map((id) => `kills: ${id} is gone`),
    ...(kills.inFlight.size > 0 && !kills.retrying ? ['kills: nobody will repeat them'] : []),
    ...(tokens.left < 0 ? [`queue: ${-tokens.left} launches without a token`] : []),
  ];
};

/** A reservation is of one instance and one agent; whoever rests has one. */
const reservations = ({ tracker }: MarathonState): string[] => {
  const all = [...tracker.instances.values()];
  const volumes = all
    .flatMap(({ reservation }) => reservation?.volumes ?? [])
    .map(({ persistenceId }) => persistenceId);
  return [
    ...(new Set(volumes).size === volumes.length ? [] : ['reservations: a volume of two instances']),
    ...all.flatMap((instance) => {
      const { id, agent, reservation, condition, goal } = instance;
      if (reservation === undefined) return goal === 'Stopped' ? [`reservations: ${id} stops, but holds nothing`] : [];
      const isUp = condition === 'Running' || isLaunching(condition);
      return [
        ...(agent === null ? [`reservations: ${id} is bound to no agent`] : []),
        ...(isUp && reservation.state === 'new' ? [`reservations: ${id} runs on what was never offered`] : []),
        ...(isResting(instance) && reservation.state === 'launched'
          ? [`reservations: ${id} rests and is launched`]
          : []),
      ];
    }),
  ];
};

/** The band of a rolling update: nothing new is begun that would not fit beside the old ones. */
const band = ({ tracker }: MarathonState, progress: RestartProgress): string[] => {
  const { runSpecId: pod, old, spared, fresh, ready, maxCapacity } = progress;
  const isBegun = [...fresh].some((id) => tracker.instances.get(id)?.incarnation === 0);
  const size = old.size + fresh.size;
  return [
    ...(isBegun && size > maxCapacity ? [`band ${pod}: ${size} instances, at most ${maxCapacity}`] : []),
    ...[...spared].filter((id) => !old.has(id)).map((id) => `band ${pod}: ${id} is spared but gone`),
    ...[...ready].filter((id) => !fresh.has(id)).map((id) => `band ${pod}: ${id} is ready but gone`),
    ...[...old, ...fresh].filter((id) => !tracker.instances.has(id)).map((id) => `band ${pod}: ${id} is gone`),
  ];
};

const deployment = (state: MarathonState, record: DeploymentRecord): string[] => [
  ...affectedBy(record)
    .filter((pod) => state.deployments.byRunSpec.get(pod) !== record.id)
    .map((pod) => `deployments: ${record.id} has lost ${pod}`),
  ...record.running.flatMap((progress) => (progress.kind === 'restart' ? band(state, progress) : [])),
  ...(record.current >= record.steps.length && record.steps.length > 0
    ? [`deployments: ${record.id} never ended`]
    : []),
];

/** A pod that no deployment works on has the instances it should have, or is about to be looked at. */
const leftAlone = ({ tracker, deployments, scaleChecks, store }: MarathonState, id: string): string[] => {
  if (deployments.byRunSpec.has(id) || scaleChecks.has(id)) return [];
  const record = store.specs.get(id);
  const instances = instancesOf(tracker, id);
  const here = instances.filter(isPresent).length;
  if (record === undefined || record.removed) {
    // Whoever cancels a removal does not call the kills back: the last instance takes the pod along.
    const isEnding = instances.length > 0 && instances.every(({ goal }) => goal === 'Decommissioned');
    return isEnding ? [] : [`pods: ${id} is gone but not forgotten`];
  }
  const wanted = wantedInstances(record.current);
  return here === wanted ? [] : [`pods: ${id} has ${here} instances, not ${wanted}`];
};

/** All that is wrong, one line each; empty when everything holds. */
export const auditMarathon = (state: MarathonState): string[] => {
  const { deployments, store, tracker } = state;
  return [
    ...[...store.specs.values()].flatMap((record) => [...constraints(state, record), ...versions(state, record)]),
    ...indexes(tracker),
    ...queue(state),
    ...reservations(state),
    ...[...deployments.deployments.values()].flatMap((record) => deployment(state, record)),
    ...[...deployments.byRunSpec]
      .filter(([, id]) => !deployments.deployments.has(id))
      .map(([pod, id]) => `deployments: ${pod} is locked by ${id}, gone`),
    ...[...new Set([...store.specs.keys(), ...tracker.byRunSpec.keys()])].flatMap((id) => leftAlone(state, id)),
  ];
};
