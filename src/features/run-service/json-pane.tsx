/** The draft as text: the editor with the verdict's markers, and the schema behind completion and hover. */
import type { Ref } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { ServiceKind } from '../../api/client/service';
import { CodeEditor } from '../../ui/code-editor/code-editor';
import type { CodeEditorHandle } from '../../ui/code-editor/code-editor';
import type { EditorMarker } from '../../ui/code-editor/editor-contract';
import type { PodDraft } from './pod-draft';
import type { Problem } from './problems';
import { rangeOf } from './text-place';

/** The syntax problem alone while there is one; else every complaint at its place. */
function markersOf(draft: PodDraft, problems: readonly Problem[]): readonly EditorMarker[] {
  if (draft.problem) {
    const { offset, message } = draft.problem;
    return [{ from: offset, to: offset + 1, message, severity: 'error' }];
  }
  return problems.map((problem) => ({
    ...rangeOf(draft.valid.root, problem.path),
    message: `${problem.field} ${problem.wants}.`,
    severity: 'error',
  }));
}

const schemas: Readonly<Record<ServiceKind, () => Promise<object>>> = {
  pod: async () => (await import('../../protocol/marathon/pod-json-schema')).podJsonSchema(),
  app: async () => (await import('../../protocol/marathon/app-json-schema')).appJsonSchema(),
};

function useSchema(kind: ServiceKind): object | undefined {
  const [schema, setSchema] = useState<object>();
  useEffect(() => {
    let gone = false;
    schemas[kind]().then(
      (loaded) => {
        if (!gone) setSchema(loaded);
      },
      // Without it the editor has no completion, and all else.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [kind]);
  return schema;
}

type JsonPaneProps = {
  draft: PodDraft;
  kind: ServiceKind;
  problems: readonly Problem[];
  onText: (text: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  ref: Ref<CodeEditorHandle>;
};

export function JsonPane({ draft, kind, problems, onText, onUndo, onRedo, ref }: JsonPaneProps) {
  const schema = useSchema(kind);
  const markers = useMemo(() => markersOf(draft, problems), [draft, problems]);
  return (
    <CodeEditor
      ref={ref}
      label="JSON Editor"
      value={draft.text}
      schema={schema}
      markers={markers}
      onChange={onText}
      onUndo={onUndo}
      onRedo={onRedo}
    />
  );
}
