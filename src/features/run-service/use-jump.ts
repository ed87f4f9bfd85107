/** Leads from a problem to where it is: the field of the form, and the spot in the editor. */
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { CodeEditorHandle } from '../../ui/code-editor/code-editor';
import { fieldId } from './draft-form';
import type { PodDraft } from './pod-draft';
import type { Problem } from './problems';
import { rangeOf } from './text-place';

type Place = { onlyEditor: boolean; section: string; openSection: (section: string) => void };

/** The field of a path, or the nearest above it that has one. */
function fieldFor(path: Problem['path']): HTMLElement | null {
  const field = document.getElementById(fieldId(path));
  return field ?? (path.length > 1 ? fieldFor(path.slice(0, -1)) : null);
}

export function useJump(editor: RefObject<CodeEditorHandle | null>, draft: PodDraft, place: Place) {
  const wanted = useRef<Problem>(undefined);
  useEffect(() => {
    const field = wanted.current && wanted.current.section === place.section ? fieldFor(wanted.current.path) : null;
    if (!field) return;
    wanted.current = undefined;
    field.focus();
  });
  return {
    toProblem: (problem: Problem) => {
      const { from, to } = rangeOf(draft.valid.root, problem.path);
      editor.current?.reveal(from, to, place.onlyEditor);
      if (place.onlyEditor) return;
      if (problem.section === place.section) fieldFor(problem.path)?.focus();
      else {
        wanted.current = problem;
        place.openSection(problem.section);
      }
    },
    toOffset: (offset: number) => editor.current?.reveal(offset, offset + 1, true),
  };
}
