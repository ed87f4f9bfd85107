/** Quick fixes of the draft's problems, ready to press. They come with the check, in a chunk of their own. */
import { useCallback } from 'react';
import type { ServiceKind } from '../../../api/client/service';
import type { EditorFix } from '../../../ui/code-editor/editor-contract';
import { useLoaded } from '../../../ui/use-loaded';
import type { Problem } from '../problems';
import type { DraftState } from '../use-draft';

const load = () => import('./fixes/fixes-of');

export type FixesFor = (problem: Problem) => readonly EditorFix[];

/** Without the chunk there are no fixes, and all else. */
export function useFixes(
  { draft, edit }: Pick<DraftState, 'draft' | 'edit'>,
  kind: ServiceKind,
  problems: readonly Problem[],
): FixesFor {
  const { part } = useLoaded(load, problems.length > 0);
  const { value } = draft.valid;
  return useCallback(
    (problem) =>
      (part?.fixesOf(problem, value, kind, problems) ?? []).map(({ title, edits }) => ({
        title,
        run: () => edit(...edits),
      })),
    [part, value, kind, problems, edit],
  );
}
