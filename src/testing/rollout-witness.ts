/**
 * The band of a rolling update: what Marathon ends itself never leaves fewer healthy instances than the strategy wants, and what
 * it starts never makes more than the strategy allows. Instances that fail, or that users end, are nobody's fault.
 */
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { runSpecIdOf } from '../cluster/marathon/deployment/actions';
import { isChecked } from '../cluster/marathon/group/definition';
import { isResting } from '../cluster/marathon/instance/instance';
import type { Instance } from '../cluster/marathon/instance/instance';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import type { Witness } from './witness';

interface Rollout {
  readonly deploymentId: string;
  readonly version: string;
  /** Healthy ones that have to stay, as far as Marathon can help it. */
  readonly floor: number;
  readonly ceiling: number;
  /** Names of those taken for healthy when last looked at. */
  counted: ReadonlySet<string>;
  /** Names of those no longer healthy, and not ended by Marathon. */
  readonly lost: Set<string>;
}

const RUNS: readonly string[] = ['Provisioned', 'Staging', 'Starting', 'Running'];

const instancesOf = ({ state }: World, id: string): Instance[] =>
  [...(state.marathon.tracker.byRunSpec.get(id) ?? [])].flatMap(
    (each) => state.marathon.tracker.instances.get(each) ?? [],
  );

/** Without a check an instance is taken for healthy. */
const isWell = ({ state }: World, { runSpecId, version, healthy }: Instance): boolean => {
  const definition = state.marathon.store.specs.get(runSpecId)?.versions.get(version);
  return definition === undefined || !isChecked(definition) || healthy === true;
};

/** One that is bound to its agent may end as an old instance and come back as a new one under the same id. */
const nameOf = ({ id, version }: Pick<Instance, 'id' | 'version'>): string => `${id} ${version}`;

/** Their names. New instances count once they are up. */
const healthyOnes = (world: World, id: string, version: string): Set<string> =>
  new Set(
    instancesOf(world, id).flatMap((each) => {
      const isUp = each.version < version ? RUNS.includes(each.condition) : each.condition === 'Running' && each.ready;
      return each.goal === 'Running' && isUp && isWell(world, each) ? [nameOf(each)] : [];
    }),
  );

const startedOnes = (world: World, id: string): Instance[] =>
  instancesOf(world, id).filter((each) => each.condition !== 'Scheduled' && !isResting(each));

/** The arithmetic of the strategy, before anything is done. */
const begin = (world: World, pod: PodDefinition, deploymentId: string): Rollout => {
  const { minimumHealthCapacity, maximumOverCapacity } = pod.scheduling.upgrade;
  const wanted = pod.scaling.instances;
  const present = instancesOf(world, pod.id).filter(
    ({ goal, condition, version }) =>
      goal === 'Running' &&
      condition !== 'UnreachableInactive' &&
      (condition !== 'Scheduled' || version >= pod.version),
  );
  const healthy = present.filter((each) => isWell(world, each));
  const least = Math.ceil(wanted * minimumHealthCapacity);
  const most = Math.floor(wanted * (1 + maximumOverCapacity));
  const isStuck = least === most && most <= healthy.length;
  const isResident = pod.volumes.some((volume) => 'persistent' in volume);
  // Those that already wait, or are being launched, with the new version are not up yet: nobody has to keep them so.
  const up = healthyOnes(world, pod.id, pod.version);
  const isThere = (each: Instance): boolean => each.version < pod.version || up.has(nameOf(each));
  const counted = new Set(healthy.filter(isThere).map(nameOf));
  // Those being launched count in Marathon's sum, though they are not up: it ends as many old ones, which may be the last.
  const ended = Math.max(healthy.length - least, present.length - wanted);
  const old = present.filter((each) => each.version < pod.version);
  const wellOld = old.filter((each) => counted.has(nameOf(each))).length;
  const endedWell = Math.min(wellOld, Math.max(0, ended - (old.length - wellOld)));
  const borrowed = isStuck && !isResident ? 1 : 0;
  return {
    deploymentId,
    version: pod.version,
    floor: Math.min(counted.size - endedWell, least) - (isStuck && isResident ? 1 : 0),
    ceiling: Math.max(most + borrowed, startedOnes(world, pod.id).length),
    counted,
    lost: new Set(),
  };
};

const look = (world: World, id: string, rollout: Rollout): string[] => {
  const healthy = healthyOnes(world, id, rollout.version);
  for (const each of rollout.counted) {
    const instance = world.state.marathon.tracker.instances.get(each.split(' ')[0] ?? '');
    // One that was told to go, though it is well, is Marathon's own doing.
    const isOwn = instance !== undefined && instance.goal !== 'Running' && RUNS.includes(instance.condition);
    if (!healthy.has(each) && !(isOwn && isWell(world, instance))) rollout.lost.add(each);
  }
  for (const each of healthy) rollout.lost.delete(each);
  rollout.counted = healthy;
  const started = startedOnes(world, id).length;
  const least = rollout.floor - rollout.lost.size;
  return [
    ...(started > rollout.ceiling
      ? [`band ${id}: ${started} instances were started, at most ${rollout.ceiling} may be`]
      : []),
    ...(healthy.size < least ? [`band ${id}: ${healthy.size} healthy instances are left of ${least}`] : []),
  ];
};

export const createRolloutWitness = (): Witness => {
  const rollouts = new Map<string, Rollout>();

  const lookAtAll = (world: World): string[] => {
    const { deployments } = world.state.marathon.deployments;
    return [...rollouts].flatMap(([id, rollout]) => {
      const running = deployments.get(rollout.deploymentId)?.running ?? [];
      if (running.some((each) => each.kind === 'restart' && each.runSpecId === id)) return look(world, id, rollout);
      rollouts.delete(id);
      return [];
    });
  };

  return {
    onEvent(event, world) {
      if (event.eventType !== 'deployment_info') return;
      for (const action of event.currentStep.actions) {
        const id = runSpecIdOf(action);
        const record = world.state.marathon.store.specs.get(id);
        if (!action.action.startsWith('Restart') || record === undefined || record.removed) continue;
        rollouts.set(id, begin(world, podFormOf(record.current), event.plan.id));
      }
    },
    // Whatever else happens, Marathon has to hear of it first.
    observe: (entry, world) => (rollouts.size === 0 || entry.to !== 'marathon' ? [] : lookAtAll(world)),
    after: (_exchange, world) => (rollouts.size === 0 ? [] : lookAtAll(world)),
  };
};
