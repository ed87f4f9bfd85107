/** Members in the order of their names, in every object; each comment goes with the member it is above or beside. */
import { createScanner, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

const COMMA = 5;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;

const end = (node: Node): number => node.offset + node.length;

type Tail = { readonly comments: string; readonly stop: number };

/** What belongs to the member that ends at `from`: all up to its comma, and comments beside that. */
function tailOf(text: string, from: number, limit: number, hasComma: boolean): Tail {
  const scanner = createScanner(text.slice(from, limit));
  const comments: string[] = [];
  let stop = from;
  let isOver = !hasComma;
  for (let token = scanner.scan(); scanner.getTokenLength() > 0; token = scanner.scan()) {
    const offset = from + scanner.getTokenOffset();
    if (isOver && text.slice(stop, offset).includes('\n')) break;
    if (token !== COMMA && token !== LINE_COMMENT && token !== BLOCK_COMMENT) continue;
    stop = offset + scanner.getTokenLength();
    if (token === COMMA) isOver = true;
    else comments.push(text.slice(offset, stop));
  }
  return { comments: comments.reduce(joined, ''), stop };
}

type Piece = { readonly name: string; readonly lead: string; readonly body: string; readonly tail: string };

/** A line comment swallows what comes after it unless a line ends in between. */
const joined = (before: string, after: string): string =>
  /\/\/[^\n]*$/.test(before) && !/^[ \t]*\r?\n/.test(after) ? `${before}\n${after}` : before + after;

function sortedObject(text: string, node: Node): string {
  const members = node.children ?? [];
  const close = end(node) - 1;
  let at = node.offset + 1;
  const pieces = members.map((member, index): Piece => {
    const next = members[index + 1];
    const { comments, stop } = tailOf(text, end(member), next?.offset ?? close, next !== undefined);
    const [key, value] = member.children ?? [];
    const head = value ? text.slice(member.offset, value.offset) : text.slice(member.offset, end(member));
    const piece = {
      name: String(key?.value),
      lead: text.slice(at, member.offset),
      body: value ? head + sorted(text, value) : head,
      tail: comments === '' ? '' : ` ${comments}`,
    };
    at = stop;
    return piece;
  });
  const ordered = pieces.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  const inner = ordered.reduce((sofar, { lead, body, tail }, index) => {
    // Bare space belongs to the place, a comment to its member.
    const space =
      lead.trim() === '' ? (pieces[index]?.lead.trim() === '' ? (pieces[index]?.lead ?? lead) : lead) : lead;
    const comma = index < ordered.length - 1 ? ',' : '';
    return joined(sofar, `${space}${body}${comma}${tail}`);
  }, '{');
  return joined(inner, `${text.slice(at, close)}}`);
}

function sorted(text: string, node: Node): string {
  if (node.type === 'object') return sortedObject(text, node);
  if (node.type !== 'array') return text.slice(node.offset, end(node));
  let at = node.offset;
  const parts = (node.children ?? []).map((item) => {
    const part = text.slice(at, item.offset) + sorted(text, item);
    at = end(item);
    return part;
  });
  return parts.join('') + text.slice(at, end(node));
}

/** The text with every object's members sorted; the same text where it cannot be read. */
export function sortKeys(text: string): string {
  const root = parseTree(text);
  return root ? text.slice(0, root.offset) + sorted(text, root) + text.slice(end(root)) : text;
}
