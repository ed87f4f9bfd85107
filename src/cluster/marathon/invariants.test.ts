/** The audit sees what is wrong: a check that never complains would check nothing. */
import { beforeEach, expect, test } from 'vitest';
import type { PodInput } from '../../protocol/marathon/pod';
import { millis } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { newMarathonState } from './core';
import type { MarathonState } from './core';
import { putSpec } from './group/run-spec-store';
import { drop, put } from './instance/tracker-state';
import { auditMarathon } from './invariants';
import { newStatistics } from './launch-queue/offer-statistics';
import { VERSION, aPod, anInstance } from './marathon-fixtures';

let state: MarathonState;
const wellWith = (pod: Partial<PodInput>, instances: number): void => {
  state = newMarathonState();
  state.store.lastChange = EPOCH;
  putSpec(state.store, aPod({ scaling: { kind: 'fixed', instances }, ...pod }), VERSION, false);
  for (let n = 0; n < instances; n++) put(state.tracker, anInstance({ id: `i${n}` }));
};
const found = () => auditMarathon(state).map((fault) => fault.replace(/ .*/, ''));

beforeEach(() => wellWith({}, 2));

test('nothing is wrong with what is right', () => {
  expect(auditMarathon(state)).toEqual([]);
});

test.each<[string, string, () => unknown]>([
  ['an instance too few', 'pods:', () => drop(state.tracker, anInstance({ id: 'i0' }))],
  ['an index that lost an instance', 'books:', () => state.tracker.byRunSpec.get('/shop/web')?.delete('i0')],
  ['an index that kept one', 'books:', () => state.tracker.launching.add('i0')],
  ['versions out of order', 'I12', () => state.store.specs.get('/shop/web')?.versions.set('2001-01-01', aPod())],
  ['a kill of nobody', 'kills:', () => state.kills.waiting.add('gone')],
  [
    'statistics of a pod that waits for nothing',
    'queue:',
    () => state.queue.statistics.set('/shop/web', newStatistics(millis(0))),
  ],
  ['a lock without a deployment', 'deployments:', () => state.deployments.byRunSpec.set('/shop/web', 'gone')],
])('%s', (_what, fault, spoil) => {
  spoil();
  expect(found()).toContain(fault);
});

test('a pod that waits while no offer is wanted', () => {
  state.frameworkId = 'F1';
  put(state.tracker, anInstance({ id: 'i0', condition: 'Scheduled' }));
  state.queue.suppressed = true;
  expect(found()).toEqual(['queue:']);
});

test.each([
  ['UNIQUE', undefined],
  ['MAX_PER', '1'],
] as const)('more instances at one place than %s allows', (operator, value) => {
  const constraint = { fieldName: 'hostname', operator, ...(value !== undefined && { value }) };
  wellWith({ scheduling: { placement: { constraints: [constraint] } } }, 2);
  expect(found()).toEqual(['I6']);
});

test('a rolling update that begins more than fits', () => {
  put(state.tracker, anInstance({ id: 'i1', condition: 'Scheduled', incarnation: 0 }));
  state.deployments.byRunSpec.set('/shop/web', 'D');
  state.deployments.deployments.set('D', {
    id: 'D',
    version: VERSION,
    steps: [{ actions: [{ action: 'RestartPod', pod: '/shop/web' }] }],
    affectedApps: [],
    affectedPods: ['/shop/web'],
    before: new Map(),
    newGroups: [],
    dependencies: new Map(),
    current: 0,
    running: [
      {
        kind: 'restart',
        runSpecId: '/shop/web',
        version: VERSION,
        maxCapacity: 1,
        old: new Set(['i0']),
        spared: new Set(['i0']),
        fresh: new Set(['i1']),
        ready: new Set(),
        mostReady: 0,
      },
    ],
  });
  expect(found()).toEqual(['band']);
});
