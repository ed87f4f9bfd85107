/** The draft's text, its history, and where it stops being JSON. */
import { describe, expect, test } from 'vitest';
import { changeText, editDraft, newDraft, redo, undo } from './pod-draft';
import { parseText, withoutComments } from './parse-text';

const start = `{
  // mine
  "id": "/a",
  "containers": [{ "name": "one", "resources": { "cpus": 0.1, "mem": 32 } }]
}
`;

describe('one history for form and editor', () => {
  test('a field typed letter by letter is taken back as one step', () => {
    const typed = ['/ab', '/abc', '/abcd'].reduce(
      (draft, value) => editDraft(draft, [{ path: ['id'], value }]),
      newDraft(start),
    );
    expect(typed.text).toContain('"/abcd"');
    expect(undo(typed).text).toBe(start);
    expect(redo(undo(typed)).text).toBe(typed.text);
  });

  test('two fields are two steps, and typing in the editor is one more', () => {
    const first = editDraft(newDraft(start), [{ path: ['id'], value: '/b' }]);
    const second = editDraft(first, [{ path: ['containers', 0, 'name'], value: 'two' }]);
    const third = changeText(second, second.text.replace('"two"', '"two-x"'));
    expect(undo(third).text).toBe(second.text);
    expect(undo(undo(third)).text).toBe(first.text);
    expect(undo(undo(undo(third))).text).toBe(start);
  });

  test('letters typed in a row in the editor are one step, a new line begins another', () => {
    let draft = newDraft('{}');
    for (const text of ['{ }', '{ "}', '{ ""}']) draft = changeText(draft, text);
    expect(draft.past).toHaveLength(1);
    draft = changeText(draft, '{ ""\n}');
    expect(draft.past).toHaveLength(2);
  });

  test('items added or removed one after the other are separate steps', () => {
    const added = editDraft(newDraft(start), [{ path: ['containers', 1], value: { name: 'two' } }]);
    const more = editDraft(added, [{ path: ['containers', 2], value: { name: 'three' } }]);
    expect(undo(more).text).toBe(added.text);
  });

  test('a new change after an undo forgets what was undone', () => {
    const draft = undo(editDraft(newDraft(start), [{ path: ['id'], value: '/b' }]));
    const other = editDraft(draft, [{ path: ['id'], value: '/c' }]);
    expect(redo(other).text).toBe(other.text);
  });
});

describe('while the text does not parse', () => {
  const broken = changeText(newDraft(start), start.replace('"id": "/a",', '"id": "/a"'));

  test('the place and the reason are known, and the last valid value stays', () => {
    expect(broken.problem).toMatchObject({ line: 4, column: 3, message: 'a comma is missing before this' });
    expect(broken.valid.value).toMatchObject({ id: '/a' });
  });

  test('form edits change nothing', () => {
    expect(editDraft(broken, [{ path: ['id'], value: '/lost' }])).toBe(broken);
  });

  test('undo brings the valid text back', () => {
    expect(undo(broken).problem).toBeUndefined();
  });
});

describe('what counts as a definition', () => {
  const problemOf = (text: string): string | undefined => {
    const parsed = parseText(text);
    return 'message' in parsed ? parsed.message : undefined;
  };

  test('comments are, trailing commas are not', () => {
    expect(problemOf('{ /* a */ "id": "/a" } // end')).toBeUndefined();
    expect(problemOf('{ "id": "/a", }')).toMatch(/comma too many/);
  });

  test('no text, a list or a number is none', () => {
    expect(problemOf('')).toMatch(/ends too early/);
    expect(problemOf('[]')).toMatch(/object in braces/);
    expect(problemOf('3')).toMatch(/object in braces/);
  });

  test('64 levels are read, 65 are refused at the bracket that is one too many', () => {
    const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
    expect(problemOf(nested(64))).toBeUndefined();
    expect(parseText(nested(65))).toMatchObject({ offset: 64 * 5 });
    expect(problemOf('['.repeat(100_000))).toMatch(/64 levels/);
  });

  test('1 MiB is read, one byte more is refused', () => {
    const sized = (bytes: number): string => `{"a":"${'ü'.repeat((bytes - 8) / 2)}"}`;
    expect(problemOf(sized(1024 * 1024))).toBeUndefined();
    expect(problemOf(sized(1024 * 1024 + 2))).toMatch(/larger than 1 MiB/);
  });

  test('__proto__ and constructor are ordinary names', () => {
    const parsed = parseText('{ "__proto__": { "polluted": true }, "constructor": 1 }');
    if (!('value' in parsed)) throw new Error(parsed.message);
    expect(Object.keys(parsed.value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

test('what is sent is the text without comments, all else in its place', () => {
  const text = '{ // a\n  "id": "/x // y", /* b\nc */ "n": 1 }';
  const sent = withoutComments(text);
  expect(sent).toHaveLength(text.length);
  expect(JSON.parse(sent)).toEqual({ id: '/x // y', n: 1 });
  expect(sent.split('\n')).toHaveLength(3);
});
