/** One id names one thing, and nothing is below a service: judged by the tree as it would be. */
import { beforeEach, expect, test } from 'vitest';
import { anApp, aPod } from '../marathon-fixtures';
import type { Spec } from './definition';
import { placeErrors } from './place-errors';
import { editGroups } from './group-edit';
import { liveRecord, newRunSpecStoreState, putSpec } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

let state: RunSpecStoreState;
beforeEach(() => {
  state = newRunSpecStoreState();
});

const put = (spec: Spec): void => {
  editGroups(state).touch(spec.id, '1');
  putSpec(state, spec, '1', false);
};

/** Of a change that writes these services and groups, and removes others. */
const errorsOf = (
  written: readonly Spec[],
  { groups = [], gone = [] }: { groups?: string[]; gone?: string[] } = {},
) => {
  const spec = (id: string): Spec | undefined =>
    gone.includes(id) ? undefined : (written.find((each) => each.id === id) ?? liveRecord(state, id)?.current);
  return placeErrors(state, { spec, ids: () => [], groupDependencies: () => [] }, written, groups);
};

const POD_CLASH = 'Groups and Pods may not have the same identifier.';
const APP_CLASH = 'Groups and Applications may not have the same identifier.';

test('nothing is above or below a service', () => {
  put(aPod({ id: '/a/b/c' }));
  expect(errorsOf([aPod({ id: '/a' })])).toEqual([POD_CLASH]);
  expect(errorsOf([aPod({ id: '/a/b/c/d' })])).toEqual([POD_CLASH]);
  expect(errorsOf([aPod({ id: '/a/b/d' })])).toEqual([]);
});

test('a group that the same change empties gives way, and so does a service that it removes', () => {
  put(aPod({ id: '/a/b/c' }));
  expect(errorsOf([anApp({ id: '/a' })], { gone: ['/a/b/c'] })).toEqual([]);
  expect(errorsOf([anApp({ id: '/a/b/c/d' })], { gone: ['/a/b/c'] })).toEqual([]);
});

test('two services of one change are judged together', () => {
  expect(errorsOf([anApp({ id: '/a' }), anApp({ id: '/a/b' })])).toEqual([APP_CLASH]);
});

test('a group is neither in the place of a service nor below one', () => {
  put(aPod({ id: '/a/pod' }));
  expect(errorsOf([], { groups: ['/a/pod'] })).toEqual([POD_CLASH]);
  expect(errorsOf([], { groups: ['/a/pod/x/y'] })).toEqual([POD_CLASH]);
  expect(errorsOf([], { groups: ['/a', '/a/other'] })).toEqual([]);
});

test('an app and a pod cannot have one id, unless the other is being removed', () => {
  put(aPod());
  expect(errorsOf([anApp({ id: '/shop/web' })])).toEqual(['Applications and Pods may not share the same id']);
  const record = state.specs.get('/shop/web');
  if (record !== undefined) record.removed = true;
  expect(errorsOf([anApp({ id: '/shop/web' })])).toEqual([]);
});
