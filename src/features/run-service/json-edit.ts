/**
 * Minimal edits on JSON with comments: set, add, remove and move touch only the bytes they must. Comments, key order,
 * unknown members and odd formatting stay. jsonc-parser's own `modify` loses comments on removal and finds the first
 * of duplicate keys where JSON means the last, hence this file on top of its syntax tree.
 */
import { applyEdits, createScanner, parseTree } from 'jsonc-parser';
import type { Edit, JSONPath, Node } from 'jsonc-parser';

const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const TRIVIA = new Set([LINE_COMMENT, BLOCK_COMMENT, 14, 15]);
/** Objects that Marathon wants even when nothing is in them; emptying them must not drop them. */
const KEPT_WHEN_EMPTY = new Set(['containers', 'resources', 'scaling']);

const end = (node: Node): number => node.offset + node.length;
const isContainer = (node: Node): boolean => node.type === 'object' || node.type === 'array';

/** The value node at a path, or undefined. Of duplicate keys the last one, as JSON.parse has it. */
export function nodeAt(root: Node | undefined, path: JSONPath): Node | undefined {
  let node = root;
  for (const segment of path) {
    if (typeof segment === 'number') node = node?.type === 'array' ? node.children?.[segment] : undefined;
    else if (node?.type !== 'object') return undefined;
    else node = node.children?.findLast((property) => property.children?.[0]?.value === segment)?.children?.[1];
  }
  return node;
}

type Layout = { eol: string; unit: string };

function layoutOf(text: string): Layout {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit };
}

const indentOf = (text: string, offset: number): string => {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
};

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isEmpty = (value: unknown): boolean => !isScalar(value) && Object.keys(value ?? {}).length === 0;

/** A value as JSON text with the document's own indentation: a member a line, but a short list of scalars on one. */
function render(value: unknown, indent: string, layout: Layout): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const oneLine = inline(value);
  if (isEmpty(value) || (Array.isArray(value) && value.every(isScalar) && oneLine.length <= 60)) return oneLine;
  const inner = indent + layout.unit;
  const rows = Array.isArray(value)
    ? value.map((item) => inner + render(item, inner, layout))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${render(item, inner, layout)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}${layout.eol}${rows.join(`,${layout.eol}`)}${layout.eol}${indent}${close}`;
}

function inline(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  const rows = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return rows.length === 0 ? '{}' : `{ ${rows.join(', ')} }`;
}

const wrap = (path: JSONPath, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

/** Offset after comments that share the line with the value ending at `from`; `from` itself if code follows. */
function afterTrailingComments(text: string, from: number): number {
  const rest = /^(?:[ \t]|\/\*(?:[^*\n]|\*(?!\/))*\*\/)*(?:\/\/[^\r\n]*)?(?=\r?\n)/.exec(text.slice(from));
  return rest ? from + rest[0].trimEnd().length : from;
}

/** `entry` writes the new member or item, given the indentation of its line; without one it goes on in a line. */
function insertion(text: string, parent: Node, entry: (indent?: string) => string): Edit[] {
  const layout = layoutOf(text);
  const children = parent.children ?? [];
  const last = children.at(-1);
  if (!last) {
    const inner = text.slice(parent.offset + 1, end(parent) - 1);
    const outer = indentOf(text, parent.offset);
    const broken = inner.includes('\n') || (inner === '' && text.includes('\n'));
    if (!broken) return [{ offset: parent.offset + 1, length: 0, content: (inner ? ' ' : '') + entry(outer) }];
    const closing = inner === '' ? layout.eol + outer : '';
    const indent = outer + layout.unit;
    return [{ offset: parent.offset + 1, length: 0, content: layout.eol + indent + entry(indent) + closing }];
  }
  const gapStart = children.length > 1 ? end(children[children.length - 2] ?? parent) : parent.offset;
  const indent = indentOf(text, last.offset);
  if (!text.slice(gapStart, last.offset).includes('\n'))
    return [{ offset: end(last), length: 0, content: `, ${entry()}` }];
  const added = {
    offset: afterTrailingComments(text, end(last)),
    length: 0,
    content: layout.eol + indent + entry(indent),
  };
  if (added.offset === end(last)) return [{ ...added, content: `,${added.content}` }];
  return [{ offset: end(last), length: 0, content: ',' }, added];
}

/** The text with `value` at `path`; what is missing on the way is made, an index past the end appends. Nothing
 *  happens where an object or array with something in it has the wrong type for the path: no edit may lose it. */
export function setAt(text: string, path: JSONPath, value: unknown): string {
  const root = parseTree(text);
  if (!root) return text;
  let depth = path.length;
  while (depth > 0 && !nodeAt(root, path.slice(0, depth))) depth -= 1;
  const found = nodeAt(root, path.slice(0, depth));
  const key = path[depth];
  if (!found) return text;
  const fits = key === undefined ? false : found.type === (typeof key === 'number' ? 'array' : 'object');
  if (fits && key !== undefined && isContainer(found)) {
    const name = typeof key === 'string' ? `${JSON.stringify(key)}: ` : '';
    const inner = wrap(path.slice(depth + 1), value);
    const entry = (indent?: string): string =>
      name + (indent === undefined ? inline(inner) : render(inner, indent, layoutOf(text)));
    return applyEdits(text, insertion(text, found, entry));
  }
  if (key !== undefined && isContainer(found) && text.slice(found.offset + 1, end(found) - 1).trim() !== '')
    return text;
  const inner = wrap(path.slice(depth), value);
  const around = found.parent?.type === 'property' ? found.parent.parent : found.parent;
  const isInLine = around !== undefined && !text.slice(around.offset, end(around)).includes('\n');
  const content = isInLine ? inline(inner) : render(inner, indentOf(text, found.offset), layoutOf(text));
  return applyEdits(text, [{ offset: found.offset, length: found.length, content }]);
}

type Comment = { offset: number; line: boolean };

/** Comments and the first comma between two offsets that hold nothing else but white space. */
function gap(text: string, from: number, to: number): { comma: number | undefined; comments: Comment[] } {
  const scanner = createScanner(text.slice(from, to));
  const comments: Comment[] = [];
  let comma: number | undefined;
  for (let token = scanner.scan(); scanner.getTokenLength() > 0; token = scanner.scan()) {
    const offset = from + scanner.getTokenOffset();
    if (!TRIVIA.has(token)) comma ??= offset;
    else if (token === LINE_COMMENT || token === BLOCK_COMMENT) comments.push({ offset, line: token === LINE_COMMENT });
  }
  return { comma, comments };
}

function removal(text: string, entry: Node, siblings: readonly Node[], parent: Node): Edit[] {
  const index = siblings.indexOf(entry);
  const previous = siblings[index - 1];
  const next = siblings[index + 1];
  const before = gap(text, previous ? end(previous) : parent.offset + 1, entry.offset);
  const after = gap(text, end(entry), next ? next.offset : end(parent) - 1);
  const comma = after.comma ?? before.comma;
  if (siblings.length === 1 && before.comments.length + after.comments.length === 0)
    return [{ offset: parent.offset + 1, length: parent.length - 2, content: '' }];
  const rest = text.slice(after.comma === end(entry) ? end(entry) + 1 : end(entry));
  const joins = before.comments.at(-1)?.line === true && !/^[ \t]*\r?\n/.test(rest);
  const start = joins ? entry.offset : text.slice(0, entry.offset).trimEnd().length;
  const edits = [{ offset: start, length: end(entry) - start, content: '' }];
  return comma === undefined ? edits : [...edits, { offset: comma, length: 1, content: '' }];
}

/** The entry to take out so that no emptied parent stays: as far up as parents hold nothing else, not even a comment. */
function outermostEmptied(text: string, root: Node, path: JSONPath): JSONPath {
  const above = path.slice(0, -1);
  const key = above.at(-1);
  const parent = nodeAt(root, above);
  const only = parent?.children?.length === 1 ? parent.children[0] : undefined;
  if (typeof key !== 'string' || KEPT_WHEN_EMPTY.has(key) || !parent || !only) return path;
  const rims = [gap(text, parent.offset + 1, only.offset), gap(text, end(only), end(parent) - 1)];
  return rims.some((rim) => rim.comments.length > 0) ? path : outermostEmptied(text, root, above);
}

/** The text without the member or item at `path`, and without parents this leaves empty. */
export function removeAt(text: string, path: JSONPath): string {
  const root = parseTree(text);
  if (!root || path.length === 0 || !nodeAt(root, path)) return text;
  const target = outermostEmptied(text, root, path);
  const parent = nodeAt(root, target.slice(0, -1));
  const value = nodeAt(root, target);
  const entry = value?.parent?.type === 'property' ? value.parent : value;
  if (!parent || !entry) return text;
  const shorter = applyEdits(text, removal(text, entry, parent.children ?? [], parent));
  return parent.type === 'object' ? removeAt(shorter, target) : shorter;
}

/** The text with an array's item moved to another index; comments between items stay where they are. */
export function moveItem(text: string, path: JSONPath, from: number, to: number): string {
  const items = nodeAt(parseTree(text), path)?.children ?? [];
  const order = items.map((_, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  const edits = items.flatMap((item, index): Edit[] => {
    const source = items[order[index] ?? index];
    if (!source || source === item) return [];
    return [{ offset: item.offset, length: item.length, content: text.slice(source.offset, end(source)) }];
  });
  return applyEdits(text, edits);
}

/** The text with an array's item once more at the array's end, written as it is, comments included. */
export function copyItem(text: string, path: JSONPath, index: number): string {
  const list = nodeAt(parseTree(text), path);
  const item = list?.type === 'array' ? list.children?.[index] : undefined;
  if (!list || !item) return text;
  return applyEdits(
    text,
    insertion(text, list, () => text.slice(item.offset, end(item))),
  );
}

/** The text with an object's member under another name, at the same place. */
export function renameAt(text: string, path: JSONPath, name: string): string {
  const key = nodeAt(parseTree(text), path)?.parent?.children?.[0];
  if (!key || key.type !== 'string') return text;
  return applyEdits(text, [{ offset: key.offset, length: key.length, content: JSON.stringify(name) }]);
}
