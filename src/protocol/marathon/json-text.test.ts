/** From bytes to JSON: what is no JSON, and what is too much of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEEPEST_NESTING, LARGEST_BODY, readJsonBody, readJsonText } from './json-text';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const details = (text: string): unknown => {
  const reading = readJsonText(text);
  return reading.kind === 'refused' ? [reading.status, reading.body.message, reading.body.details] : reading;
};

test('JSON is read, with or without a byte order mark', () => {
  expect(readJsonBody(bytes('{"a":[1]}'))).toEqual({ kind: 'json', value: { a: [1] } });
  expect(readJsonBody(bytes('\uFEFF{"a":1}'))).toEqual({ kind: 'json', value: { a: 1 } });
});

test.each(['', ' \n\t'])('a body of %j asks for data', (text) => {
  expect(details(text)).toEqual([
    400,
    'Please specify data in JSON format',
    expect.stringContaining('No content to map due to end-of-input'),
  ]);
});

test.each([
  [
    '{"a":}',
    "Unexpected character ('}' (code 125)): expected a valid value (number, String, array, object, true, false or null)\n at [Source: (byte[]); line: 1, column: 6]",
  ],
  [
    '{"a":1,\n}',
    "Unexpected character ('}' (code 125)): was expecting double-quote to start field name\n at [Source: (byte[]); line: 2, column: 1]",
  ],
  [
    '{"a" 1}',
    "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value\n at [Source: (byte[]); line: 1, column: 6]",
  ],
  ['{"a":1', 'Unexpected end-of-input\n at [Source: (byte[]); line: 1, column: 7]'],
  [
    '[1}',
    "Unexpected character ('}' (code 125)): was expecting comma to separate entries\n at [Source: (byte[]); line: 1, column: 3]",
  ],
])('%j is refused with place and reason', (text, reason) => {
  expect(details(text)).toEqual([400, 'Invalid JSON', reason]);
});

test.each(['nul', "{'a':1}", '[1,]', '// x\n1', '{} {}', '"\\x"', '"abc', '01', '+1', 'NaN', '"\u0001"', '\u00a0'])(
  '%j is not JSON',
  (text) => {
    expect(details(text)).toEqual([400, 'Invalid JSON', expect.stringMatching(/line: \d+, column: \d+/)]);
  },
);

test('bytes that are not UTF-8 are refused', () => {
  expect(readJsonBody(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({
    status: 400,
    body: { message: 'Invalid JSON' },
  });
});

test('a body may be 1 MiB and not a byte more', () => {
  const text = `"${'x'.repeat(LARGEST_BODY - 2)}"`;
  expect(readJsonBody(bytes(text)).kind).toBe('json');
  expect(readJsonBody(bytes(`${text} `))).toMatchObject({
    status: 413,
    body: { message: expect.stringContaining('1048577') as string },
  });
});

test('64 levels are allowed, 65 are not, and brackets in texts do not count', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  expect(readJsonText(nested(DEEPEST_NESTING)).kind).toBe('json');
  expect(details(nested(DEEPEST_NESTING + 1))).toEqual([
    400,
    'Invalid JSON',
    'Nested deeper than 64 levels\n at [Source: (byte[]); line: 1, column: 65]',
  ]);
  expect(readJsonText(`"${'['.repeat(100)}\\"${'{'.repeat(100)}"`).kind).toBe('json');
});

test.each([
  '{"a":]'.repeat(50_000),
  '[},'.repeat(200_000),
  `/*"*/${'['.repeat(500_000)}`,
  `{"a":${']'.repeat(1000)},"b":${'['.repeat(100_000)}`,
])('broken text that nests without end is refused, not followed (%#)', (text) => {
  expect(readJsonText(text)).toMatchObject({ kind: 'refused', status: 400 });
});

test('of two members with one name the last counts, and __proto__ is a member like any other', () => {
  const reading = readJsonText('{"a":1,"a":2,"__proto__":3}');
  expect(reading.kind === 'json' && Object.entries(reading.value as object)).toEqual([
    ['a', 2],
    ['__proto__', 3],
  ]);
});

test('any text is either JSON as the language reads it or a refusal; it never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json({ maxDepth: 4 }),
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '/', ' ', '\n', '1', 'a') }),
      ),
      (text) => {
        const reading = readJsonText(text);
        if (reading.kind === 'json') expect(reading.value).toEqual(JSON.parse(text));
        else expect(() => JSON.parse(text) as unknown).toThrow();
      },
    ),
  );
});
