/** The draft as text: the editor with the verdict's markers and their fixes, where it would fit, and what it knows for completion and hover. */
import type { Ref } from 'react';
import { useMemo } from 'react';
import type { ServiceKind } from '../../api/client/service';
import { CodeEditor } from '../../ui/code-editor/code-editor';
import type { CodeEditorHandle } from '../../ui/code-editor/code-editor';
import type { EditorFix, EditorMarker } from '../../ui/code-editor/editor-contract';
import type { FixesFor } from './editor/use-fixes';
import { useLenses } from './editor/use-lenses';
import { useKnowledge } from './editor/use-knowledge';
import type { PodDraft } from './pod-draft';
import type { Problem } from './problems';
import { rangeOf } from './text-place';

/** The syntax problem alone while there is one; else every complaint at its place. */
function markersOf(
  { problem, valid }: PodDraft,
  problems: readonly Problem[],
  fixesFor: FixesFor,
  repair: EditorFix | undefined,
): readonly EditorMarker[] {
  if (problem) {
    const { offset, message } = problem;
    return [{ from: offset, to: offset + 1, message, severity: 'error', ...(repair ? { fixes: () => [repair] } : {}) }];
  }
  return problems.map((each) => ({
    ...rangeOf(valid.root, each.path),
    message: `${each.field} ${each.wants}.`,
    severity: 'error',
    fixes: () => fixesFor(each),
  }));
}

type JsonPaneProps = {
  draft: PodDraft;
  kind: ServiceKind;
  problems: readonly Problem[];
  fixesFor: FixesFor;
  repair: EditorFix | undefined;
  /** Of the service that is changed. */
  existing: string | undefined;
  onText: (text: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  onCaret: (offset: number) => void;
  ref: Ref<CodeEditorHandle>;
};

export function JsonPane(props: JsonPaneProps) {
  const { draft, kind, problems, fixesFor, repair, existing, onText, onUndo, onRedo, onCaret, ref } = props;
  const knowledge = useKnowledge(kind);
  const lenses = useLenses(draft, kind, problems, existing);
  const markers = useMemo(() => markersOf(draft, problems, fixesFor, repair), [draft, problems, fixesFor, repair]);
  return (
    <CodeEditor
      ref={ref}
      label="JSON Editor"
      value={draft.text}
      knowledge={knowledge}
      markers={markers}
      lenses={lenses}
      onChange={onText}
      onCaret={onCaret}
      onUndo={onUndo}
      onRedo={onRedo}
    />
  );
}
