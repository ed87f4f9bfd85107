/** One step of a fix: an edit of a definition, how large it is, and what it is in words. */
import type { DefinitionEdit } from '../../../protocol/simulation/fix';

export type Path = DefinitionEdit['path'];

export interface DefinitionStep {
  readonly edit: DefinitionEdit;
  /** Relative to what was there: 0.25 takes or adds a quarter, 1 gives something up altogether. */
  readonly size: number;
  /** A command, e.g. `lower cpus from 2 to 1.5`. */
  readonly says: string;
}

/** An absent side stays absent. */
export const editOf = (path: Path, from: unknown, to: unknown): DefinitionEdit => ({
  path,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

const removed = ({ edit }: DefinitionStep): boolean => edit.to === undefined;
const lastIndex = ({ edit }: DefinitionStep): number => Number(edit.path.at(-1));

/** Each path once; what takes elements out of lists comes last, the highest index first, so that no index moves before its turn. */
export const inOrder = (steps: readonly DefinitionStep[]): DefinitionStep[] => {
  const byPath = new Map(steps.map((step) => [JSON.stringify(step.edit.path), step]));
  const all = [...byPath.values()];
  return [
    ...all.filter((step) => !removed(step)),
    ...all.filter(removed).toSorted((a, b) => lastIndex(b) - lastIndex(a)),
  ];
};
