/** What the JSON schema of a definition says about a place in it. */
import type { JSONPath } from 'jsonc-parser';
import type { JsonSchema } from '../../../protocol/marathon/json-schema';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** The schema, and each of its alternatives. */
const alternativesOf = (schema: JsonSchema): readonly JsonSchema[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema).flatMap(alternativesOf),
];

function below(schema: JsonSchema, step: string | number): readonly JsonSchema[] {
  return alternativesOf(schema).flatMap((each) => {
    if (typeof step === 'number') return isSchema(each.items) && !Array.isArray(each.items) ? [each.items] : [];
    const own = each.properties;
    if (own && Object.hasOwn(own, step)) return isSchema(own[step]) ? [own[step]] : [];
    return isSchema(each.additionalProperties) ? [each.additionalProperties] : [];
  });
}

/** Schemas of the value at a path, one per alternative that leads there; none where the schema knows nothing. */
export const schemasAt = (root: JsonSchema, path: JSONPath): readonly JsonSchema[] =>
  path.reduce<readonly JsonSchema[]>((found, step) => found.flatMap((schema) => below(schema, step)), [root]);

export type Member = { readonly name: string; readonly schema: JsonSchema; readonly required: boolean };

/** Every member an object at this place may have, the required ones first. Of alternatives the first that has it. */
export function membersAt(root: JsonSchema, path: JSONPath): readonly Member[] {
  const found = new Map<string, Member>();
  for (const schema of schemasAt(root, path).flatMap(alternativesOf))
    for (const [name, member] of Object.entries(schema.properties ?? {}))
      if (isSchema(member) && !found.has(name))
        found.set(name, { name, schema: member, required: schema.required?.includes(name) ?? false });
  return [...found.values()].toSorted((one, other) => Number(other.required) - Number(one.required));
}

/** The first of these that is said, by the schema or one of its alternatives. */
export const saidOf = <Key extends 'title' | 'description' | 'default'>(
  schemas: readonly JsonSchema[],
  key: Key,
): JsonSchema[Key] | undefined => schemas.flatMap(alternativesOf).find((each) => each[key] !== undefined)?.[key];

export const examplesOf = (schemas: readonly JsonSchema[]): readonly unknown[] => [
  ...new Map(
    schemas
      .flatMap(alternativesOf)
      .flatMap(({ examples }) => (Array.isArray(examples) ? (examples as readonly unknown[]) : []))
      .map((example) => [JSON.stringify(example), example] as const),
  ).values(),
];

/** Words of which the value is one, without the null that stands for absent. */
export const wordsOf = (schemas: readonly JsonSchema[]): readonly string[] => [
  ...new Set(
    schemas.flatMap(alternativesOf).flatMap((each) => (each.enum ?? []).filter((word) => typeof word === 'string')),
  ),
];

/** JSON types the value may have. */
export const kindsOf = (schemas: readonly JsonSchema[]): ReadonlySet<string> =>
  new Set(schemas.flatMap(alternativesOf).flatMap(({ type }) => (Array.isArray(type) ? type : (type ?? []))));

/** Title, help, default, limits and examples as paragraphs. */
export function paragraphsOf(schemas: readonly JsonSchema[]): readonly string[] {
  const title = saidOf(schemas, 'title');
  const initial = saidOf(schemas, 'default');
  const words = wordsOf(schemas);
  const examples = examplesOf(schemas);
  const [{ minimum, maximum } = {}] = schemas
    .flatMap(alternativesOf)
    .filter((each) => each.minimum !== undefined || each.maximum !== undefined);
  const least = minimum === undefined || minimum <= -(2 ** 31) ? '' : `at least ${minimum}`;
  const most = maximum === undefined || maximum >= 2 ** 31 - 1 ? '' : `at most ${maximum}`;
  const limits = [least, most].filter((limit) => limit !== '').join(', ');
  return [
    [title, saidOf(schemas, 'description')].filter((words) => words !== undefined).join(': '),
    words.length === 0 ? '' : `One of: ${words.join(', ')}`,
    limits === '' ? '' : `Limits: ${limits}`,
    initial === undefined ? '' : `Default: ${JSON.stringify(initial)}`,
    examples.length === 0 ? '' : `Example: ${examples.map((example) => JSON.stringify(example)).join(' or ')}`,
  ].filter((paragraph) => paragraph !== '');
}
