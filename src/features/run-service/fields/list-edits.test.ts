/** One list becomes another by edits that leave what stays where it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDraft, newDraft } from '../pod-draft';
import { listEdits } from './list-edits';

test('comments between items that stay are kept', () => {
  const draft = newDraft('{ "argv": [ "a", // first\n  "b", /* second */ "c" ] }');
  const after = editDraft(draft, listEdits(['argv'], ['a', 'b', 'c'], ['a', 'x', 'c', 'd']));
  expect(after.text).toBe('{ "argv": [ "a", // first\n  "x", /* second */ "c", "d" ] }');
});

const words = fc.array(fc.constantFrom('', 'a', 'b', 'c'), { maxLength: 6 });

test('any list becomes any other', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const draft = newDraft(JSON.stringify({ id: '/a', list: before }));
      const edited = editDraft(draft, listEdits(['list'], before, after));
      expect(edited.valid.value['list'] ?? []).toEqual(after);
    }),
  );
});
