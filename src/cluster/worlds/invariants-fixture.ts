/** The invariants hold after every entry in worlds of chance: random machines, pods and requests at random times. */
import { assert, describe, test } from 'vitest';
import { runWorld, type WorldReport } from '../../testing/world-driver';

const CHUNK = 20;

/** The tests of a file. The result says what was seen, once they are over. @param isVerbose with everything that happened */
export const visitWorlds = (seeds: readonly number[], isVerbose: boolean): (() => string) => {
  const reports: WorldReport[] = [];
  const lines: string[] = [];

  /** What is wrong in a world; undefined = nothing. */
  const faultOf = async (seed: number): Promise<string | undefined> => {
    try {
      reports.push(await runWorld(seed, isVerbose ? (line) => lines.push(line) : undefined));
      return undefined;
    } catch (error) {
      return `${error instanceof Error ? error.message : String(error)}\n  seed ${seed}`;
    }
  };

  // At least one: who asks for other worlds than these visits none.
  const chunks = Array.from({ length: Math.max(1, Math.ceil(seeds.length / CHUNK)) }, (_, n) =>
    seeds.slice(n * CHUNK, (n + 1) * CHUNK),
  );
  describe.each(chunks.map((chunk) => ({ chunk, from: chunk[0], to: chunk.at(-1) })))(
    'the worlds of seeds $from to $to',
    ({ chunk }) => {
      test('keep every invariant after every entry', { timeout: 600_000 }, async () => {
        const faults: string[] = [];
        for (const seed of chunk) faults.push(...[await faultOf(seed)].filter((fault) => fault !== undefined));
        assert.deepEqual(faults, [], faults[0]);
      });
    },
  );
  return () => {
    const sum = (of: (report: WorldReport) => number): number => reports.reduce((total, each) => total + of(each), 0);
    const told = [
      `random worlds, seeds ${seeds[0]} to ${seeds.at(-1)}: ${reports.length} without a fault`,
      `${sum((each) => each.entries)} entries`,
      `${sum((each) => each.launches)} launches`,
      `${sum((each) => each.accepted)} writes taken and ${sum((each) => each.refused)} refused`,
      `${sum((each) => each.placed)} instances placed and ${sum((each) => each.waiting)} pods waiting at the end`,
    ];
    return [...lines, told.join(', ')].join('\n');
  };
};
