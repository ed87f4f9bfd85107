/** Where one is in the draft: the open section, the editor beside it, and the way to a problem in either. */
import { useRef } from 'react';
import type { ServiceKind } from '../../api/client/service';
import type { CodeEditorHandle } from '../../ui/code-editor/code-editor';
import type { Problem } from './problems';
import type { RunKind, RunSearch } from './run-search';
import type { DraftState } from './use-draft';
import { useJump } from './use-jump';
import { useRemembered } from './use-remembered';
import type { Verdict } from './use-verdict';

export type WorkbenchProps = {
  search: RunSearch;
  onSearch: (search: RunSearch) => void;
  onDone: (id: string) => void;
  onCancel: () => void;
  onBack: () => void;
  /** Names what the draft started from, so that a reload finds it again. */
  source: string;
  startText: string;
  title: string;
  /** The running service that is edited. */
  existing?: { readonly kind: ServiceKind; readonly id: string };
};

export function useWorkbenchPlace(
  { search, onSearch }: WorkbenchProps,
  kind: ServiceKind,
  state: DraftState,
  verdict: Verdict,
) {
  const editor = useRef<CodeEditorHandle>(null);
  const [editorWanted, setEditorWanted] = useRemembered('podrome.json-editor', false);
  const onlyEditor = search.kind === 'json';
  const section = search.section ?? 'service';
  const openSection = (next: string) => onSearch({ ...search, section: next });
  const jump = useJump(editor, state.draft, { onlyEditor, section, openSection });
  const review = () => {
    verdict.showAll();
    const { problem } = state.draft;
    const first: Problem | undefined = verdict.problems?.[0];
    if (problem) jump.toOffset(problem.offset);
    else if (first) jump.toProblem(first);
    else onSearch({ ...search, review: true });
  };
  const showEditor = (shown: boolean) => {
    setEditorWanted(shown);
    if (onlyEditor) onSearch({ ...search, kind: formOf(kind) });
  };
  return {
    editor,
    onlyEditor,
    editorShown: onlyEditor || editorWanted,
    showEditor,
    section,
    openSection,
    jump,
    json: { shown: editorWanted, open: () => showEditor(true), reveal: jump.toText },
    review,
  };
}

/** The form of this kind of definition, as the URL calls it. */
export const formOf = (kind: ServiceKind): RunKind => (kind === 'app' ? 'single' : 'pod');

export type WorkbenchPlace = ReturnType<typeof useWorkbenchPlace>;
