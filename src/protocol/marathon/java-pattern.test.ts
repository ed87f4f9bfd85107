/** The regular expressions of LIKE and UNLIKE. */
import { expect, test } from 'vitest';
import { isPattern, matchesWhole, mayHoldPatterns } from './java-pattern';

test('a pattern has to match the whole text', () => {
  expect(matchesWhole('rack-[1-3]', 'rack-2')).toBe(true);
  expect(matchesWhole('rack-[1-3]', 'rack-22')).toBe(false);
});

test('what cannot be compiled is no pattern and matches nothing', () => {
  for (const text of ['[', '(?=ahead)', '(a)\\1']) {
    expect(isPattern(text)).toBe(false);
    expect(matchesWhole(text, text)).toBe(false);
  }
});

test('a pattern that would take a backtracking engine for ever is answered at once', () => {
  expect(matchesWhole('(a+)+b', 'a'.repeat(5000))).toBe(false);
});

test('a text in which an operator may hide is known by its letters and its escapes', () => {
  for (const text of ['"LIKE"', '"unlike"', '"L\\u0049KE"', '"l\u0131ke"']) expect(mayHoldPatterns(text)).toBe(true);
  expect(mayHoldPatterns('{"operator":"UNIQUE"}')).toBe(false);
});
