/**
 * What can be written at the caret, computed from the text, the schema and what is known of the cluster: members with
 * their defaults, the words of an enumeration, examples, and the names that other places of the definition, agents and
 * services give.
 */
import { getNodeValue } from 'jsonc-parser';
import type { ServiceKind } from '../../../api/client/service';
import type { JsonSchema } from '../../../protocol/marathon/json-schema';
import type { EditorSuggestion } from '../../../ui/code-editor/editor-contract';
import { caretPlace, memberNames } from './caret-place';
import type { CaretPlace } from './caret-place';
import type { ClusterFacts } from './cluster-facts';
import { knownValues } from './known-values';
import { examplesOf, kindsOf, membersAt, paragraphsOf, saidOf, schemasAt, wordsOf } from './schema-at';
import type { Member } from './schema-at';

export type SuggestionSources = {
  readonly schema: JsonSchema;
  readonly kind: ServiceKind;
  readonly facts: ClusterFacts;
};

const escaped = (text: string): string => text.replaceAll(/[\\$}]/g, '\\$&');
const literal = (value: unknown): string => escaped(JSON.stringify(value));

/** The value of a member that is being added: its default to type over, else an example, else the brackets of its kind. */
function valueSnippet({ schema }: Member): string {
  const kinds = kindsOf([schema]);
  const initial = saidOf([schema], 'default');
  const example = examplesOf([schema])[0];
  if (kinds.has('array')) return '[$0]';
  if (kinds.has('object')) return '{$0}';
  if (initial !== undefined && initial !== null && initial !== '') return placeholder(initial);
  if (example !== undefined) return placeholder(example);
  if (kinds.has('boolean')) return '${1:true}';
  return kinds.has('string') ? '"$1"' : '$1';
}

/** A text keeps its quotes while one types over it. */
const placeholder = (value: unknown): string =>
  typeof value === 'string' ? `"\${1:${escaped(value)}}"` : `\${1:${literal(value)}}`;

function memberSuggestion(member: Member, place: CaretPlace): EditorSuggestion {
  const [first = '', ...more] = paragraphsOf([member.schema]);
  const name = literal(member.name);
  const comma = place.commaAfter && !place.hasValue ? ',' : '';
  return {
    label: member.name,
    kind: 'member',
    detail: member.required ? 'required' : (saidOf([member.schema], 'title') ?? ''),
    documentation: [first, ...more].join('\n\n'),
    snippet: place.hasValue ? name : `${name}: ${valueSnippet(member)}${comma}`,
    from: place.from,
    to: place.to,
    commaAt: place.commaBefore,
  };
}

type Value = { readonly value: unknown; readonly detail: string; readonly kind: EditorSuggestion['kind'] };

/** What the schema says can stand here. */
function schemaValues(schemas: readonly JsonSchema[]): readonly Value[] {
  const initial = saidOf(schemas, 'default');
  const kinds = kindsOf(schemas);
  return [
    ...wordsOf(schemas).map((value) => ({
      value,
      detail: value === initial ? 'default' : '',
      kind: 'word' as const,
    })),
    ...(initial === undefined || initial === null || typeof initial === 'object'
      ? []
      : [{ value: initial, detail: 'default', kind: 'value' as const }]),
    ...(kinds.has('boolean') ? [true, false].map((value) => ({ value, detail: '', kind: 'word' as const })) : []),
    ...examplesOf(schemas).map((value) => ({ value, detail: 'example', kind: 'value' as const })),
  ];
}

function valueSuggestion({ value, detail, kind }: Value, place: CaretPlace, documentation: string): EditorSuggestion {
  return {
    label: typeof value === 'string' ? value : JSON.stringify(value),
    kind,
    detail,
    documentation,
    snippet: `${literal(value)}${place.commaAfter ? ',' : ''}`,
    from: place.from,
    to: place.to,
    commaAt: place.commaBefore,
  };
}

/** The brackets of an object or list that is to be filled by hand. */
function brackets(schemas: readonly JsonSchema[], place: CaretPlace): readonly EditorSuggestion[] {
  if (place.inText) return [];
  const kinds = kindsOf(schemas);
  return (
    [
      ['object', '{ }', '{$0}'],
      ['array', '[ ]', '[$0]'],
    ] as const
  )
    .filter(([kind]) => kinds.has(kind))
    .map(([, label, snippet]) => ({
      ...valueSuggestion({ value: '', detail: '', kind: 'value' }, place, ''),
      label,
      snippet: `${snippet}${place.commaAfter ? ',' : ''}`,
    }));
}

/** Everything that can be written at `offset`; the text need not be whole. */
export function suggestionsAt(text: string, offset: number, sources: SuggestionSources): readonly EditorSuggestion[] {
  const { schema, kind, facts } = sources;
  const place = caretPlace(text, offset);
  if (!place) return [];
  const own = text.slice(place.from, place.to).replaceAll('"', '');
  if (place.writes === 'name') {
    const there = new Set(memberNames(place.root, place.path).filter((name) => name !== own));
    return membersAt(schema, place.path)
      .filter(({ name, schema: member }) => !there.has(name) && member['readOnly'] !== true)
      .map((member) => memberSuggestion(member, place));
  }
  const schemas = schemasAt(schema, place.path);
  const value: unknown = place.root ? getNodeValue(place.root) : {};
  const names = knownValues(place.path, value, kind, facts);
  const documentation = paragraphsOf(schemas).join('\n\n');
  const told = names.map((name) => ({ value: name.value, detail: name.detail, kind: 'name' as const }));
  // Of what is known in two ways the first.
  const values = new Map<string, Value>();
  for (const each of [...told, ...schemaValues(schemas)]) {
    const key = JSON.stringify(each.value);
    if (!values.has(key)) values.set(key, each);
  }
  return [
    ...[...values.values()].map((each) => valueSuggestion(each, place, documentation)),
    ...brackets(schemas, place),
  ];
}
