/** Where in the text a problem is, for the editor's markers: the value, or else the nearest thing that holds it. */
import type { JSONPath, Node } from 'jsonc-parser';
import { nodeAt } from './json-edit';

export type TextRange = { from: number; to: number };

/** A missing member is marked at the first character of what should hold it: a marker over a whole object says nothing. */
export function rangeOf(root: Node, path: JSONPath): TextRange {
  const node = nodeAt(root, path);
  if (node && node.type !== 'object' && node.type !== 'array')
    return { from: node.offset, to: node.offset + node.length };
  if (node) {
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const marked = key ?? { offset: node.offset, length: 1 };
    return { from: marked.offset, to: marked.offset + marked.length };
  }
  return path.length === 0 ? { from: 0, to: 1 } : rangeOf(root, path.slice(0, -1));
}
