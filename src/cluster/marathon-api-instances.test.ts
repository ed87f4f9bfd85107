/** Instances over the whole cluster: their status while they live, and what killing them does. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
import type { PodInstanceStatus } from '../protocol/marathon/pod-status';
import { aCluster, instances, podOf } from './cluster-fixtures';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

const PATH = '/v2/pods/shop/web';
const run = async (count: number, wish: Partial<PodInput> = {}): Promise<readonly PodInstanceStatus[]> => {
  await cluster.add({ ...podOf('/shop/web'), ...instances(count), ...wish });
  await cluster.advance(20);
  return (await cluster.status('/shop/web')).instances;
};
const idsOf = async () => (await cluster.status('/shop/web')).instances.map(({ id }) => id).toSorted();

test('a running pod tells its instances, containers, networks and ports', async () => {
  const [instance] = await run(1, {
    networks: [{ mode: 'container' }],
    containers: [
      {
        name: 'main',
        exec: { command: { shell: 'sleep 100000' } },
        resources: { cpus: 0.5, mem: 64 },
        endpoints: [{ name: 'web', containerPort: 80, hostPort: 0 }],
      },
    ],
  });
  expect(instance).toMatchObject({
    id: expect.stringMatching(/^shop_web\.instance-[0-9a-f-]{36}$/) as string,
    status: 'STABLE',
    agentRegion: 'us-east',
    resources: { cpus: 0.6, mem: 96, disk: 10, gpus: 0 },
    networks: [{ name: 'dcos', addresses: [expect.stringMatching(/^9\./)] }],
    containers: [
      {
        name: 'main',
        status: 'TASK_RUNNING',
        containerId: `${instance?.id}.main.1`,
        endpoints: [{ name: 'web', allocatedHostPort: expect.any(Number) as number }],
      },
    ],
  });
});

test('all statuses at once', async () => {
  await run(1);
  await cluster.add(podOf('/other'));
  const all = await cluster.read<{ id: string }[]>('/v2/pods/::status');
  expect(all.map(({ id }) => id).toSorted()).toEqual(['/other', '/shop/web']);
});

describe('killing one', () => {
  test('answers its state before the kill; it comes back under its id, without deployment or back-off', async () => {
    const [victim] = await run(2);
    const answer = await cluster.send('DELETE', `${PATH}::instances/${victim?.id}`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        instanceId: victim?.id,
        state: { condition: 'Running', goal: 'Running', since: victim?.statusSince },
        agentInfo: { host: victim?.agentHostname, agentId: victim?.agentId, region: 'us-east', attributes: [] },
        runSpecVersion: expect.any(String) as string,
        unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
      },
    });
    expect(await cluster.deployments()).toEqual([]);
    await cluster.advance(20);
    const { status, instances: all, terminationHistory } = await cluster.status('/shop/web');
    expect([status, all.length, terminationHistory]).toEqual(['STABLE', 2, []]);
    expect(all.find(({ id }) => id === victim?.id)?.containers[0]?.containerId).toBe(`${victim?.id}.main.2`);
    expect(await cluster.queue()).toEqual({ queue: [] });
  });

  test('and wiping it forgets it: another one takes its place', async () => {
    const [victim] = await run(2);
    expect((await cluster.send('DELETE', `${PATH}::instances/${victim?.id}?wipe=true`)).status).toBe(200);
    expect(await idsOf()).toHaveLength(1);
    await cluster.advance(20);
    expect(await idsOf()).toHaveLength(2);
    expect(await idsOf()).not.toContain(victim?.id);
    const { frameworks } = await cluster.read<{ frameworks: { tasks: { id: string }[] }[] }>('/mesos/state');
    expect(frameworks.flatMap(({ tasks }) => tasks)).toHaveLength(2);
  });

  test('that does not exist is 404, a malformed id 422, an unknown pod 404', async () => {
    await run(1);
    const ghost = 'shop_web.instance-00000000-0000-4000-8000-000000000000';
    expect(await cluster.send('DELETE', `${PATH}::instances/${ghost}`)).toMatchObject({
      status: 404,
      body: { message: `Task '${ghost}' does not exist`, details: [] },
    });
    expect((await cluster.send('DELETE', `${PATH}::instances/nonsense`)).status).toBe(422);
    expect(await cluster.send('DELETE', `/v2/pods/no/pod::instances/${ghost}`)).toMatchObject({
      status: 404,
      body: { message: "Path '/no/pod' does not exist", details: [] },
    });
  });

  test('of another pod is 404', async () => {
    const [victim] = await run(1);
    await cluster.add(podOf('/other'));
    expect((await cluster.send('DELETE', `/v2/pods/other::instances/${victim?.id}`)).status).toBe(404);
  });
});

describe('killing several', () => {
  const kill = (body: unknown) => cluster.send('DELETE', `${PATH}::instances`, body);

  test('answers those found; unknown ones are left out', async () => {
    const [a, b] = await run(3);
    const answer = await kill([a?.id, b?.id, 'shop_web.instance-1']);
    expect(answer).toMatchObject({ status: 200, body: [{ instanceId: a?.id }, { instanceId: b?.id }] });
    await cluster.advance(20);
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });

  test('refuses a malformed id, what is no list of texts, and no JSON', async () => {
    await run(1);
    expect(await kill(['nonsense'])).toMatchObject({ status: 422, body: { message: 'Object is not valid' } });
    expect(await kill({})).toMatchObject({
      status: 422,
      body: { message: 'Invalid JSON', details: [{ path: '/', errors: ['error.expected.jsarray'] }] },
    });
    expect(await kill([1])).toMatchObject({ status: 422, body: { details: [{ path: '/(0)' }] } });
    expect((await cluster.send('DELETE', `${PATH}::instances`)).status).toBe(400);
  });

  test('of an unknown pod is 404', async () => {
    expect((await cluster.send('DELETE', '/v2/pods/no/pod::instances', [])).status).toBe(404);
  });
});

describe('a container that ends', () => {
  const two = (shell: string): Partial<PodInput> => ({
    containers: [
      { name: 'main', exec: { command: { shell } }, resources: { cpus: 0.1, mem: 32 } },
      { name: 'side', exec: { command: { shell: 'sleep 100000' } }, resources: { cpus: 0.1, mem: 32 } },
    ],
  });

  test('by itself leaves the others running', async () => {
    const [instance] = await run(1, two('sleep 5'));
    expect(instance?.status).toBe('STABLE');
    expect(instance?.containers.map(({ status }) => status)).toEqual(['TASK_FINISHED', 'TASK_RUNNING']);
  });

  test('in an error takes its group along; the instance is noted and comes back after its back-off', async () => {
    await cluster.add({ ...podOf('/shop/web'), ...two('sleep 5; exit 3') });
    await cluster.advance(30);
    const { terminationHistory, instances: all } = await cluster.status('/shop/web');
    expect(all).toHaveLength(1);
    expect(terminationHistory.length).toBeGreaterThanOrEqual(2);
    expect(terminationHistory[0]).toMatchObject({
      instanceID: all[0]?.id,
      containers: [{ lastKnownState: 'TASK_FAILED', termination: { exitCode: 3 } }, { lastKnownState: 'TASK_KILLED' }],
    });
  });
});
