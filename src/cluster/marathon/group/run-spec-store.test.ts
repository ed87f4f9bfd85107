/** The tree of pods: stamps, versions, groups. */
import { beforeEach, expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import { instances } from '../../cluster-fixtures';
import { anApp, aPod } from '../marathon-fixtures';
import { changeBetween, unstamped } from './definition';
import type { Spec } from './definition';
import { editGroups } from './group-edit';
import { newRunSpecStoreState, nextStamp, putSpec } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

let state: RunSpecStoreState;
beforeEach(() => {
  state = newRunSpecStoreState();
});
const groups = () => [...state.groups.keys()];
const put = (spec: Spec, stamp: string) => {
  const edit = editGroups(state);
  edit.touch(spec.id, stamp);
  edit.giveWay(spec.id);
  return putSpec(state, spec, stamp, false);
};

test('no two changes share a stamp, not even within a millisecond', () => {
  const stamps = [1000, 1000, 1000, 5000].map((now) => nextStamp(state, millis(now)));
  expect(stamps.map((stamp) => stamp.slice(-6))).toEqual(['1.000Z', '1.001Z', '1.002Z', '5.000Z']);
});

test('an upgrade and a scale make a version; only an upgrade begins a new configuration', () => {
  const record = () => state.specs.get('/shop/web');
  put(aPod(), '1');
  put(aPod(instances(3)), '2');
  expect([record()?.current.version, record()?.configVersion]).toEqual(['2', '1']);
  put(aPod({ labels: { a: 'b' } }), '3');
  expect([record()?.current.version, record()?.configVersion]).toEqual(['3', '3']);
  put(aPod({ labels: { a: 'b' }, scheduling: { killSelection: 'OLDEST_FIRST' } }), '4');
  expect([record()?.current.version, record()?.current]).toMatchObject([
    '3',
    { scheduling: { killSelection: 'OLDEST_FIRST' } },
  ]);
  expect([...(record()?.versions.keys() ?? [])]).toEqual(['1', '2', '3']);
});

test('what a definition would be to the one in force', () => {
  put(aPod(), '1');
  const record = state.specs.get('/shop/web')?.current;
  expect(changeBetween(undefined, aPod())).toBe('created');
  expect(changeBetween(record, aPod())).toBe('unchanged');
  expect(changeBetween(record, aPod(instances(2)))).toBe('scaled');
  expect(changeBetween(record, aPod({ ...instances(2), user: 'nobody' }))).toBe('upgraded');
});

test('groups come with a pod and give way to one while nothing is in them', () => {
  put(aPod({ id: '/a/b/c' }), '1');
  expect(groups()).toEqual(['/', '/a/b', '/a']);
  state.specs.delete('/a/b/c');
  put(aPod({ id: '/a' }), '2');
  expect(groups()).toEqual(['/']);
});

test('an app remembers when it was scaled and when its instances were last replaced', () => {
  put(unstamped(anApp()), '1');
  put(unstamped(anApp({ instances: 3 })), '2');
  expect(state.specs.get('/shop/app')?.current).toMatchObject({
    version: '2',
    versionInfo: { lastScalingAt: '2', lastConfigChangeAt: '1' },
  });
});
