/** The arrows go through earlier commands and come back to what was being typed. */
import { expect, test } from 'vitest';
import { atDraft, step } from './history-walk';

const history = ['first', 'second'];

test('back through all commands and forth to the draft', () => {
  const one = step(atDraft, 1, 'typing', history);
  expect(one?.text).toBe('second');
  const two = step(one?.walk ?? atDraft, 1, 'second', history);
  expect(two?.text).toBe('first');
  expect(step(two?.walk ?? atDraft, 1, 'first', history)).toBeUndefined();
  const again = step(two?.walk ?? atDraft, -1, 'changed', history);
  expect(again?.text).toBe('second');
  const home = step(again?.walk ?? atDraft, -1, 'second', history);
  expect(home).toEqual({ walk: { back: 0, draft: 'typing' }, text: 'typing' });
  expect(step(home?.walk ?? atDraft, -1, 'typing', history)).toBeUndefined();
});
