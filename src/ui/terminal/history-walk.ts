/** Going back and forth through earlier commands, without losing what was being typed. Pure. */

export interface Walk {
  /** How many commands back; 0 = what is being typed. */
  readonly back: number;
  readonly draft: string;
}

export const atDraft: Walk = { back: 0, draft: '' };

/** One step back (1) or forth (-1) from `text`; undefined where there is nothing further. `history` is oldest first. */
export const step = (
  walk: Walk,
  direction: 1 | -1,
  text: string,
  history: readonly string[],
): { readonly walk: Walk; readonly text: string } | undefined => {
  const back = walk.back + direction;
  if (back < 0 || back > history.length) return undefined;
  const draft = walk.back === 0 ? text : walk.draft;
  return { walk: { back, draft }, text: back === 0 ? draft : (history[history.length - back] ?? '') };
};
