/** The draft of this tab: kept in the browser, so that a reload or a killed tab loses nothing; gone when run or discarded. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { dropDraft, forgetDraft, keepDraft, leftDraft, ownDraft } from './draft-store';
import type { LeftDraft } from './draft-store';
import { changeText, editDraft, newDraft, redo, undo } from './pod-draft';
import type { FormEdit, PodDraft } from './pod-draft';

type Action =
  | { kind: 'edit'; edits: readonly FormEdit[] }
  | { kind: 'text'; text: string; tag?: string }
  | { kind: 'undo' }
  | { kind: 'redo' };

function reduce(draft: PodDraft, action: Action): PodDraft {
  switch (action.kind) {
    case 'edit':
      return editDraft(draft, action.edits);
    case 'text':
      return changeText(draft, action.text, action.tag);
    case 'undo':
      return undo(draft);
    case 'redo':
      return redo(draft);
  }
}

/** Milliseconds without a change after which the draft is kept. */
const IDLE = 500;

/** Keeps what was changed: when typing rests, and at once when the page is hidden or left. */
function useKeeping(source: string, text: string, base: string | undefined, changed: boolean) {
  const forgotten = useRef(false);
  const [kept, setKept] = useState(true);
  useEffect(() => {
    if (!changed) {
      // Taken back: an earlier change must not come again with a reload.
      forgetDraft(source);
      return undefined;
    }
    const keep = () => {
      if (!forgotten.current) setKept(keepDraft(source, { text, base }));
    };
    const timer = setTimeout(keep, IDLE);
    addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [changed, text, base, source]);
  /** The draft was run or discarded; the page may stay a moment longer, the stored text must not. */
  const forget = useCallback(() => {
    forgotten.current = true;
    forgetDraft(source);
  }, [source]);
  return { kept, forget };
}

/** A draft of the same source that another tab left behind. */
function useLeft(source: string) {
  const [left, setLeft] = useState<LeftDraft>();
  useEffect(() => {
    let gone = false;
    leftDraft(source).then(
      (found) => gone || setLeft(found),
      // Without locks to ask for, nothing is known of other tabs and nothing is offered.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [source]);
  const drop = useCallback(() => {
    if (left) dropDraft(left);
    setLeft(undefined);
  }, [left]);
  return { left, drop };
}

export type DraftState = ReturnType<typeof useDraft>;

export function useDraft(source: string, startText: string) {
  const [own] = useState(() => ownDraft(source));
  const [draft, dispatch] = useReducer(reduce, undefined, () => newDraft(own?.text ?? startText));
  const [base, setBase] = useState(own?.base);
  const changed = draft.text !== startText;
  const { kept, forget } = useKeeping(source, draft.text, base, changed);
  const { left, drop } = useLeft(source);
  const edit = useCallback((...edits: FormEdit[]) => dispatch({ kind: 'edit', edits }), []);
  const setText = useCallback((text: string) => dispatch({ kind: 'text', text }), []);
  const back = useCallback(() => dispatch({ kind: 'undo' }), []);
  const forth = useCallback(() => dispatch({ kind: 'redo' }), []);
  const restore = useCallback(() => {
    // One step of the history: what was here before is an undo away.
    if (left) {
      dispatch({ kind: 'text', text: left.text, tag: '' });
      setBase((now) => left.base ?? now);
    }
    drop();
  }, [left, drop]);
  return {
    draft,
    changed,
    /** What ran when one began; undefined for a new service, and until that is known. */
    base,
    setBase,
    /** False: the browser has no room for it, and it lives as long as the page. */
    kept,
    left: left?.text === draft.text ? undefined : left,
    restore,
    dropLeft: drop,
    forget,
    edit,
    setText,
    undo: back,
    redo: forth,
  };
}
