/** The definition as an outline, and the way to the caret in it. */
import { getNodePath } from 'jsonc-parser';
import type { JSONPath, Node } from 'jsonc-parser';
import { nodeAt } from '../json-edit';

export type Crumb = { readonly label: string; readonly from: number; readonly to: number };
export type OutlineEntry = Crumb & { readonly depth: number };

const textOf = (node: Node, member: string): string => {
  const value: unknown = nodeAt(node, [member])?.value;
  return typeof value === 'string' ? value : '';
};

/** An item is called as it calls itself. */
const itemLabel = (item: Node, index: number): string =>
  (item.type === 'object' && (textOf(item, 'name') || textOf(item, 'id') || textOf(item, 'containerPath'))) ||
  `${index}`;

/** The innermost node around an offset; the end of a node counts as in it. */
function innermost(node: Node, offset: number): Node {
  const inner = node.children?.find((child) => child.offset <= offset && offset <= child.offset + child.length);
  return inner ? innermost(inner, offset) : node;
}

/** JSON path of the value at an offset, or of the member whose name is there. */
export function pathAt(root: Node, offset: number): JSONPath {
  const node = innermost(root, offset);
  const isName = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  const value = node.type === 'property' || isName ? ((isName ? node.parent : node)?.children?.[1] ?? node) : node;
  return getNodePath(value);
}

/** One crumb per step of the path; items carry their names. */
export function crumbsOf(root: Node, path: JSONPath): readonly Crumb[] {
  return path.flatMap((step, index) => {
    const node = nodeAt(root, path.slice(0, index + 1));
    if (!node) return [];
    const label = typeof step === 'number' ? itemLabel(node, step) : step;
    return [
      { label, from: (node.parent?.type === 'property' ? node.parent : node).offset, to: node.offset + node.length },
    ];
  });
}

/** A path as a JSON pointer, `/containers/0/resources`. */
export const pointerOf = (path: JSONPath): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Lists whose items are worth a line of their own. */
const LISTED = new Set([
  'containers',
  'endpoints',
  'volumes',
  'volumeMounts',
  'networks',
  'portDefinitions',
  'portMappings',
  'healthChecks',
]);

/** The members at the top, and below them the items of lists such as containers, their endpoints and mounts. */
export function outlineOf(root: Node): readonly OutlineEntry[] {
  const walk = (node: Node, depth: number): readonly OutlineEntry[] =>
    (node.type === 'object' ? (node.children ?? []) : []).flatMap((property) => {
      const [key, value] = property.children ?? [];
      if (!key || !value) return [];
      const isListed = LISTED.has(String(key.value)) && value.type === 'array';
      const items = isListed ? (value.children ?? []) : [];
      if (depth > 0 && items.length === 0) return [];
      const entry = { label: String(key.value), from: property.offset, to: property.offset + property.length, depth };
      const below = items.flatMap((item, index) => [
        { label: itemLabel(item, index), from: item.offset, to: item.offset + item.length, depth: depth + 1 },
        ...walk(item, depth + 2),
      ]);
      return [entry, ...below, ...(value.type === 'object' && key.value === 'container' ? walk(value, depth + 1) : [])];
    });
  return walk(root, 0);
}
