/** Where one is, in words. */
import { expect, test } from 'vitest';
import { crumbsOf, titleOf } from './crumbs';

const labels = (path: string) => crumbsOf(path).map(({ label }) => label);

test.each([
  ['/services', ['Services']],
  ['/services/detail/shop/web', ['Services', 'shop', 'web']],
  ['/services/detail/constructor', ['Services', 'constructor']],
  ['/nodes/a%2Fb', ['Nodes', 'a/b']],
  ['/run', ['Services', 'Run a Service']],
  ['/constructor', ['Page not found']],
  ['/services/detail/100%', ['Services', '100%']],
])('%s is %j', (path, words) => {
  expect(labels(path)).toEqual(words);
});

test('the section leads back, the page itself is no link', () => {
  expect(crumbsOf('/services/detail/shop/web').map(({ href }) => href)).toEqual(['#/services', undefined, undefined]);
});

test('the title names the page first and each place once', () => {
  expect(titleOf(crumbsOf('/services/detail/shop/web'))).toBe('web · Services · Podrome');
  expect(titleOf(crumbsOf('/nodes'))).toBe('Nodes · Podrome');
});
