/** Any text a user pastes or drops, as definitions: what it is, is seen from the text itself. */
import { asText } from './conversion';
import type { Conversion, Converted, Unreadable } from './conversion';
import { fromCompose } from './from-compose';
import { fromDockerRun, isDockerRun } from './from-docker-run';
import { documentsOf, fromKubernetes } from './from-kubernetes';
import type { ConversionOptions } from './pod-parts';
import { readText } from './read-text';

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const has = (value: Fields, key: string): boolean => Object.hasOwn(value, key);

const isManifest = (value: unknown): boolean =>
  isRecord(value) && typeof value['kind'] === 'string' && typeof value['apiVersion'] === 'string';
const isCompose = (value: unknown): boolean => isRecord(value) && isRecord(value['services']);
const APP = ['cmd', 'args', 'container', 'instances', 'portDefinitions', 'ports', 'fetch', 'cpus'];
const isDefinition = (value: unknown): value is Fields =>
  isRecord(value) && (Array.isArray(value['containers']) || (has(value, 'id') && APP.some((key) => has(value, key))));

/** Definitions as they are; groups and lists of them one by one. */
function definitionsIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(definitionsIn);
  if (isDefinition(value)) return [value];
  if (!isRecord(value)) return [];
  return ['apps', 'pods', 'groups'].flatMap((key) => definitionsIn(value[key]));
}

function converted(value: Fields, index: number, only: string | undefined): Converted {
  const kind = has(value, 'containers') ? 'pod' : 'app';
  const id = value['id'];
  return {
    name: typeof id === 'string' && id !== '' ? id : `${kind} ${index + 1}`,
    kind,
    // One definition alone stays as it was written, comments and all.
    text: only ?? asText(value),
    notes: [],
  };
}

/** `{"id": …}` alone in a text of JSON: not read from YAML, and not in a list. */
const isWholeText = (text: string, values: readonly unknown[], definitions: readonly Fields[]): boolean =>
  values.length === 1 && definitions.length === 1 && values[0] === definitions[0] && /^\s*(?:[{/])/.test(text);

/** Never throws: what can't be read says why. */
export function importText(text: string, options: ConversionOptions): Conversion | Unreadable {
  if (isDockerRun(text)) return fromDockerRun(text, options);
  const values = readText(text.replace(/^\uFEFF/, ''));
  if ('message' in values) return values;
  const documents = documentsOf(values.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value])));
  if (documents.some(isManifest)) return fromKubernetes(documents, options);
  const compose = values.find(isCompose);
  if (compose !== undefined) return fromCompose(compose, options);
  const definitions = values.flatMap(definitionsIn);
  if (definitions.length === 0)
    return {
      message:
        'this is none of what can be read here: a Docker Compose file, Kubernetes manifests, a docker run line, or definitions of pods or apps',
    };
  const only = isWholeText(text, values, definitions) ? text : undefined;
  return {
    from: definitions.length === 1 ? 'Definition' : 'Definitions',
    services: definitions.map((value, index) => converted(value, index, only)),
    notes: [],
  };
}
