/** What a roll-back makes of each service, told from the deployment's steps. */
import { expect, test } from 'vitest';
import type { DeploymentActionName } from '../../protocol/marathon/deployment';
import { aDeployment } from './deployment-fixture';
import { rollBackOutlook } from './outlook';

test.each<[DeploymentActionName[], string]>([
  [['StartPod', 'ScalePod'], 'was not there before: it is removed again, with all its instances'],
  [['ScalePod'], 'goes back to the number of instances it had'],
  [['RestartPod'], 'goes back to the definition it had, and its instances are replaced again'],
  [['StopPod'], 'comes back as it was, with new instances for those that are gone'],
])('%j: it %s', (actions, fate) => {
  const steps = actions.map((action) => ({ actions: [{ action, pod: '/shop/web' }] }));
  expect(rollBackOutlook(aDeployment({ steps }))).toEqual([{ id: '/shop/web', fate }]);
});

test('each service of a deployment is told apart, apps and pods alike', () => {
  const steps = [
    {
      actions: [
        { action: 'StartApplication' as const, app: '/shop/db' },
        { action: 'RestartPod' as const, pod: '/shop/web' },
      ],
    },
    { actions: [{ action: 'ScaleApplication' as const, app: '/shop/db' }] },
  ];
  const outlook = rollBackOutlook(aDeployment({ affectedApps: ['/shop/db'], steps }));
  expect(outlook.map(({ id, fate }) => [id, fate.split(':')[0]?.split(',')[0]])).toEqual([
    ['/shop/web', 'goes back to the definition it had'],
    ['/shop/db', 'was not there before'],
  ]);
});
