/** Instances out of reach are replaced and given up when their service says so, at the next look Marathon takes. */
import type { Instance } from '../cluster/marathon/instance/instance';
import type { Observer } from './observer';

const LOOK_EVERY = 30_000;
const SLACK = 100;

/** When the first of its tasks was said to be out of reach. */
const lostAt = ({ tasks }: Instance): number =>
  Math.min(...tasks.flatMap(({ condition, status }) => (condition === 'Unreachable' ? (status?.timestamp ?? []) : [])));

const faultOf = (instance: Instance, now: number): string | undefined => {
  const { id, unreachable, condition } = instance;
  if (unreachable === null) return undefined;
  const late = now - lostAt(instance) - LOOK_EVERY - SLACK;
  if (late > unreachable.expungeAfterSeconds * 1000) return `lost ${id}: was never given up`;
  return condition === 'Unreachable' && late > unreachable.inactiveAfterSeconds * 1000
    ? `lost ${id}: was never replaced`
    : undefined;
};

export const createLossObserver = (): Observer => (entry, world) => {
  const { unreachable, instances } = world.state.marathon.tracker;
  if (entry.to !== 'marathon' || unreachable.size === 0) return [];
  const now = world.runtime.now();
  return [...unreachable].flatMap((id) => {
    const instance = instances.get(id);
    return (instance === undefined ? undefined : faultOf(instance, now)) ?? [];
  });
};
