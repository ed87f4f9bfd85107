/** Ids as paths. */
import { expect, test } from 'vitest';
import {
  ancestorsOf,
  fromSafePath,
  idErrors,
  isWithin,
  lastSegment,
  normaliseId,
  parentOf,
  toHostname,
  toSafePath,
} from './path-id';

test('slashes are added at the start and removed everywhere else', () => {
  expect(['shop/web', '//shop//web/', '/', ''].map(normaliseId)).toEqual(['/shop/web', '/shop/web', '/', '/']);
});

test('a path knows its parent, its ancestors and its last segment', () => {
  expect(['/a/b/c', '/a', '/'].map(parentOf)).toEqual(['/a/b', '/', '/']);
  expect(ancestorsOf('/a/b/c')).toEqual(['/a/b', '/a', '/']);
  expect(ancestorsOf('/')).toEqual([]);
  expect(lastSegment('/a/b')).toBe('b');
});

test('within means below or the same, not merely a common beginning', () => {
  expect([isWithin('/a/b', '/a'), isWithin('/a', '/a'), isWithin('/ab', '/a'), isWithin('/x', '/')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test('safe paths and host names', () => {
  expect([toSafePath('/shop/web'), fromSafePath('shop_web'), toHostname('/shop/web')]).toEqual([
    'shop_web',
    '/shop/web',
    'web.shop',
  ]);
});

test('ids with dots and inner hyphens are fine, those that climb or end in reserved words are not', () => {
  expect(idErrors('/shop.eu/web-1')).toEqual([]);
  expect(idErrors('/restart/web')).toEqual([]);
  expect(idErrors('web/..')).toEqual([
    'Path needs to be absolute',
    'must not end with any of the following reserved keywords: restart, tasks, versions, ., ..',
  ]);
});
