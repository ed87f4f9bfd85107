/** Turns what is wrong in a random world into one error that says how to see it again. */
import type { World } from '../cluster/world';

/** An invariant does not hold. The first line says which. */
class WorldFault extends Error {}

export interface Judge {
  /** The request everything from now on comes after. */
  begin(deed: string): void;
  /** @throws WorldFault unless there are no faults */
  check(world: World, faults: readonly string[], when: string): void;
  /** Something threw. @throws WorldFault always */
  blame(world: World, error: unknown, when: string): never;
}

export const createJudge = (seed: number): Judge => {
  let last = 'the beginning';
  const fail = ({ state }: World, fault: string, when: string): never => {
    const at = ((state.runtime.now - state.mesos.master.startedAt) / 1000).toFixed(3);
    const story = `seed ${seed}, entry ${state.runtime.processed} at +${at} s (${when}) after ${last.slice(0, 200)}`;
    throw new WorldFault(`${fault}\n  ${story}\n  replay: WORLD_SEED=${seed} npx vitest run src/cluster/worlds`);
  };
  return {
    begin: (deed) => {
      last = deed;
    },
    check(world, [fault], when) {
      if (fault !== undefined) fail(world, fault, when);
    },
    blame(world, error, when) {
      if (error instanceof WorldFault) throw error;
      return fail(world, `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, when);
    },
  };
};
