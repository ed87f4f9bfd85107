/** Whatever text lost or gained one sign is made readable again; where only one repair is meant the value is the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentedPods } from '../../../protocol/marathon/fixtures/documented-pods';
import { validPod } from '../../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { parseText } from '../parse-text';
import { repairText } from './repair-text';

const value = (text: string | undefined): unknown => {
  const parsed = parseText(text ?? '');
  return 'root' in parsed ? parsed.value : undefined;
};

const definitions = fc.oneof(
  fc.constantFrom(...documentedPods.map(({ pod }) => pod as unknown)),
  validPod.map((pod): unknown => pod),
);
const texts = fc
  .tuple(definitions, fc.constantFrom(undefined, 2, 4))
  .map(([definition, space]) => JSON.stringify(definition, null, space));

/** Offsets of signs that are not inside a text in quotes. */
function outside(text: string, signs: RegExp): readonly number[] {
  const found: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[^"]/gs))
    if (token.length === 1 && signs.test(token)) found.push(index);
  return found;
}

const quotesOf = (text: string): readonly number[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"/gs)].flatMap(({ 0: token, index }) => [index, index + token.length - 1]);

const picked = (offsets: readonly number[], choice: number): number => offsets[choice % offsets.length] ?? 0;

describe('one sign lost', () => {
  test.each([
    ['a comma', (text: string) => outside(text, /,/)],
    ['a bracket', (text: string) => outside(text, /[{}[\]]/)],
    ['a quote', quotesOf],
    ['a colon', (text: string) => outside(text, /:/)],
  ])('%s', (_sign, offsets) => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, choice) => {
        const places = offsets(text);
        fc.pre(places.length > 0);
        const at = picked(places, choice);
        const broken = text.slice(0, at) + text.slice(at + 1);
        fc.pre(!('root' in parseText(broken)));
        const repaired = repairText(broken);
        expect([broken, repaired !== undefined && 'root' in parseText(repaired)]).toEqual([broken, true]);
      }),
      { numRuns: 250 },
    );
  });
});

test('a comma too many is taken out, and the value is what it was', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, choice) => {
      const at = picked(outside(text, /[}\]]/), choice);
      fc.pre(!/[{[]\s*$/.test(text.slice(0, at)));
      const end = text.slice(0, at).trimEnd().length;
      expect(value(repairText(`${text.slice(0, end)},${text.slice(end)}`))).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

test('texts in single quotes get double ones, and the value is what it was', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!text.includes("'"));
      const some = [...text.matchAll(/"(?:[^"\\]|\\.)*"/gs)].slice(0, 8);
      const single = some.toReversed().reduce((sofar, { 0: token, index }) => {
        const inner = token.slice(1, -1).replaceAll(String.raw`\"`, '"');
        return `${sofar.slice(0, index)}'${inner}'${sofar.slice(index + token.length)}`;
      }, text);
      expect(value(repairText(single))).toEqual(JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});
