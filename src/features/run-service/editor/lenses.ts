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

/** What all containers of a pod take together is told once. */
function resourcesAt({ root, value }: ParsedText, kind: ServiceKind): number | undefined {
  if (kind === 'app') return APP_RESOURCES.map((path) => memberAt(root, path)).find(Boolean) ?? root.offset;
  return memberAt(root, hasSeveral(value) ? ['containers'] : ['containers', 0, 'resources']);
}

const hasSeveral = (value: unknown): boolean => listAt(value, ['containers']).length > 1;

function subjectOf({ value }: ParsedText, changes: boolean): Subject {
  if (changes) return 'one more';
  return hasSeveral(value) ? 'pod of several' : 'service';
}

/** @param changes whether it is the definition of a service that runs already */
export function lensesOf(
  parsed: ParsedText,
  kind: ServiceKind,
  changes: boolean,
  summary: SchedulingSummary,
): readonly EditorLens[] {
  const path = CONSTRAINTS[kind];
  const constraintsAt = listAt(parsed.value, path).length > 0 ? memberAt(parsed.root, path) : undefined;
  return [
    { offset: resourcesAt(parsed, kind), text: resourcesWords(summary, subjectOf(parsed, changes)) },
    { offset: constraintsAt, text: constraintsWords(summary) },
  ]
    .flatMap(({ offset, text }) => (offset === undefined ? [] : { offset, text }))
    .toSorted((a, b) => a.offset - b.offset);
}
