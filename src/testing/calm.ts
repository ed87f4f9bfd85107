/** Whether everything in a cluster is as it should be, or when it last was not: what takes its time is allowed more then. */
import type { World } from '../cluster/world';

/** Something is broken right now. */
const isDisturbed = ({ state: { mesos } }: World): boolean =>
  !mesos.master.leading ||
  mesos.disturbances.length > 0 ||
  mesos.master.recovered.size > 0 ||
  [...mesos.master.frameworks.values()].some(({ connected }) => !connected) ||
  [...mesos.agents.values()].some(({ cut, process, registered }) => cut !== null || process !== 'up' || !registered);

export interface Calm {
  /** To be told of every entry. */
  look(world: World): void;
  /** For how many milliseconds nothing was wrong. */
  since(now: number): number;
}

export const createCalm = (): Calm => {
  let last = 0;
  return {
    look: (world) => {
      if (isDisturbed(world)) last = world.runtime.now();
    },
    since: (now) => now - last,
  };
};
