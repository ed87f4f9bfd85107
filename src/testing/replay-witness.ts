/** I18: what the event stream tells, played back, is what GET answers. */
import type { World } from '../cluster/world';
import { isChecked, isPod } from '../cluster/marathon/group/definition';
import { isResting } from '../cluster/marathon/instance/instance';
import type { Instance } from '../cluster/marathon/instance/instance';
import type { AppInfo, AppTask } from '../protocol/marathon/app';
import type { Deployment } from '../protocol/marathon/deployment';
import type { PodStatus } from '../protocol/marathon/pod-status';
import { isTerminal } from '../protocol/mesos/task';
import { ENDING, createReplay } from './event-replay';
import type { Replay, ToldInstance } from './event-replay';
import { groupsAbove } from './tree-snapshot';
import { readMarathon } from './witness';
import type { Witness } from './witness';

interface GroupAnswer {
  readonly apps: readonly { readonly id: string }[];
  readonly pods: readonly { readonly id: string }[];
  readonly groups: readonly GroupAnswer[];
}

const compare = (what: string, told: readonly string[], read: readonly string[]): string[] => {
  const [a, b] = [told, read].map((lines) => lines.toSorted());
  const missing = a?.filter((line) => b?.includes(line) !== true) ?? [];
  const surplus = b?.filter((line) => a?.includes(line) !== true) ?? [];
  return missing.length + surplus.length === 0 && a?.length === b?.length
    ? []
    : [`I18 ${what}: told ${missing.join(' | ')}, read ${surplus.join(' | ')}`];
};

const deployments = (world: World, replay: Replay): string[] => {
  const line = (
    id: string,
    actions: readonly { readonly action: string; readonly pod?: string; readonly app?: string }[],
  ) => `${id} ${actions.map(({ action, pod, app }) => `${action} ${pod ?? ''}${app ?? ''}`).join()}`;
  return compare(
    'deployments',
    [...replay.deployments].map(([id, { actions }]) => line(id, actions)),
    readMarathon<Deployment[]>(world, '/v2/deployments').map(({ id, currentActions }) => line(id, currentActions)),
  );
};

/** A pod whose stopping is under way is shown, too. */
const shownPods = ({ pods, deployments: running }: Replay): string[] => [
  ...new Set([
    ...pods,
    ...[...running.values()].flatMap(({ plan }) =>
      plan.steps.flatMap(({ actions }) =>
        actions.flatMap(({ action, pod }) => (action === 'StopPod' ? (pod ?? []) : [])),
      ),
    ),
  ]),
];

/** What an instance of this condition may be called. */
const namesOf = ({ condition, healthy }: ToldInstance, isWatched: boolean): readonly string[] => {
  switch (condition) {
    // The stream does not tell goals.
    case 'Scheduled':
    case 'Provisioned':
      return ['PENDING', 'TERMINAL'];
    case 'Staging':
    case 'Starting':
      return ['STAGING'];
    case 'Running':
      if (!isWatched) return ['STABLE'];
      return healthy === false ? ['DEGRADED'] : ['STABLE', 'DEGRADED'];
    default:
      // Some of its tasks have ended, the others are about to: whether it comes back is not told.
      return ENDING.has(condition) ? ['PENDING', 'TERMINAL'] : ['TERMINAL'];
  }
};

/** Conditions and health as Marathon has them, finer than any answer tells. */
/** It ended and rests on its reservation: its end is told, that it is kept is not. */
const isKept = (instance: Instance): boolean => isResting(instance) && instance.condition !== 'Scheduled';

const instanceFaults = ({ state }: World, replay: Replay): string[] => {
  const line = (id: string, { condition, healthy }: Pick<ToldInstance, 'condition' | 'healthy'>) =>
    `${id} ${condition} ${healthy}`;
  return compare(
    'instances',
    [...replay.instances].map(([id, each]) => line(id, each)),
    [...state.marathon.tracker.instances].flatMap(([id, each]) => (isKept(each) ? [] : line(id, each))),
  );
};

const podFaults = (world: World, replay: Replay): string[] => {
  const { store, tracker } = world.state.marathon;
  const statuses = readMarathon<PodStatus[]>(world, '/v2/pods/::status');
  const kept = new Set([...tracker.instances.values()].filter(isKept).map(({ id }) => id));
  const read = statuses.flatMap(({ instances }) => instances.map(({ id }) => id)).filter((id) => !kept.has(id));
  const placed = [...replay.instances].filter(([, { runSpecId, isPlaced }]) => isPlaced && replay.pods.has(runSpecId));
  const shown = new Set(statuses.map(({ id }) => id));
  const ending = [...replay.instances].filter(
    ([, { runSpecId, isPlaced }]) => isPlaced && !replay.pods.has(runSpecId) && shown.has(runSpecId),
  );
  const wrong = statuses.flatMap(({ instances }) =>
    instances.flatMap(({ id, status }) => {
      const told = replay.instances.get(id);
      if (told === undefined) return [];
      const definition = store.specs.get(told.runSpecId)?.versions.get(told.version);
      const names = namesOf(told, definition !== undefined && isChecked(definition));
      return names.includes(status) ? [] : [`I18 ${id}: told ${told.condition}, read ${status}`];
    }),
  );
  return [
    ...compare(
      'pods',
      shownPods(replay),
      statuses.map(({ id }) => id),
    ),
    ...compare(
      'instances of pods',
      [...placed, ...ending].map(([id]) => id),
      read,
    ),
    ...wrong,
  ];
};

const STATES: Readonly<Record<string, string>> = {
  Provisioned: 'TASK_STAGING',
  Staging: 'TASK_STAGING',
  Starting: 'TASK_STARTING',
  Running: 'TASK_RUNNING',
  Killing: 'TASK_KILLING',
};

/** Those of instances with volumes are told of after their end, too. */
const isActive = ({ state }: AppTask): boolean => !isTerminal(state);

const appFaults = (world: World, replay: Replay): string[] => {
  const { apps } = readMarathon<{ apps: AppInfo[] }>(world, '/v2/apps?embed=apps.tasks');
  const told = [...replay.instances].filter(
    ([, { runSpecId, condition }]) => replay.apps.has(runSpecId) && condition !== 'Scheduled',
  );
  const count = (id: string, healthy: boolean): number =>
    told.filter(([, each]) => each.runSpecId === id && each.condition === 'Running' && each.healthy === healthy).length;
  return [
    ...compare(
      'apps',
      [...replay.apps],
      apps.map(({ id }) => id),
    ),
    ...compare(
      'tasks of apps',
      told.map(([id, { condition, version }]) => `${id} ${STATES[condition] ?? ''} ${version}`),
      apps.flatMap(({ tasks }) =>
        (tasks ?? [])
          .filter(isActive)
          .map(({ id, state, version }) => `${id.split('.').slice(0, 2).join('.')} ${state} ${version}`),
      ),
    ),
    ...compare(
      'health of apps',
      apps.map(({ id }) => `${id} ${count(id, true)} ${count(id, false)}`),
      apps.map(({ id, tasksHealthy, tasksUnhealthy }) => `${id} ${tasksHealthy} ${tasksUnhealthy}`),
    ),
  ];
};

const groupFaults = (world: World, replay: Replay): string[] => {
  const idsIn = ({ apps, pods, groups }: GroupAnswer): string[] => [
    ...[...apps, ...pods].map(({ id }) => id),
    ...groups.flatMap(idsIn),
  ];
  // A pod that is still stopping does not hold its group.
  const { groups } = world.state.marathon.store;
  const shown = shownPods(replay).filter((id) => replay.pods.has(id) || groups.has(groupsAbove(id).at(-1) ?? ''));
  return compare('services', [...replay.apps, ...shown], idsIn(readMarathon<GroupAnswer>(world, '/v2/groups')));
};

/** @param every how many requests lie between two comparisons */
export const createReplayWitness = ({ state }: World, every: number): Witness => {
  const replay = createReplay((id, version) => {
    const definition = state.marathon.store.specs.get(id)?.versions.get(version);
    return definition !== undefined && isPod(definition) ? definition.containers.length : 1;
  });
  let asked = 0;
  return {
    onEvent: (event) => replay.fold(event),
    before(_question, world) {
      asked++;
      if (asked % every !== 0) return [];
      return [deployments, instanceFaults, podFaults, appFaults, groupFaults].flatMap((check) => check(world, replay));
    },
  };
};
