/** The draft of this tab: kept in the session, so that a reload loses nothing; gone when run or discarded. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { changeText, editDraft, newDraft, redo, undo } from './pod-draft';
import type { FormEdit, PodDraft } from './pod-draft';

const STORE = 'podrome.draft';

type Action =
  | { kind: 'edit'; edits: readonly FormEdit[] }
  | { kind: 'text'; text: string }
  | { kind: 'undo' }
  | { kind: 'redo' };

function reduce(draft: PodDraft, action: Action): PodDraft {
  switch (action.kind) {
    case 'edit':
      return editDraft(draft, action.edits);
    case 'text':
      return changeText(draft, action.text);
    case 'undo':
      return undo(draft);
    case 'redo':
      return redo(draft);
  }
}

/** `source` names what the draft started from; a stored draft of another source is not taken up. */
function stored(source: string): string | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? 'null');
    if (typeof found !== 'object' || found === null) return undefined;
    const { source: from, text } = found as { source?: unknown; text?: unknown };
    return from === source && typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function store(content: string | undefined): void {
  try {
    if (content === undefined) sessionStorage.removeItem(STORE);
    else sessionStorage.setItem(STORE, content);
  } catch {
    // Storage may be full or forbidden; the draft then lives as long as the page.
  }
}

export type DraftState = ReturnType<typeof useDraft>;

export function useDraft(source: string, startText: string) {
  const [draft, dispatch] = useReducer(reduce, undefined, () => newDraft(stored(source) ?? startText));
  const changed = draft.text !== startText;
  const kept = useRef(true);
  useEffect(() => {
    if (!changed) return undefined;
    const timer = setTimeout(() => kept.current && store(JSON.stringify({ source, text: draft.text })), 300);
    return () => clearTimeout(timer);
  }, [changed, draft.text, source]);
  const edit = useCallback((...edits: FormEdit[]) => dispatch({ kind: 'edit', edits }), []);
  const setText = useCallback((text: string) => dispatch({ kind: 'text', text }), []);
  const back = useCallback(() => dispatch({ kind: 'undo' }), []);
  const forth = useCallback(() => dispatch({ kind: 'redo' }), []);
  /** The draft was run or discarded; the page may stay a moment longer, the stored text must not. */
  const forget = useCallback(() => {
    kept.current = false;
    store(undefined);
  }, []);
  return { draft, changed, forget, edit, setText, undo: back, redo: forth };
}
