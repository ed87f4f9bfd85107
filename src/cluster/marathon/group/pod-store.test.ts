/** The tree of pods: stamps, versions, groups. */
import { beforeEach, expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import { instances } from '../../cluster-fixtures';
import { aPod } from '../marathon-fixtures';
import { changeOf, dropEmptyGroups, idTaken, newPodStoreState, nextStamp, putPod, rootErrors } from './pod-store';
import type { PodStoreState } from './pod-store';

let state: PodStoreState;
beforeEach(() => {
  state = newPodStoreState();
});
const groups = () => [...state.groups];

test('no two changes share a stamp, not even within a millisecond', () => {
  const stamps = [1000, 1000, 1000, 5000].map((now) => nextStamp(state, millis(now)));
  expect(stamps.map((stamp) => stamp.slice(-6))).toEqual(['1.000Z', '1.001Z', '1.002Z', '5.000Z']);
});

test('an upgrade and a scale make a version; only an upgrade begins a new configuration', () => {
  const record = () => state.pods.get('/shop/web');
  putPod(state, aPod(), '1');
  putPod(state, aPod(instances(3)), '2');
  expect([record()?.current.version, record()?.configVersion]).toEqual(['2', '1']);
  putPod(state, aPod({ labels: { a: 'b' } }), '3');
  expect([record()?.current.version, record()?.configVersion]).toEqual(['3', '3']);
  putPod(state, aPod({ labels: { a: 'b' }, scheduling: { killSelection: 'OLDEST_FIRST' } }), '4');
  expect([record()?.current.version, record()?.current.scheduling.killSelection]).toEqual(['3', 'OLDEST_FIRST']);
  expect([...(record()?.versions.keys() ?? [])]).toEqual(['1', '2', '3']);
});

test('what a definition would be to the one in force', () => {
  putPod(state, aPod(), '1');
  const record = state.pods.get('/shop/web');
  expect(changeOf(undefined, aPod())).toBe('created');
  expect(changeOf(record, aPod())).toBe('unchanged');
  expect(changeOf(record, aPod(instances(2)))).toBe('scaled');
  expect(changeOf(record, aPod({ ...instances(2), user: 'nobody' }))).toBe('upgraded');
});

test('groups come with a pod and give way to one while nothing is in them', () => {
  putPod(state, aPod({ id: '/a/b/c' }), '1');
  expect(groups()).toEqual(['/', '/a/b', '/a']);
  expect(rootErrors(state, '/a')).toHaveLength(1);
  expect(rootErrors(state, '/a/b/c/d')).toHaveLength(1);
  expect(rootErrors(state, '/a/b/d')).toEqual([]);
  state.pods.delete('/a/b/c');
  expect(rootErrors(state, '/a')).toEqual([]);
  putPod(state, aPod({ id: '/a' }), '2');
  expect(groups()).toEqual(['/']);
});

test('of groups that may go only the empty ones do', () => {
  putPod(state, aPod({ id: '/a/b/c' }), '1');
  putPod(state, aPod({ id: '/a/d' }), '2');
  state.pods.delete('/a/b/c');
  dropEmptyGroups(state, ['/a', '/a/b']);
  expect(groups()).toEqual(['/', '/a']);
});

test('the id of a pod that is being removed is not taken', () => {
  putPod(state, aPod(), '1');
  expect(idTaken(state, '/shop/web')).toEqual({ message: 'A pod with id [/shop/web] already exists.' });
  const record = state.pods.get('/shop/web');
  if (record !== undefined) record.removed = true;
  expect(idTaken(state, '/shop/web')).toBeUndefined();
});
