/** From a change of the tree to the steps of its deployment. */
import { expect, test } from 'vitest';
import { instances } from '../../cluster-fixtures';
import { changeOf } from '../group/pod-store';
import type { PodRecord } from '../group/pod-store';
import { VERSION, aPod } from '../marathon-fixtures';
import { planSteps } from './plan';
import type { PlannedChange } from './plan';

const record = (pod = aPod(instances(2))): PodRecord => ({
  versions: new Map([[VERSION, pod]]),
  current: pod,
  configVersion: VERSION,
  removed: false,
});
const planned = (before: PodRecord | undefined, after = aPod()): PlannedChange => ({
  id: after.id,
  change: changeOf(before, after),
  after,
});
const actions = (...changes: PlannedChange[]) =>
  planSteps(changes).map((step) => step.actions.map(({ action, pod }) => `${action} ${pod}`));

test('a new pod is started, then scaled', () => {
  expect(actions(planned(undefined))).toEqual([['StartPod /shop/web'], ['ScalePod /shop/web']]);
});

test('another number of instances is a scale', () => {
  expect(actions(planned(record(), aPod(instances(3))))).toEqual([['ScalePod /shop/web']]);
});

test('another content is a restart, also with another number', () => {
  const changed = { labels: { team: 'shop' } };
  expect(actions(planned(record(), aPod({ ...instances(2), ...changed })))).toEqual([['RestartPod /shop/web']]);
  expect(actions(planned(record(), aPod({ ...instances(5), ...changed })))).toEqual([['RestartPod /shop/web']]);
});

test('scaling to nothing restarts nothing, whatever else changed', () => {
  const after = aPod({ ...instances(0), labels: { team: 'shop' } });
  expect(actions(planned(record(), after))).toEqual([['ScalePod /shop/web']]);
});

test('a removed pod is stopped', () => {
  expect(actions({ id: '/shop/web', change: 'removed' })).toEqual([['StopPod /shop/web']]);
});

test('the same definition, or members no instance sees, need no step', () => {
  expect(actions(planned(record(), aPod(instances(2))))).toEqual([]);
  const unseen = aPod({
    ...instances(2),
    scheduling: { killSelection: 'OLDEST_FIRST', unreachableStrategy: 'disabled' },
    executorResources: { cpus: 0.2, mem: 64, disk: 20 },
  });
  expect(actions(planned(record(), unseen))).toEqual([]);
});

test('several pods: stop what goes, start what comes, then everything else side by side', () => {
  const changes: PlannedChange[] = [
    { id: '/gone', change: 'removed' },
    planned(undefined, aPod({ id: '/new' })),
    planned(record(), aPod({ ...instances(2), labels: { team: 'shop' } })),
  ];
  expect(actions(...changes)).toEqual([
    ['StopPod /gone'],
    ['StartPod /new'],
    ['ScalePod /new', 'RestartPod /shop/web'],
  ]);
});
