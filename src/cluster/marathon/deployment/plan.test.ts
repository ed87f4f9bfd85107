/** From a change of the tree to the steps of its deployment. */
import { expect, test } from 'vitest';
import { instances } from '../../cluster-fixtures';
import { changeBetween } from '../group/definition';
import type { Spec } from '../group/definition';
import { anApp, aPod } from '../marathon-fixtures';
import { planSteps } from './plan';
import type { PlannedChange } from './plan';

const two = aPod(instances(2));
const planned = (before: Spec | undefined, after: Spec = aPod(), level = 1): PlannedChange => ({
  id: after.id,
  kind: 'containers' in after ? 'pod' : 'app',
  change: changeBetween(before, after),
  after,
  level,
});
const removed = (id: string, kind: PlannedChange['kind'] = 'pod'): PlannedChange => ({
  id,
  kind,
  change: 'removed',
  level: 1,
});
const actions = (...changes: PlannedChange[]) =>
  planSteps(changes).map((step) => step.actions.map(({ action, app, pod }) => `${action} ${app ?? pod}`));

test('a new pod is started, then scaled', () => {
  expect(actions(planned(undefined))).toEqual([['StartPod /shop/web'], ['ScalePod /shop/web']]);
});

test('another number of instances is a scale', () => {
  expect(actions(planned(two, aPod(instances(3))))).toEqual([['ScalePod /shop/web']]);
});

test('another content is a restart, also with another number', () => {
  const changed = { labels: { team: 'shop' } };
  expect(actions(planned(two, aPod({ ...instances(2), ...changed })))).toEqual([['RestartPod /shop/web']]);
  expect(actions(planned(two, aPod({ ...instances(5), ...changed })))).toEqual([['RestartPod /shop/web']]);
});

test('scaling to nothing restarts nothing, whatever else changed', () => {
  const after = aPod({ ...instances(0), labels: { team: 'shop' } });
  expect(actions(planned(two, after))).toEqual([['ScalePod /shop/web']]);
});

test('a removed pod is stopped', () => {
  expect(actions(removed('/shop/web'))).toEqual([['StopPod /shop/web']]);
});

test('the same definition, or members no instance sees, need no step', () => {
  expect(actions(planned(two, aPod(instances(2))))).toEqual([]);
  const unseen = aPod({
    ...instances(2),
    scheduling: { killSelection: 'OLDEST_FIRST', unreachableStrategy: 'disabled' },
    executorResources: { cpus: 0.2, mem: 64, disk: 20 },
  });
  expect(actions(planned(two, unseen))).toEqual([]);
});

test('several pods: stop what goes, start what comes, then everything else side by side', () => {
  const changes: PlannedChange[] = [
    removed('/gone'),
    planned(undefined, aPod({ id: '/new' })),
    planned(two, aPod({ ...instances(2), labels: { team: 'shop' } })),
  ];
  expect(actions(...changes)).toEqual([
    ['StopPod /gone'],
    ['StartPod /new'],
    ['ScalePod /new', 'RestartPod /shop/web'],
  ]);
});

test('apps have the same verbs under their own names', () => {
  const app = anApp({ instances: 2 });
  expect(actions(planned(undefined, app))).toEqual([['StartApplication /shop/app'], ['ScaleApplication /shop/app']]);
  expect(actions(planned(app, anApp({ instances: 5 })))).toEqual([['ScaleApplication /shop/app']]);
  expect(actions(planned(app, anApp({ instances: 2, cmd: 'sleep 5' })))).toEqual([['RestartApplication /shop/app']]);
  expect(actions(removed('/shop/app', 'app'))).toEqual([['StopApplication /shop/app']]);
});

test('what others need comes in a step before theirs', () => {
  const database = planned(undefined, anApp({ id: '/db' }), 1);
  const web = planned(undefined, anApp({ id: '/web' }), 2);
  expect(actions(web, database)).toEqual([
    ['StartApplication /web', 'StartApplication /db'],
    ['ScaleApplication /db'],
    ['ScaleApplication /web'],
  ]);
});
