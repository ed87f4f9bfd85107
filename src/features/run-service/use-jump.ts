/** Leads from a problem to where it is: the field of the form, and the spot in the editor. */
import type { JSONPath } from 'jsonc-parser';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { CodeEditorHandle } from '../../ui/code-editor/code-editor';
import { fieldId } from './draft-form';
import type { PodDraft } from './pod-draft';
import type { Problem } from './problems';
import { rangeOf } from './text-place';

type Place = { onlyEditor: boolean; section: string; openSection: (section: string) => void };

/** The field of a path, or the first below it, or the nearest above it that has one. */
function fieldFor(path: JSONPath): HTMLElement | null {
  const id = fieldId(path);
  const below = [...document.querySelectorAll<HTMLElement>('input, select, textarea')].find((field) =>
    field.id.startsWith(`${id}.`),
  );
  const field = document.getElementById(id) ?? below;
  return field ?? (path.length > 1 ? fieldFor(path.slice(0, -1)) : null);
}

/** What is folded away takes no focus. */
function focusOn(field: HTMLElement | null): void {
  for (let fold = field?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  field?.focus();
}

export function useJump(editor: RefObject<CodeEditorHandle | null>, draft: PodDraft, place: Place) {
  const wanted = useRef<Problem>(undefined);
  useEffect(() => {
    const field = wanted.current && wanted.current.section === place.section ? fieldFor(wanted.current.path) : null;
    if (!field) return;
    wanted.current = undefined;
    focusOn(field);
  });
  const last = useRef<number>(-1);
  const toProblem = (problem: Problem) => {
    const { from, to } = rangeOf(draft.valid.root, problem.path);
    editor.current?.reveal(from, to, place.onlyEditor);
    if (place.onlyEditor) return;
    if (problem.section === place.section) focusOn(fieldFor(problem.path));
    else {
      wanted.current = problem;
      place.openSection(problem.section);
    }
  };
  return {
    toProblem,
    toText: (path: JSONPath) => {
      const { from, to } = rangeOf(draft.valid.root, path);
      editor.current?.reveal(from, to, true);
    },
    toOffset: (offset: number) => editor.current?.reveal(offset, offset + 1, true),
    /** F8 and Shift+F8 go round the problems, as they do inside the editor. */
    keys: (problems: readonly Problem[]) => (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.defaultPrevented || problems.length === 0) return;
      event.preventDefault();
      const step = event.shiftKey ? problems.length - 1 : 1;
      last.current =
        last.current < 0 ? (event.shiftKey ? problems.length - 1 : 0) : (last.current + step) % problems.length;
      const next = problems[last.current];
      if (next) toProblem(next);
    },
  };
}
