/**
 * The unsent definition. Its text is the only state: the form and the editor are two views of it, every change is a
 * change of the text, and one history takes both back. The last text that parsed stays at hand for the form.
 */
import type { JSONPath } from 'jsonc-parser';
import { copyItem, moveItem, removeAt, renameAt, setAt } from './json-edit';
import { parseText } from './parse-text';
import type { ParsedText, SyntaxProblem } from './parse-text';

type Change = { at: number; before: string; after: string; tag: string };
export type PodDraft = {
  text: string;
  /** The newest text that parsed; its `text` equals the draft's unless there is a problem. */
  valid: ParsedText;
  problem: SyntaxProblem | undefined;
  past: readonly Change[];
  future: readonly Change[];
};
/** One step of a form: `undefined` takes the member or item out. */
export type FormEdit =
  | { path: JSONPath; value: unknown }
  | { path: JSONPath; from: number; to: number }
  | { path: JSONPath; copy: number }
  | { path: JSONPath; name: string };

const MAX_HISTORY = 500;

const blank: ParsedText = { text: '{}', root: { type: 'object', offset: 0, length: 2, children: [] }, value: {} };

function withText(draft: PodDraft, text: string): PodDraft {
  const parsed = parseText(text);
  return 'root' in parsed ? { ...draft, text, valid: parsed, problem: undefined } : { ...draft, text, problem: parsed };
}

export const newDraft = (text: string): PodDraft =>
  withText({ text, valid: blank, problem: undefined, past: [], future: [] }, text);

/** The smallest replaced middle that leads from one text to the other. */
function difference(from: string, to: string): { at: number; before: string; after: string } {
  let at = 0;
  const limit = Math.min(from.length, to.length);
  while (at < limit && from[at] === to[at]) at += 1;
  let tail = 0;
  while (tail < limit - at && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { at, before: from.slice(at, from.length - tail), after: to.slice(at, to.length - tail) };
}

const taken = (text: string, change: Change, out: string, put: string): string =>
  text.slice(0, change.at) + put + text.slice(change.at + out.length);

function continues(last: Change, next: Omit<Change, 'tag'>, tag: string): boolean {
  if (last.tag !== tag || tag === '') return false;
  if (tag !== 'typing') return true;
  if (next.after.includes('\n') || last.after.includes('\n')) return false;
  return next.at === last.at + last.after.length || next.at + next.before.length === last.at;
}

/** The draft with a new text; changes of one tag in a row (typing on, or in one field) are taken back as one. */
export function changeText(draft: PodDraft, text: string, tag = 'typing'): PodDraft {
  if (text === draft.text) return draft;
  const change = difference(draft.text, text);
  const last = draft.past.at(-1);
  const merged = last && draft.future.length === 0 && continues(last, change, tag) ? last : undefined;
  const from = merged ? taken(draft.text, merged, merged.after, merged.before) : draft.text;
  const past = [...(merged ? draft.past.slice(0, -1) : draft.past), { ...difference(from, text), tag }];
  return { ...withText(draft, text), past: past.slice(-MAX_HISTORY), future: [] };
}

/** Applies form edits as one step. While the text does not parse the form is read-only and nothing happens. */
export function editDraft(draft: PodDraft, edits: readonly FormEdit[]): PodDraft {
  if (draft.problem) return draft;
  const text = edits.reduce((before, edit) => {
    if ('from' in edit) return moveItem(before, edit.path, edit.from, edit.to);
    if ('copy' in edit) return copyItem(before, edit.path, edit.copy);
    if ('name' in edit) return renameAt(before, edit.path, edit.name);
    return edit.value === undefined ? removeAt(before, edit.path) : setAt(before, edit.path, edit.value);
  }, draft.text);
  const only = edits.length === 1 ? edits[0] : undefined;
  const typed = only && 'value' in only && typeof only.value !== 'object';
  return changeText(draft, text, typed ? JSON.stringify(only.path) : '');
}

export function undo(draft: PodDraft): PodDraft {
  const last = draft.past.at(-1);
  if (!last) return draft;
  const text = taken(draft.text, last, last.after, last.before);
  return { ...withText(draft, text), past: draft.past.slice(0, -1), future: [...draft.future, last] };
}

export function redo(draft: PodDraft): PodDraft {
  const next = draft.future.at(-1);
  if (!next) return draft;
  const text = taken(draft.text, next, next.before, next.after);
  return { ...withText(draft, text), past: [...draft.past, next], future: draft.future.slice(0, -1) };
}
