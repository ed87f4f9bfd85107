/** *Format* and *Sort keys* change neither values nor comments. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validPod } from '../../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { withoutComments } from '../parse-text';
import { formatText } from './format-text';
import { sortKeys } from './sort-keys';

const read = (text: string): unknown => JSON.parse(withoutComments(text));

/** Comments put in wherever white space may be. */
const commented = fc
  .tuple(
    validPod,
    fc.constantFrom(undefined, 2),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('/* n */', '// n\n', '\n', ' ')), { maxLength: 12 }),
  )
  .map(([pod, space, notes]) => {
    const tokens = JSON.stringify(pod, null, space).match(/"(?:[^"\\]|\\.)*"|[-\w.+]+|[^"\w]/gs) ?? [];
    const laid = [...tokens];
    for (const [index, [place, note]] of notes.entries())
      laid[place % laid.length] = `${note.replace('n', `note ${index}`)}${laid[place % laid.length]}`;
    return laid.join('');
  });

const notesOf = (text: string): readonly string[] => [...text.matchAll(/note \d+/g)].map(([note]) => note).toSorted();

const keysOf = (value: unknown): readonly (readonly string[])[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? below : [Object.keys(value), ...below];
};

describe.each([
  ['Format', formatText],
  ['Sort keys', sortKeys],
])('%s', (_name, change) => {
  test('keeps every value and every comment', () => {
    fc.assert(
      fc.property(commented, (text) => {
        const changed = change(text);
        expect(read(changed)).toEqual(read(text));
        expect(notesOf(changed)).toEqual(notesOf(text));
      }),
      { numRuns: 500 },
    );
  });
});

test('formatting twice is formatting once', () => {
  fc.assert(
    fc.property(commented, (text) => {
      expect(formatText(formatText(text))).toBe(formatText(text));
    }),
    { numRuns: 200 },
  );
});

test('sorted members are in order in every object', () => {
  fc.assert(
    fc.property(commented, (text) => {
      // Names that are numbers come first in any object of JavaScript.
      for (const keys of keysOf(read(sortKeys(text)))) {
        const names = keys.filter((key) => !/^\d+$/.test(key));
        expect(names).toEqual(names.toSorted());
      }
    }),
    { numRuns: 300 },
  );
});

test('comments go with their member', () => {
  expect(sortKeys('{\n  // who\n  "name": "a", // a name\n  "id": "/a" // an id\n}\n')).toBe(
    '{\n  "id": "/a", // an id\n  // who\n  "name": "a" // a name\n}\n',
  );
  expect(sortKeys('{"b": 1, "a": {"d": 1, "c": 2}}')).toBe('{"a": {"c": 2, "d": 1}, "b": 1}');
});

test('formatting indents anew', () => {
  expect(formatText('{"id":"/a", // mine\n"containers":[]}')).toBe('{\n  "id": "/a", // mine\n  "containers": []\n}\n');
});
