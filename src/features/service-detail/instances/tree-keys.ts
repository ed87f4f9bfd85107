/** Keys of a tree table, as the WAI-ARIA authoring practices have them for rows: which row to go to, or what to fold. */

export interface TreeLine {
  readonly level: 1 | 2;
  /** Undefined for rows that can't be opened. */
  readonly open?: boolean | undefined;
}

export type TreeStep =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'fold'; readonly index: number; readonly open: boolean };

/** Rows that Page Up and Page Down pass. */
const PAGE = 10;

const parentOf = (lines: readonly TreeLine[], index: number): number => {
  for (let above = index - 1; above >= 0; above -= 1) if (lines[above]?.level === 1) return above;
  return index;
};

const right = (lines: readonly TreeLine[], index: number): TreeStep | undefined => {
  const line = lines[index];
  if (line?.open === undefined) return undefined;
  if (!line.open) return { kind: 'fold', index, open: true };
  return lines[index + 1]?.level === 2 ? { kind: 'go', index: index + 1 } : undefined;
};

const left = (lines: readonly TreeLine[], index: number): TreeStep | undefined => {
  const line = lines[index];
  if (line?.open === true) return { kind: 'fold', index, open: false };
  return line?.level === 2 ? { kind: 'go', index: parentOf(lines, index) } : undefined;
};

/** What a key does on the row at `index`; undefined when it isn't one of the tree's keys or changes nothing. */
export const treeStep = (key: string, lines: readonly TreeLine[], index: number): TreeStep | undefined => {
  const last = lines.length - 1;
  const go = (to: number): TreeStep | undefined => {
    const clamped = Math.max(0, Math.min(last, to));
    return clamped === index ? undefined : { kind: 'go', index: clamped };
  };
  switch (key) {
    case 'ArrowDown':
      return go(index + 1);
    case 'ArrowUp':
      return go(index - 1);
    case 'PageDown':
      return go(index + PAGE);
    case 'PageUp':
      return go(index - PAGE);
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case 'ArrowRight':
      return right(lines, index);
    case 'ArrowLeft':
      return left(lines, index);
    case 'Enter': {
      const open = lines[index]?.open;
      return open === undefined ? undefined : { kind: 'fold', index, open: !open };
    }
    default:
      return undefined;
  }
};
