/** Where a definition's text gets a line of words about its placement, and which. */
import type { JSONPath, Node } from 'jsonc-parser';
import type { ServiceKind } from '../../../api/client/service';
import type { SchedulingSummary } from '../../../protocol/simulation/scheduling';
import type { EditorLens } from '../../../ui/code-editor/editor-contract';
import { nodeAt } from '../json-edit';
import { listAt } from '../json-value';
import type { ParsedText } from '../parse-text';
import { constraintsWords, resourcesWords } from './lens-words';
import type { Subject } from './lens-words';

/** Of an app, the first that is written; Marathon has a default for each. */
const APP_RESOURCES: readonly JSONPath[] = [['cpus'], ['mem'], ['disk'], ['gpus']];

const CONSTRAINTS: Readonly<Record<ServiceKind, JSONPath>> = {
  app: ['constraints'],
  pod: ['scheduling', 'placement', 'constraints'],
};

/** Where the member is named. */
function memberAt(root: Node, path: JSONPath): number | undefined {
  const node = nodeAt(root, path);
  return node && (node.parent ?? node).offset;
}

function resourcesAt({ root, value }: ParsedText, kind: ServiceKind): readonly number[] {
  if (kind === 'app') return [APP_RESOURCES.map((path) => memberAt(root, path)).find(Boolean) ?? root.offset];
  return listAt(value, ['containers']).flatMap((_, index) => memberAt(root, ['containers', index, 'resources']) ?? []);
}

function subjectOf({ value }: ParsedText, changes: boolean): Subject {
  if (changes) return 'one more';
  return listAt(value, ['containers']).length > 1 ? 'pod of several' : 'service';
}

/** @param changes whether it is the definition of a service that runs already */
export function lensesOf(
  parsed: ParsedText,
  kind: ServiceKind,
  changes: boolean,
  summary: SchedulingSummary,
): readonly EditorLens[] {
  const { text, root, value } = parsed;
  const path = CONSTRAINTS[kind];
  const resources = resourcesWords(summary, subjectOf(parsed, changes));
  const constraintsOffset = listAt(value, path).length > 0 ? memberAt(root, path) : undefined;
  const lenses = [
    ...resourcesAt(parsed, kind).map((offset) => ({ offset, text: resources })),
    ...(constraintsOffset === undefined ? [] : [{ offset: constraintsOffset, text: constraintsWords(summary) }]),
  ].toSorted((a, b) => a.offset - b.offset);
  // In a definition without line breaks the same would be said twice of one line.
  return lenses.filter(
    (lens, index) =>
      !lenses
        .slice(0, index)
        .some((other) => other.text === lens.text && !text.slice(other.offset, lens.offset).includes('\n')),
  );
}
