/** What a change may do to the tree: rules judged by what it would become, rollbacks that take back no more than their own. */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from './cluster-fixtures';

const anApp = (id: string, wish: object = {}) => ({ id, cmd: 'sleep 100000', cpus: 0.1, mem: 32, ...wish });
const port = (servicePort = 0) => ({
  networks: [{ mode: 'container/bridge' }],
  container: { type: 'MESOS', portMappings: [{ containerPort: 80, servicePort }] },
});
const deploymentOf = (body: unknown): string => (body as { readonly deploymentId: string }).deploymentId;

type Cluster = ReturnType<typeof aCluster>;
const servicePort = async ({ read }: Cluster, id: string): Promise<number | undefined> => {
  type Body = { app: { container: { portMappings: { servicePort: number }[] } } };
  return (await read<Body>(`/v2/apps${id}`)).app.container.portMappings[0]?.servicePort;
};

describe('a change is refused', () => {
  test('when a group would wait for something that waits for it', async () => {
    const { send } = aCluster();
    await send('POST', '/v2/apps', anApp('/a/one', { dependencies: ['/b'] }));
    await send('POST', '/v2/apps', anApp('/b/two'));
    const { status, body } = await send('PUT', '/v2/groups/b?force=true', { dependencies: ['/a'] });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('cyclic dependencies');
  });

  test('when a group would be in the place of a pod, or below one', async () => {
    const { add, send } = aCluster();
    await add(podOf('/shop/web'));
    expect(await send('PUT', '/v2/groups/shop', { groups: [{ id: 'web' }] })).toMatchObject({ status: 422 });
    expect(await send('PUT', '/v2/groups/shop/web/inner', {})).toMatchObject({ status: 422 });
  });

  test('when one of its apps would be below another', async () => {
    const { send } = aCluster();
    expect(await send('PUT', '/v2/apps', [anApp('/x'), anApp('/x/y')])).toMatchObject({ status: 422 });
  });

  test('but not for an app that it removes itself', async () => {
    const { send } = aCluster();
    await send('POST', '/v2/apps', anApp('/shop/web'));
    const group = { apps: [], groups: [{ id: 'web', apps: [anApp('inner')] }] };
    expect(await send('PUT', '/v2/groups/shop?force=true', group)).toMatchObject({ status: 200 });
  });
});

describe('a rollback', () => {
  test('leaves an app alone that its deployment listed, but did not change', async () => {
    const { read, send } = aCluster();
    const [one, two] = [anApp('one'), anApp('two')];
    await send('PUT', '/v2/groups/shop', { apps: [one, two] });
    await send('PUT', '/v2/groups/shop?force=true', { apps: [one, { ...two, cmd: 'sleep 5' }] });
    await send('PUT', '/v2/apps/shop/one', { instances: 3 });
    const [{ id } = { id: '' }] = await read<{ id: string; affectedApps: string[] }[]>('/v2/deployments').then((all) =>
      all.filter(({ affectedApps }) => affectedApps.join() === '/shop/two'),
    );
    await send('DELETE', `/v2/deployments/${id}`);
    expect(await read('/v2/apps/shop/one')).toMatchObject({ app: { instances: 3 } });
    expect(await read('/v2/apps/shop/two')).toMatchObject({ app: { cmd: 'sleep 100000' } });
  });

  test('takes back what a group depended on, and the groups that are empty without it', async () => {
    const { read, send } = aCluster();
    await send('POST', '/v2/apps', anApp('/db'));
    await send('PUT', '/v2/groups/shop', { apps: [anApp('one')] });
    const group = { dependencies: ['/db'], apps: [anApp('one', { instances: 2 })], groups: [{ id: 'empty' }] };
    const { body } = await send('PUT', '/v2/groups/shop?force=true', group);
    const version = (body as { readonly version: string }).version;
    await send('DELETE', `/v2/deployments/${deploymentOf(body)}`);
    expect(await read('/v2/groups/shop')).toMatchObject({ dependencies: [], groups: [] });
    const then = await read(`/v2/groups/shop/versions/${version}`);
    expect(then).toMatchObject({ dependencies: ['/db'], groups: [{ id: '/shop/empty' }] });
  });
});

test('a dry run tells the steps of the change itself, which keeps the service ports it had', async () => {
  const { deployments, send } = aCluster();
  const group = (instances: number) => ({ apps: [anApp('web', { ...port(), instances })] });
  await send('PUT', '/v2/groups/shop', group(1));
  const planned = (await send('PUT', '/v2/groups/shop?dryRun=true', group(2))).body;
  expect(planned).toEqual({ steps: [{ actions: [{ action: 'ScaleApplication', app: '/shop/web' }] }] });
  await send('PUT', '/v2/groups/shop?force=true', group(2));
  expect(await deployments()).toMatchObject([planned]);
});

test('an app that comes back finds its service port taken and gets another', async () => {
  const cluster = aCluster();
  const { body } = await cluster.send('PUT', '/v2/groups/shop', { apps: [anApp('web', port())] });
  const version = (body as { readonly version: string }).version;
  await cluster.send('DELETE', '/v2/groups/shop?force=true');
  await cluster.advance(60);
  await cluster.send('POST', '/v2/apps', anApp('/other', port()));
  await cluster.send('PUT', '/v2/groups?force=true', { version });
  expect(await servicePort(cluster, '/shop/web')).toBe(10_000);
  await cluster.send('DELETE', '/v2/groups/shop?force=true');
  await cluster.advance(60);
  await cluster.send('POST', '/v2/apps', anApp('/other', port()));
  await cluster.send('PUT', '/v2/groups/shop?force=true', { version });
  expect([await servicePort(cluster, '/other'), await servicePort(cluster, '/shop/web')]).toEqual([10_000, 10_001]);
});

test('every change is one of the root, even of a group without services', async () => {
  const { read, send } = aCluster();
  await send('PUT', '/v2/groups/empty', {});
  const { body } = await send('DELETE', '/v2/groups/empty');
  expect(await read('/v2/groups')).toMatchObject({
    version: (body as { readonly version: string }).version,
    groups: [],
  });
});
