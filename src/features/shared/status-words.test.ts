/** The words for states and how they look. */
import { expect, test } from 'vitest';
import { counted, statusLooks } from './status-words';

test('every word has a shape of its own', () => {
  const glyphs = Object.values(statusLooks).map(({ glyph }) => glyph);
  expect(new Set(glyphs).size).toBe(glyphs.length);
});

test('one is not plural', () => {
  expect(counted(1, 'instance')).toBe('1 instance');
  expect(counted(0, 'instance')).toBe('0 instances');
});
