/** Ids of pods, apps and groups: absolute paths such as `/shop/web` (Marathon `state/PathId`). */

/** These cannot end an id, since they mean something below `/v2/apps/{id}`. */
const RESERVED_LAST_SEGMENTS: readonly string[] = ['restart', 'tasks', 'versions', '.', '..'];

export const ROOT = '/';

/** Characters of an absolute id. Marathon has no limit; here the depth of the tree follows from it. */
const LONGEST_ID = 1024;

/** The parts between the slashes, without empty ones; none for the root. */
export const segments = (id: string): readonly string[] => id.split('/').filter((segment) => segment !== '');

/** Leading slash added, doubled and trailing slashes removed; `''` is the root. Does not resolve `..`. */
export const normaliseId = (id: string): string => `/${segments(id).join('/')}`;

/** `/shop/web` → `/shop`, `/web` → `/`; the root is its own parent. */
export const parentOf = (id: string): string => `/${segments(id).slice(0, -1).join('/')}`;

/** The last part; `''` for the root. */
export const lastSegment = (id: string): string => segments(id).at(-1) ?? '';

/** Every group above, from the nearest to the root. */
export const ancestorsOf = (id: string): readonly string[] =>
  segments(id).map((_, index, all) => `/${all.slice(0, all.length - 1 - index).join('/')}`);

/** Whether `id` is below `group`, or is it. */
export const isWithin = (id: string, group: string): boolean =>
  id === group || group === ROOT || id.startsWith(`${group}/`);

/** `/shop/web` → `shop_web`, the form in instance ids; reversible, since ids hold no underscore. */
export const toSafePath = (id: string): string => segments(id).join('_');
/** `shop_web` → `/shop/web`. */
export const fromSafePath = (safePath: string): string => `/${safePath.split('_').join('/')}`;

/** `/shop/web` → `web.shop`, the name in Mesos' service discovery. */
export const toHostname = (id: string): string => [...segments(id)].reverse().join('.');

/** The absolute id that a path means below `base`: `..` and `.` are resolved, an absolute path is itself. */
export const resolveId = (id: string, base: string): string => {
  const steps = id.startsWith('/') ? segments(id) : [...segments(base), ...segments(id)];
  const resolved: string[] = [];
  for (const step of steps) {
    if (step === '..') resolved.pop();
    else if (step !== '.') resolved.push(step);
  }
  return `/${resolved.join('/')}`;
};

/** What Marathon has against any path, relative ones included (Marathon `PathId.pathIdValidator`). */
export const pathErrors = (path: string): readonly string[] => {
  if (RESERVED_LAST_SEGMENTS.includes(lastSegment(path)))
    return [`must not end with any of the following reserved keywords: ${RESERVED_LAST_SEGMENTS.join(', ')}`];
  return path.startsWith('/') && parentOf(resolveId(path, ROOT)) !== parentOf(path)
    ? [`Identifier is not child of '${parentOf(path)}'`]
    : [];
};

/** Against an absolute id that is longer than a tree can be deep. */
export const lengthErrors = (id: string): readonly string[] =>
  id.length > LONGEST_ID ? [`must not be longer than ${LONGEST_ID} characters, got ${id.length}`] : [];

/** All that Marathon has against an id whose characters are allowed; empty when it is fine. */
export const idErrors = (id: string): readonly string[] => [
  ...(id.startsWith('/') ? [] : ['Path needs to be absolute']),
  ...(segments(id).length === 0 ? ['Path must contain at least one path element'] : []),
  ...pathErrors(id),
  ...lengthErrors(id),
];
