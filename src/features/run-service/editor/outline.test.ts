/** Where one is in a definition, and what there is to go to. */
import { expect, test } from 'vitest';
import { newDraft } from '../pod-draft';
import { crumbsOf, outlineOf, pathAt, pointerOf } from './outline';

const text = `{
  // A shop.
  "id": "/shop",
  "containers": [
    { "name": "web", "resources": { "cpus": 0.1 }, "endpoints": [{ "name": "http" }] },
    { "name": "log" }
  ],
  "labels": { "a/b": "c" },
  "volumes": [{ "name": "data" }]
}`;
const { root } = newDraft(text).valid;
const placeOf = (words: string): number => text.indexOf(words) + 1;
const way = (words: string): string =>
  crumbsOf(root, pathAt(root, placeOf(words)))
    .map(({ label }) => label)
    .join(' › ');

test('the way to the caret names items as they name themselves', () => {
  expect(way('0.1')).toBe('containers › web › resources › cpus');
  expect(way('"cpus"')).toBe('containers › web › resources › cpus');
  expect(way('"http"')).toBe('containers › web › endpoints › http › name');
  expect(way('// A shop')).toBe('');
});

test('a path is copied as a JSON pointer', () => {
  expect(pointerOf(pathAt(root, placeOf('0.1')))).toBe('/containers/0/resources/cpus');
  expect(pointerOf(pathAt(root, placeOf('"c"')))).toBe('/labels/a~1b');
});

test('the outline lists containers, what they have, and volumes', () => {
  expect(outlineOf(root).map(({ label, depth }) => `${' '.repeat(depth)}${label}`)).toEqual([
    'id',
    'containers',
    ' web',
    '  endpoints',
    '   http',
    ' log',
    'labels',
    'volumes',
    ' data',
  ]);
  const log = outlineOf(root).find(({ label }) => label === 'log');
  expect(text.slice(log?.from, log?.to)).toBe('{ "name": "log" }');
});
