/** Which lines of one text are gone, and which of another are new: the longest common run of lines stays. */

export type LineChange = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** Longer middles are told as all gone and all new; the table would grow with their product. */
const MOST_CELLS = 4_000_000;

export function lineChanges(before: string, after: string): readonly LineChange[] {
  const old = before.split('\n');
  const young = after.split('\n');
  let head = 0;
  while (head < Math.min(old.length, young.length) && old[head] === young[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, young.length) - head && old.at(-1 - tail) === young.at(-1 - tail)) tail += 1;
  const as = (kind: LineChange['kind'], lines: readonly string[]) => lines.map((text) => ({ kind, text }));
  return [
    ...as('same', old.slice(0, head)),
    ...middle(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...as('same', old.slice(old.length - tail)),
  ];
}

function middle(old: readonly string[], young: readonly string[]): readonly LineChange[] {
  const width = young.length + 1;
  const isSmall = old.length * width <= MOST_CELLS;
  // common[i * width + j]: lines that old from i and young from j have in common.
  const common = new Uint32Array(isSmall ? (old.length + 1) * width : 0);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  if (isSmall)
    for (let i = old.length - 1; i >= 0; i -= 1)
      for (let j = young.length - 1; j >= 0; j -= 1)
        common[i * width + j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    const isSame = isSmall && i < old.length && j < young.length && old[i] === young[j];
    const isGone = !isSame && i < old.length && (j >= young.length || at(i + 1, j) >= at(i, j + 1));
    changes.push({
      kind: isSame ? 'same' : isGone ? 'gone' : 'new',
      text: (isSame || isGone ? old[i] : young[j]) ?? '',
    });
    if (isSame || isGone) i += 1;
    if (isSame || !isGone) j += 1;
  }
  return changes;
}
