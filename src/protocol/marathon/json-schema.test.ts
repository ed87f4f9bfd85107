/** The schemas editors work with say something about every member. */
import { describe, expect, test } from 'vitest';
import { appJsonSchema } from './app-json-schema';
import type { JsonSchema } from './json-schema';
import { podJsonSchema } from './pod-json-schema';

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

describe.each([
  ['pods', podJsonSchema],
  ['apps', appJsonSchema],
])('the schema of %s', (_kind, schema) => {
  const all = members(schema());

  test('is draft 7 and knows more than a hundred members', () => {
    expect(schema().$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(all.length).toBeGreaterThan(100);
  });

  test('has a title and a description for every member, as a whole or in each of its alternatives', () => {
    const silent = all.filter(([, member]) => member.title === undefined || member.description === undefined);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('allows unknown members everywhere and null for optional ones, not for required ones', () => {
    const find = (path: string): JsonSchema | undefined => all.find(([at]) => at === path)?.[1];
    const closed = all.filter(([, member]) => member.additionalProperties === false);
    expect([schema().additionalProperties, closed]).toEqual([undefined, []]);
    expect(find('/labels')?.type).toEqual(['object', 'null']);
    expect(find('/id')?.type).toBe('string');
  });
});

const find = (schema: JsonSchema, path: string): JsonSchema | undefined =>
  members(schema).find(([at]) => at === path)?.[1];

test('defaults, limits, enums and examples of pods are there', () => {
  const pod = podJsonSchema();
  expect(find(pod, '/containers/resources/mem')).toMatchObject({
    default: 128,
    minimum: 0.001,
    title: 'Memory (MiB)',
    examples: [32],
  });
  expect(find(pod, '/scheduling/killSelection')?.enum).toEqual(['YOUNGEST_FIRST', 'OLDEST_FIRST', null]);
  expect(find(pod, '/containers/endpoints/hostPort')).toMatchObject({ minimum: 0, maximum: 65535 });
  expect(find(pod, '/containers/lifecycle/startAfter/condition')?.enum).toContain('healthy');
  expect(find(pod, '/scheduling/unreachableStrategy')?.anyOf).toContainEqual({ type: 'null' });
});

test('defaults, limits, enums and examples of apps are there', () => {
  const app = appJsonSchema();
  expect(find(app, '/cpus')).toMatchObject({ default: 1, minimum: 0.001, examples: [0.1] });
  expect(find(app, '/maxLaunchDelaySeconds')).toMatchObject({ default: 300, minimum: 0 });
  expect(find(app, '/container/type')?.enum).toEqual(['MESOS', 'DOCKER', null]);
  expect(find(app, '/healthChecks/protocol')?.enum).toContain('MESOS_HTTP');
  expect(find(app, '/portDefinitions/port')).toMatchObject({ minimum: 0, maximum: 65535, default: 0 });
});
