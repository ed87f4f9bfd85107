/** The language of the services filter. */
import { expect, test } from 'vitest';
import { serviceOfApp } from '../../api/client/service';
import { anApp, aPodStatus, aSpec } from '../shared/pod-status-fixture';
import { filterServices, statusesIn, withStatus } from './service-filter';
import { serviceRows } from './service-row';

const pod = (id: string, instances: number, labels: Record<string, string> = {}) =>
  aPodStatus({ id, instances: [], spec: aSpec({ id, labels, scaling: { kind: 'fixed', instances } }) });

const rows = serviceRows(
  {
    services: [
      pod('/shop/Web', 0, { team: 'Web', tier: 'front end' }),
      pod('/shop/cart', 1, { team: 'pay' }),
      pod('/ops/constructor', 1),
      serviceOfApp(anApp({ id: '/ops/backup' })),
    ],
    queue: [],
    deployments: [],
    now: 0,
  },
  new WeakMap(),
);
const found = (filter: string) => filterServices(rows, filter).map(({ id }) => id);

test.each([
  ['', ['/shop/Web', '/shop/cart', '/ops/constructor', '/ops/backup']],
  ['SHOP', ['/shop/Web', '/shop/cart']],
  ['shop cart', ['/shop/cart']],
  ['is:suspended', ['/shop/Web']],
  ['is:degraded,suspended shop', ['/shop/Web', '/shop/cart']],
  ['is:nonsense', []],
  ['label:team', ['/shop/Web', '/shop/cart']],
  ['label:team=pay', ['/shop/cart']],
  ['label:constructor', []],
  ['constructor', ['/ops/constructor']],
  ['is:', ['/shop/Web', '/shop/cart', '/ops/constructor', '/ops/backup']],
  ['is:susp', ['/shop/Web']],
  ['-shop', ['/ops/constructor', '/ops/backup']],
  ['-is:suspended', ['/shop/cart', '/ops/constructor', '/ops/backup']],
  ['is:app', ['/ops/backup']],
  ['is:pod -shop', ['/ops/constructor']],
  ['label:tier="front end"', ['/shop/Web']],
  ['"front end"', ['/shop/Web']],
])('%j finds %j', (filter, ids) => {
  expect(found(filter)).toEqual(ids);
});

test('a blank filter hands back the very same list', () => {
  expect(filterServices(rows, '  ')).toBe(rows);
});

test('choosing a status keeps the rest of the filter', () => {
  expect(withStatus('shop is:running cart', 'Waiting')).toBe('is:waiting shop cart');
  expect(withStatus('is:waiting shop', undefined)).toBe('shop');
  expect(withStatus('is:app is:waiting', 'Running')).toBe('is:running is:app');
  expect([...statusesIn('is:pod')]).toEqual([]);
  expect([...statusesIn('IS:Running,waiting web')]).toEqual(['running', 'waiting']);
});
