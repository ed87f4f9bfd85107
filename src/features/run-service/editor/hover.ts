/** What to say about the place under the pointer: its path, and what the schema knows of it. */
import { findNodeAtOffset, getNodePath, parseTree } from 'jsonc-parser';
import type { JsonSchema } from '../../../protocol/marathon/json-schema';
import type { EditorHover } from '../../../ui/code-editor/editor-contract';
import { paragraphsOf, schemasAt } from './schema-at';

/** Undefined where the schema knows nothing, and between things. */
export function hoverAt(text: string, offset: number, schema: JsonSchema): EditorHover | undefined {
  const root = parseTree(text);
  const node = root && findNodeAtOffset(root, offset);
  if (!node || node.type === 'object' || node.type === 'array') return undefined;
  const isName = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  const value = isName ? (node.parent?.children?.[1] ?? node) : node;
  const paragraphs = paragraphsOf(schemasAt(schema, getNodePath(value)));
  return paragraphs.length === 0 ? undefined : { from: node.offset, to: node.offset + node.length, paragraphs };
}
