/** The schema editors work with says something about every member. */
import { expect, test } from 'vitest';
import { podJsonSchema, type JsonSchema } from './pod-json-schema';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** Every member of every object in the schema, by its path. */
const members = (schema: JsonSchema, path = ''): readonly (readonly [string, JsonSchema])[] => {
  const below = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(isSchema(schema.items) ? [schema.items] : []),
    ...(isSchema(schema.additionalProperties) ? [schema.additionalProperties] : []),
  ];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    isSchema(member) ? [[`${path}/${name}`, member] as const] : [],
  );
  return [
    ...own,
    ...own.flatMap(([at, member]) => members(member, at)),
    ...below.filter(isSchema).flatMap((member) => members(member, path)),
  ];
};

const all = members(podJsonSchema());
const find = (path: string): JsonSchema | undefined => all.find(([at]) => at === path)?.[1];

test('it is draft 7 and knows more than a hundred members', () => {
  expect(podJsonSchema().$schema).toBe('http://json-schema.org/draft-07/schema#');
  expect(all.length).toBeGreaterThan(100);
});

test('every member has a title and a description, as a whole or in each of its alternatives', () => {
  const silent = all.filter(([, member]) => member.title === undefined || member.description === undefined);
  expect(silent.map(([path]) => path)).toEqual([]);
});

test('defaults, limits, enums and examples are there', () => {
  expect(find('/containers/resources/mem')).toMatchObject({
    default: 128,
    minimum: 0.001,
    title: 'Memory (MiB)',
    examples: [32],
  });
  expect(find('/scheduling/killSelection')?.enum).toEqual(['YOUNGEST_FIRST', 'OLDEST_FIRST', null]);
  expect(find('/containers/endpoints/hostPort')).toMatchObject({ minimum: 0, maximum: 65535 });
  expect(find('/containers/lifecycle/startAfter/condition')?.enum).toContain('healthy');
});

test('unknown members are allowed everywhere, optional ones may be null, required ones may not', () => {
  const closed = all.filter(([, member]) => member.additionalProperties === false);
  expect([podJsonSchema().additionalProperties, closed]).toEqual([undefined, []]);
  expect(find('/labels')?.type).toEqual(['object', 'null']);
  expect(find('/id')?.type).toBe('string');
  expect(find('/scheduling/unreachableStrategy')?.anyOf).toContainEqual({ type: 'null' });
});
