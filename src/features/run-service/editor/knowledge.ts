/** All that the editor knows of definitions: loaded when an editor is first open. */
import type { ServiceKind } from '../../../api/client/service';
import { appJsonSchema } from '../../../protocol/marathon/app-json-schema';
import { podJsonSchema } from '../../../protocol/marathon/pod-json-schema';
import type { EditorKnowledge } from '../../../ui/code-editor/editor-contract';
import type { ClusterFacts } from './cluster-facts';
import { hoverAt } from './hover';
import { suggestionsAt } from './suggestions';

/** `facts` is asked when a list opens, so that what the cluster tells meanwhile costs nothing. */
export function knowledgeOf(kind: ServiceKind, facts: () => ClusterFacts): EditorKnowledge {
  const schema = kind === 'app' ? appJsonSchema() : podJsonSchema();
  return {
    suggest: (text, offset) => suggestionsAt(text, offset, { schema, kind, facts: facts() }),
    hover: (text, offset) => hoverAt(text, offset, schema),
  };
}
