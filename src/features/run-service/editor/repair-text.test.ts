/** What is amiss in a text is repaired as it was meant, and nothing else of it changes. */
import { expect, test } from 'vitest';
import { repairText } from './repair-text';

test.each([
  [
    'comments stay',
    '{\n  // mine\n  "id": "/a",\n  "containers": [],\n}',
    '{\n  // mine\n  "id": "/a",\n  "containers": []\n}',
  ],
  ['a text that begins like an object, without its first quote', '{"a":{b","c":1}', '{"a":"{b","c":1}'],
  ['the same on a line of its own', '{"a":[\n  "",\n  {"\n]}', '{"a":[\n  "",\n  "{"\n]}'],
  ['two numbers that run together', '{"a":[5e-3245e-324,1.52.5]}', '{"a":[5e-324,5e-324,1.5,2.5]}'],
  ['names without quotes', '{ id: "/a", containers: [] }', '{ "id": "/a", "containers": [] }'],
  [
    'words of other languages',
    '{ "id": "/a", "tty": True, "user": None }',
    '{ "id": "/a", "tty": true, "user": null }',
  ],
  ['words run together', '{ "a": [null1e+21,truefalse,null-1] }', '{ "a": [null,1e+21,true,false,null,-1] }'],
  ['curly quotes', '{ “id”: “/a” }', '{ "id": "/a" }'],
  [
    'a brace is closed where the indentation says',
    '{\n  "a": {\n    "b": 1,\n  "c": 2\n}\n',
    '{\n  "a": {\n    "b": 1},\n  "c": 2\n}\n',
  ],
])('%s', (_says, broken, repaired) => expect(repairText(broken)).toBe(repaired));

test('what is no definition at all is left alone', () => {
  expect(repairText('')).toBe(undefined);
  expect(repairText('hello world, this is a letter')).toBe(undefined);
  expect(repairText('{ "id": "/a" }')).toBe(undefined);
});
