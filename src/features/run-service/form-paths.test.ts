/** The table of what the form shows is the schema, no more and no less; what is in no table is counted and found. */
import { expect, test } from 'vitest';
import { appJsonSchema } from '../../protocol/marathon/app-json-schema';
import type { JsonSchema } from '../../protocol/marathon/json-schema';
import { podJsonSchema } from '../../protocol/marathon/pod-json-schema';
import { leavesOf } from './form-leaves-fixture';
import { ANY, EACH, SELF, formShapes, onlyInJson } from './form-paths';

/** Places of values in a schema, written as the table writes them. */
function schemaLeaves(schema: JsonSchema | boolean, path: readonly string[] = []): readonly string[] {
  if (typeof schema === 'boolean') throw new Error(`Anything may be at ${path.join('.')}`);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const mixed =
      choices.some(({ type }) => type === 'object') && choices.some(({ type }) => type !== 'object' && type !== 'null');
    return choices
      .filter(({ type }) => type !== 'null')
      .flatMap((choice) => schemaLeaves(choice, mixed && choice.type !== 'object' ? [...path, SELF] : path));
  }
  const items = schema.items;
  if (Array.isArray(items)) throw new Error(`A tuple is at ${path.join('.')}`);
  if (items) return schemaLeaves(items, [...path, EACH]);
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    schemaLeaves(member, [...path, name]),
  );
  const more =
    typeof schema.additionalProperties === 'object' ? schemaLeaves(schema.additionalProperties, [...path, ANY]) : [];
  const inner = [...members, ...more];
  return inner.length > 0 ? inner : [path.join('.')];
}

const sorted = (paths: readonly string[]): readonly string[] => [...new Set(paths)].toSorted();

test('every field of a pod has its place in the form', () => {
  const leaves = sorted(schemaLeaves(podJsonSchema()));
  expect(leaves.length).toBeGreaterThan(90);
  expect(sorted(leavesOf(formShapes.pod).map(({ path }) => path))).toEqual(leaves);
});

test('every field of an app has its place in the form', () => {
  const leaves = sorted(schemaLeaves(appJsonSchema()));
  expect(leaves.length).toBeGreaterThan(90);
  expect(sorted(leavesOf(formShapes.app).map(({ path }) => path))).toEqual(leaves);
});

test('only these have no control of their own, since another one writes them', () => {
  const without = (kind: 'pod' | 'app') =>
    leavesOf(formShapes[kind]).flatMap(({ path, shape }) => (shape === 'field' ? [] : [path]));
  expect(without('pod')).toEqual([
    'version',
    'containers.[].image.kind',
    'containers.[].volumeMounts.[].name',
    'scaling.kind',
  ]);
  expect(without('app')).toEqual(['version']);
});

test('what the form does not show is found, outermost first, whatever it is called', () => {
  const definition: unknown = JSON.parse(`{
    "id": "/a", "x-owner": {"mail": "a@b"}, "labels": {"constructor": "1", "__proto__": "2", "": "3"},
    "constructor": 1, "environment": {"A": {"secret": "s", "note": 1}, "B": null},
    "containers": [{"name": "one", "image": {"id": "x", "force": true}}, 7],
    "scheduling": {"backoff": 3, "unreachableStrategy": "disabled"}, "scaling": {"maxInstances": null}
  }`);
  expect(onlyInJson(definition, formShapes.pod).map((path) => path.join('.'))).toEqual([
    'x-owner',
    'constructor',
    'environment.A.note',
    'containers.0.image.force',
    'containers.1',
    'scheduling.backoff',
    'scaling.maxInstances',
  ]);
});
