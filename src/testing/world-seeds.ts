/** Which random worlds a run visits: the suite's own seeds, or those the environment names. */

const variable = (name: string): string | undefined => {
  const value: unknown = import.meta.env[name];
  return typeof value === 'string' ? value : undefined;
};
const WORLD_SEED = variable('WORLD_SEED');
const WORLD_SEEDS = variable('WORLD_SEEDS');

/** Random worlds of the suite, over all files that visit some of them: `WORLDS=500` visits fewer. */
export const WORLDS = Number(variable('WORLDS') ?? 1000);

/** One world was asked for: everything that happens in it is printed. */
export const isVerbose = WORLD_SEED !== undefined;

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

/** `WORLD_SEED=17` visits that world alone, `WORLD_SEEDS=1000-2000` another range than the suite's. */
export const seedsOf = (first: number, count: number): readonly number[] => {
  if (WORLD_SEED !== undefined) return [Number(WORLD_SEED)];
  const [from, to] = (WORLD_SEEDS ?? '').split('-').map(Number);
  return from !== undefined && to !== undefined ? range(from, to - from + 1) : range(first, count);
};
