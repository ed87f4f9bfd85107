/** Where the caret is in JSON with comments that need not be whole: what is being written there, and around it. */
import { createScanner, getLocation, parseTree } from 'jsonc-parser';
import type { JSONPath, Node } from 'jsonc-parser';
import { nodeAt } from '../json-edit';

export type CaretPlace = {
  /** Of the value that is written, or of the object whose member is named. */
  readonly path: JSONPath;
  readonly writes: 'name' | 'value';
  /** What a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly commaBefore: number | undefined;
  readonly commaAfter: boolean;
  /** A colon follows: the member has a value already. */
  readonly hasValue: boolean;
  /** Inside a text in quotes. */
  readonly inText: boolean;
  /** As far as the text can be read. */
  readonly root: Node | undefined;
};

const END = 17;
const COMMENTS = new Set([12, 13]);
const CLOSES = new Set(['}', ']', ',', ':', '']);

/** The sign before `offset` that is neither white space nor in a comment, and where it ends. */
function signBefore(text: string, offset: number): { readonly sign: string; readonly end: number } {
  const scanner = createScanner(text, true);
  let last = { sign: '', end: 0 };
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    if (end > offset) break;
    last = { sign: text.charAt(end - 1), end };
  }
  return last;
}

function inComment(text: string, offset: number): boolean {
  const scanner = createScanner(text, false);
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    if (start >= offset) return false;
    if (COMMENTS.has(token) && (offset < end || (token === 12 && offset === end))) return true;
  }
  return false;
}

/** A bare word around the caret, as typed before it gets quotes. */
function wordAround(text: string, offset: number): readonly [from: number, to: number] {
  const before = /[^\s"{}[\],:]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const after = /^[^\s"{}[\],:]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return [offset - before, offset + after];
}

/** Undefined in a comment. */
export function caretPlace(text: string, offset: number): CaretPlace | undefined {
  if (inComment(text, offset)) return undefined;
  const { previousNode } = getLocation(text, offset);
  const inText =
    previousNode !== undefined &&
    text[previousNode.offset] === '"' &&
    previousNode.offset < offset &&
    offset <= previousNode.offset + previousNode.length;
  const [from, to] = inText
    ? [previousNode.offset, previousNode.offset + previousNode.length]
    : wordAround(text, offset);
  const before = signBefore(text, from);
  const isOpen = before.end === 0 || ['{', '[', ',', ':'].includes(before.sign);
  // Where a comma is missing one is thought of: else this would still be the value before it.
  const whole = isOpen ? text : `${text.slice(0, before.end)},${text.slice(before.end)}`;
  const { path, isAtPropertyKey } = getLocation(whole, isOpen ? offset : offset + 1);
  const rest = text.slice(to).replace(/^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/, '');
  return {
    path: isAtPropertyKey ? path.slice(0, -1) : path,
    writes: isAtPropertyKey ? 'name' : 'value',
    from,
    to,
    commaBefore: isOpen ? undefined : before.end,
    commaAfter: !CLOSES.has(rest.charAt(0)),
    hasValue: rest.startsWith(':'),
    inText,
    root: parseTree(text),
  };
}

/** Names of the members of an object that may be half written. */
export const memberNames = (root: Node | undefined, path: JSONPath): readonly string[] =>
  (nodeAt(root, path)?.children ?? []).flatMap((property) => {
    const name: unknown = property.children?.[0]?.value;
    return typeof name === 'string' ? [name] : [];
  });
