/** Form edits read well: they follow the formatting that is there. */
import { expect, test } from 'vitest';
import { moveItem, removeAt, renameAt, setAt } from './json-edit';

const pod = `{
    "id": "/a", // the id
    "containers": [
        {
            "name": "one"
        }
    ]
}`;

test('a new member takes the indentation of its siblings and leaves their comments where they were', () => {
  expect(setAt(setAt(pod, ['user'], 'root'), ['containers', 0, 'image', 'id'], 'nginx')).toBe(`{
    "id": "/a", // the id
    "containers": [
        {
            "name": "one",
            "image": {
                "id": "nginx"
            }
        }
    ],
    "user": "root"
}`);
});

test('a member after a comment at the end of a line does not end up in the comment', () => {
  expect(setAt('{\n  "a": 1 // last\n}', ['b'], 2)).toBe('{\n  "a": 1, // last\n  "b": 2\n}');
});

test('one line stays one line', () => {
  expect(setAt('{"a": 1}', ['b'], [2])).toBe('{"a": 1, "b": [2]}');
  expect(setAt('{\n  "o": {"a": 1}\n}', ['o', 'a'], { b: 2 })).toBe('{\n  "o": {"a": { "b": 2 }}\n}');
  expect(removeAt('{ "a": 1, "b": 2 }', ['a'])).toBe('{ "b": 2 }');
  expect(removeAt('{ "a": 1, "b": 2 }', ['b'])).toBe('{ "a": 1 }');
});

test('what is new has a member a line, as templates have, but a short list of scalars one line', () => {
  const value = { name: 'container-1', resources: { cpus: 0.1 }, labels: {}, exec: { args: ['a', 'b'] } };
  expect(setAt('{\n\t"containers": []\n}', ['containers', 0], value)).toBe(`{
\t"containers": [
\t\t{
\t\t\t"name": "container-1",
\t\t\t"resources": {
\t\t\t\t"cpus": 0.1
\t\t\t},
\t\t\t"labels": {},
\t\t\t"exec": {
\t\t\t\t"args": ["a", "b"]
\t\t\t}
\t\t}
\t]
}`);
});

test('a removed line leaves no empty line, and the comments around it stay', () => {
  const text = '{\n  // before\n  "a": 1, // beside\n  "b": 2\n}';
  expect(removeAt(text, ['b'])).toBe('{\n  // before\n  "a": 1 // beside\n}');
  expect(removeAt(text, ['a'])).toBe('{\n  // before\n   // beside\n  "b": 2\n}');
});

test('an emptied parent goes with its last member, unless it is wanted or holds a comment', () => {
  expect(removeAt('{ "n": 1, "exec": { "command": { "shell": "x" } } }', ['exec', 'command', 'shell'])).toBe(
    '{ "n": 1 }',
  );
  expect(removeAt('{ "resources": { "cpus": 1 } }', ['resources', 'cpus'])).toBe('{ "resources": {} }');
  expect(removeAt('{ "image": { /* keep */ "id": "x" } }', ['image', 'id'])).toBe('{ "image": { /* keep */ } }');
});

test('of two members of one name the last one counts, and removing takes both', () => {
  expect(setAt('{ "a": 1, "a": 2 }', ['a'], 3)).toBe('{ "a": 1, "a": 3 }');
  expect(removeAt('{ "a": 1, "a": 2, "b": 0 }', ['a'])).toBe('{ "b": 0 }');
});

test('nothing is written over a list or object of the wrong type', () => {
  expect(setAt('{ "containers": { "odd": 1 } }', ['containers', 0], {})).toBe('{ "containers": { "odd": 1 } }');
});

test('a moved item takes its inner comments along', () => {
  expect(moveItem('[1, { /* a */ "x": 1 }, 3]', [], 1, 0)).toBe('[{ /* a */ "x": 1 }, 1, 3]');
});

test('a renamed member stays where it is', () => {
  expect(renameAt('{ "A": "1", "B": "2" }', ['A'], '__proto__')).toBe('{ "__proto__": "1", "B": "2" }');
});
