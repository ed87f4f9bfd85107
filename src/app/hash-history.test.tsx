/** Places behind the hash beside the page's own query. */
import { expect, test } from 'vitest';
import { createRouteHistory } from './hash-history';

test('the query of the page is no part of the place', () => {
  history.replaceState(null, '', '/?scenario=tour#/run?kind=json');
  const places = createRouteHistory();
  expect(places.location).toMatchObject({ pathname: '/run', search: '?kind=json' });
  expect(places.createHref('/services?q=web')).toBe('/?scenario=tour#/services?q=web');
  places.destroy();
});

test('a page without a hash is at the root', () => {
  history.replaceState(null, '', '/?scenario=tour');
  const places = createRouteHistory();
  expect(places.location).toMatchObject({ pathname: '/', search: '' });
  places.destroy();
});
