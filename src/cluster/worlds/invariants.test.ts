/** The invariants hold after every entry in worlds of chance: random machines, pods and requests at random times. */
import { afterAll, assert, describe, test } from 'vitest';
import { runWorld, type WorldReport } from '../../testing/world-driver';
import { isVerbose, seedsOf } from '../../testing/world-seeds';

const seeds = seedsOf(1, 200);
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

afterAll(() => {
  const sum = (of: (report: WorldReport) => number): number => reports.reduce((total, each) => total + of(each), 0);
  lines.push(
    [
      `random worlds, seeds ${seeds[0]} to ${seeds.at(-1)}: ${reports.length} without a fault`,
      `${sum((each) => each.entries)} entries`,
      `${sum((each) => each.launches)} launches`,
      `${sum((each) => each.accepted)} writes taken and ${sum((each) => each.refused)} refused`,
      `${sum((each) => each.placed)} instances placed and ${sum((each) => each.waiting)} pods waiting at the end`,
    ].join(', '),
  );
  console.log(lines.join('\n'));
});

describe.each(Array.from({ length: Math.ceil(seeds.length / 20) }, (_, n) => seeds.slice(n * 20, n * 20 + 20)))(
  'the worlds of seeds %i …',
  (...chunk) => {
    test(`keep every invariant after every entry, to ${chunk.at(-1)}`, { timeout: 600_000 }, async () => {
      const faults: string[] = [];
      for (const seed of chunk) faults.push(...[await faultOf(seed)].filter((fault) => fault !== undefined));
      assert.deepEqual(faults, [], faults[0]);
    });
  },
);
