/** From a request to the steps of its deployment (Marathon `core/deployment/DeploymentPlan`). The same for pods is told by events in `cluster/marathon-api-deployments.test.ts`. */
import { describe, expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import type { AppInput } from '../protocol/marathon/app';
import type { DeploymentStep } from '../protocol/marathon/deployment';
import type { PodInput } from '../protocol/marathon/pod';
import { appInfo, appOf, done, running } from './row-fixture';
import type { TestCluster } from './row-fixture';

const web = appOf('/shop/web', { instances: 2 });
const pod = { ...podOf('/shop/pod'), ...instances(2) };

/** The steps of the one deployment there is, `Verb id` each; none when it ended at once. */
const stepsAfter = async (cluster: TestCluster, method: string, path: string, body?: unknown): Promise<string[][]> => {
  const ear = await cluster.listen('?event_type=deployment_success&event_type=deployment_info');
  await done(cluster, method, path, body);
  await cluster.advance(0.1);
  const plans = (await ear.end()).flatMap((event) => ('plan' in event ? [event.plan] : []));
  const words = ({ actions }: DeploymentStep): string[] =>
    actions.map(({ action, app, pod: podId }) => `${action} ${app ?? podId}`);
  return plans[0]?.steps.map(words) ?? expect.fail('there was no deployment');
};

describe('an app', () => {
  const put = (wish: Partial<AppInput>) => ['PUT', '/v2/apps/shop/web', wish] as const;
  test.each<[string, readonly [string, string, unknown?], string[][]]>([
    ['created', ['POST', '/v2/apps', appOf('/new')], [['StartApplication /new'], ['ScaleApplication /new']]],
    ['scaled', put({ instances: 5 }), [['ScaleApplication /shop/web']]],
    ['changed', put({ cmd: 'sleep 1' }), [['RestartApplication /shop/web']]],
    ['changed and scaled', put({ cmd: 'sleep 1', instances: 5 }), [['RestartApplication /shop/web']]],
    ['changed and suspended', put({ cmd: 'sleep 1', instances: 0 }), [['ScaleApplication /shop/web']]],
    ['unchanged', put({ instances: 2 }), []],
    ['restarted', ['POST', '/v2/apps/shop/web/restart'], [['RestartApplication /shop/web']]],
    ['deleted', ['DELETE', '/v2/apps/shop/web'], [['StopApplication /shop/web']]],
  ])('%s', async (_what, request, steps) => {
    const cluster = aCluster();
    await running(web)(cluster);
    expect(await stepsAfter(cluster, ...request)).toEqual(steps);
  });

  test('only what instances see makes a new configuration; every scale makes a version', async () => {
    const cluster = aCluster();
    await running(web)(cluster);
    const first = await appInfo(cluster, '/shop/web');
    await done(cluster, 'PUT', '/v2/apps/shop/web', { instances: 3 });
    await cluster.advance(30);
    const scaled = await appInfo(cluster, '/shop/web');
    expect(scaled.version > first.version).toBe(true);
    expect(scaled.versionInfo).toEqual({ lastScalingAt: scaled.version, lastConfigChangeAt: first.version });
    await done(cluster, 'PUT', '/v2/apps/shop/web', { labels: { a: 'b' } });
    const changed = await appInfo(cluster, '/shop/web');
    expect(changed.versionInfo).toEqual({ lastScalingAt: changed.version, lastConfigChangeAt: changed.version });
  });
});

describe('a pod', () => {
  const put = (wish: Partial<PodInput>) => ['PUT', '/v2/pods/shop/pod', { ...pod, ...wish }] as const;
  const [main] = pod.containers;
  const scheduling = (wish: PodInput['scheduling']) => put(wish === undefined ? {} : { scheduling: wish });
  const restart = [['RestartPod /shop/pod']];
  test.each<[string, readonly [string, string, unknown?], string[][]]>([
    ['the user', put({ user: 'nobody' }), restart],
    ['the environment', put({ environment: { A: 'b' } }), restart],
    ['labels', put({ labels: { a: 'b' } }), restart],
    ['secrets', put({ secrets: { a: { source: 'b' } } }), restart],
    ['containers', put({ containers: main === undefined ? [] : [{ ...main, name: 'other' }] }), restart],
    ['networks', put({ networks: [{ mode: 'container' }] }), restart],
    ['accepted roles', scheduling({ placement: { acceptedResourceRoles: ['*'] } }), restart],
    [
      'constraints',
      scheduling({ placement: { constraints: [{ fieldName: 'hostname', operator: 'LIKE', value: '.*' }] } }),
      restart,
    ],
    ['back-off', scheduling({ backoff: { backoff: 2, backoffFactor: 2, maxLaunchDelay: 2 } }), restart],
    ['the upgrade strategy', scheduling({ upgrade: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } }), restart],
    ['kill selection', scheduling({ killSelection: 'OLDEST_FIRST' }), []],
    ['the unreachable strategy', scheduling({ unreachableStrategy: 'disabled' }), []],
    ['executor resources', put({ executorResources: { cpus: 0.2, mem: 64, disk: 20 } }), []],
    ['shared cgroups', put({ legacySharedCgroups: true }), []],
    ['nothing', put({}), []],
  ])('whose change is %s', async (_what, request, steps) => {
    const cluster = aCluster();
    await running(pod)(cluster);
    expect(await stepsAfter(cluster, ...request)).toEqual(steps);
  });
});

test('a group: what goes, what comes, then level by level, pods at the first', async () => {
  const cluster = aCluster();
  await running(appOf('/shop/old'), appOf('/shop/cache'), pod)(cluster);
  const apps = [
    appOf('/shop/web', { dependencies: ['/shop/api'] }),
    appOf('/shop/api', { dependencies: ['/shop/cache'] }),
    appOf('/shop/cache', { instances: 2 }),
  ];
  expect(await stepsAfter(cluster, 'PUT', '/v2/groups/shop', { apps })).toEqual([
    ['StopApplication /shop/old'],
    ['StartApplication /shop/web', 'StartApplication /shop/api'],
    ['ScaleApplication /shop/cache'],
    ['ScaleApplication /shop/api'],
    ['ScaleApplication /shop/web'],
  ]);
});

test('groups depend on each other through their apps', async () => {
  const cluster = aCluster();
  const groups = [
    { id: 'front', dependencies: ['../back'], apps: [appOf('web')] },
    { id: 'back', apps: [appOf('db')] },
  ];
  expect(await stepsAfter(cluster, 'PUT', '/v2/groups/shop', { groups })).toEqual([
    ['StartApplication /shop/front/web', 'StartApplication /shop/back/db'],
    ['ScaleApplication /shop/back/db'],
    ['ScaleApplication /shop/front/web'],
  ]);
});
