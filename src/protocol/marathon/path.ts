/** The two spellings of a place in a definition: Marathon's `/containers(0)/resources/cpus` and JSON's `['containers', 0, 'resources', 'cpus']`. */

export type JsonPath = readonly (string | number)[];

/** Marathon's path of a member below `parent` (`''` or `'/'` for the object itself). */
export const memberPath = (parent: string, member: string): string => `${parent === '/' ? '' : parent}/${member}`;

/** Marathon's path of an item below `parent`; the index is appended without a slash. */
export const itemPath = (parent: string, index: number): string => `${parent === '/' ? '' : parent}(${index})`;

/** JSON path to Marathon path; the object itself is `/`. */
export const toMarathonPath = (path: JsonPath): string => {
  const text = path.map((step) => (typeof step === 'number' ? `(${step})` : `/${step}`)).join('');
  return text === '' ? '/' : text;
};

const INDEXED = /^(.*?)((?:\(\d+\))+)$/s;

/**
 * Marathon path to JSON path. Where the value itself is given, it decides: a map may hold names with `/` or `(0)` in them,
 * which the path alone cannot tell from members and items.
 */
export const toJsonPath = (path: string, value?: unknown): JsonPath => {
  if (path === '' || path === '/') return [];
  return (value === undefined ? undefined : follow(path, value)) ?? split(path);
};

const split = (path: string): JsonPath =>
  path
    .replace(/^\//, '')
    .split('/')
    .flatMap((segment) => {
      const [, name = segment, indexes = ''] = INDEXED.exec(segment) ?? [];
      const items = [...indexes.matchAll(/\d+/g)].map(([digits]) => Number(digits));
      return name === '' && items.length > 0 ? items : [name, ...items];
    });

/** The steps that lead along `path` through `value`, or undefined where it leaves what is there. */
const follow = (path: string, value: unknown): JsonPath | undefined => {
  if (path === '') return [];
  if (Array.isArray(value)) {
    const [head, digits] = /^\((\d+)\)/.exec(path) ?? [];
    if (head === undefined || digits === undefined) return undefined;
    const rest = follow(path.slice(head.length), (value as readonly unknown[])[Number(digits)]);
    return rest && [Number(digits), ...rest];
  }
  if (typeof value !== 'object' || value === null || !path.startsWith('/')) return undefined;
  const below = path.slice(1);
  for (const [key, member] of Object.entries(value as Record<string, unknown>)) {
    if (!below.startsWith(key)) continue;
    const rest = below.slice(key.length);
    if (rest !== '' && !rest.startsWith('/') && !rest.startsWith('(')) continue;
    const steps = follow(rest, member) ?? (rest === '' ? [] : undefined);
    if (steps !== undefined) return [key, ...steps];
  }
  return below.includes('/') || below.includes('(') ? undefined : [below];
};
