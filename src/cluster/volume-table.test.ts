/** The table of volumes a pod can have, row by row: where they are, who sees them, and how long they last. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
import { surroundingsOf } from './mesos/containerizer/sharing';
import { aNetwork, FOREVER, started } from './network-fixture';
import type { Net } from './network-fixture';

type Mounts = NonNullable<PodInput['containers'][number]['volumeMounts']>;

/** Two containers, each with its mounts. */
const aPod = (volumes: PodInput['volumes'], main: Mounts, side: Mounts, wish: Partial<PodInput> = {}): PodInput => ({
  id: '/pod',
  volumes,
  containers: (
    [
      ['main', main],
      ['side', side],
    ] as const
  ).map(([name, volumeMounts]) => ({
    name,
    exec: { command: { shell: FOREVER } },
    resources: { cpus: 0.1, mem: 32 },
    volumeMounts,
  })),
  ...wish,
});

const executorIn = ({ world }: Net) => {
  for (const agent of world.state.mesos.agents.values())
    for (const executor of agent.executors.values()) return { agent, executor };
  throw new Error('nothing runs');
};

/** What each container sees mounted, by its name. */
const mountsIn = (net: Net) => {
  const { agent, executor } = executorIn(net);
  return Object.fromEntries(
    executor.children.map(({ containerId: id, task }) => [task.name, surroundingsOf(agent, executor, id, task).mounts]),
  );
};

/** Names in a directory of the agent that runs the pod; undefined: there is none. */
const filesIn = (net: Net, agentId: string, path: string): readonly string[] | undefined => {
  const request = { method: 'GET', query: new URLSearchParams({ path }), headers: new Map(), body: new Uint8Array() };
  const answer = net.world.mesos.http.agent({ ...request, path: `/${agentId}/files/browse`, origin: '' });
  return answer?.status === 200 ? (answer.json as { path: string }[]).map((file) => file.path) : undefined;
};

describe('ephemeral', () => {
  const scratch = aPod(
    [{ name: 'scratch' }],
    [{ name: 'scratch', mountPath: 'data' }],
    [{ name: 'scratch', mountPath: '/in', readOnly: true }],
  );

  test('one directory of the executor’s sandbox, shared by those that mount it, each at its path and with its rights', async () => {
    const net = await started(scratch);
    const { main = [], side = [] } = mountsIn(net);
    expect(main).toEqual([
      { from: expect.stringMatching(/\/runs\/[^/]+\/volumes\/scratch$/), to: 'data', readOnly: false },
    ]);
    expect(side).toEqual([{ from: main[0]?.from, to: '/in', readOnly: true }]);
    const { agent } = executorIn(net);
    expect(filesIn(net, agent.id, main[0]?.from ?? '')).toEqual([]);
  });

  test('it is there when the executor starts, before any container runs', async () => {
    const net = await aNetwork();
    net.add(scratch);
    for (let n = 0; n < 100 && net.world.state.mesos.executors.size === 0; n++) net.runFor(0.1);
    expect(executorIn(net).executor.info.volumes).toEqual(['scratch']);
    expect(net.world.state.workloads.processes.size).toBe(0);
  });

  test('the next instance begins with another one', async () => {
    const net = await started(scratch);
    const before = mountsIn(net)['main']?.[0]?.from;
    const [id] = net.status('/pod').instances.map((instance) => instance.id);
    net.ask('DELETE', `/v2/pods/pod::instances/${id}`);
    net.runFor(30);
    expect(mountsIn(net)['main']?.[0]?.from).not.toBe(before);
  });

  test('a mount of a volume that the pod has not is refused', async () => {
    const net = await aNetwork();
    expect(net.ask('POST', '/v2/pods', { ...scratch, volumes: [] }).status).toBe(422);
  });
});

describe('host', () => {
  const hosted = (path: string): PodInput =>
    aPod([{ name: 'logs', host: path }], [{ name: 'logs', mountPath: '/logs', readOnly: true }], []);

  test('an absolute path is the agent’s own directory', async () => {
    const net = await started(hosted('/var/log'));
    expect(mountsIn(net)['main']).toEqual([{ from: '/var/log', to: '/logs', readOnly: true }]);
  });

  test('a relative one is in the executor’s sandbox', async () => {
    const net = await started(hosted('cache'));
    expect(mountsIn(net)['main']?.[0]?.from).toMatch(/\/runs\/[^/]+\/cache$/);
  });

  test('it has to exist: else the container’s launch fails, and its sibling is killed', async () => {
    const net = await started(hosted('/nowhere/logs'));
    const ended = [...net.world.state.mesos.master.frameworks.values()][0]?.completed ?? [];
    const endOf = (name: string) => ended.find(({ info }) => info.name === name)?.statuses.at(-1);
    const message = "Path '/nowhere/logs' in HOST_PATH volume does not exist";
    expect(endOf('main')).toMatchObject({ state: 'TASK_FAILED', message });
    expect(endOf('side')?.state).toBe('TASK_KILLED');
  });
});

describe('persistent', () => {
  const kept = aPod(
    [{ name: 'data', persistent: { size: 10 } }],
    [{ name: 'data', mountPath: 'db' }],
    [{ name: 'data', mountPath: '/backup', readOnly: true }],
  );
  const volumes = ({ world }: Net): string[] =>
    [...world.state.mesos.agents.values()].flatMap(({ total }) =>
      total.flatMap((entry) => (entry.volumes ?? []).map(({ id }) => id)),
    );

  test('reserved and created before the launch, named after the pod, seen by both', async () => {
    const net = await started(kept);
    const [id] = volumes(net);
    expect(id).toMatch(/^pod#data#[0-9a-f-]{36}$/);
    const from = `/var/lib/mesos/slave/volumes/roles/slave_public/${id}`;
    expect(mountsIn(net)).toEqual({
      main: [{ from, to: 'db', readOnly: false }],
      side: [{ from, to: '/backup', readOnly: true }],
    });
  });

  test('the instance is bound to its agent and survives a kill with its volume', async () => {
    const net = await started(kept);
    const [before] = net.status('/pod').instances;
    const had = volumes(net);
    net.ask('DELETE', `/v2/pods/pod::instances/${before?.id}`);
    net.runFor(30);
    const [after] = net.status('/pod').instances;
    expect(after).toMatchObject({ id: before?.id, agentHostname: before?.agentHostname, status: 'STABLE' });
    expect(volumes(net)).toEqual(had);
  });

  test('wiped, it is deleted', async () => {
    const net = await started(kept);
    const [had] = volumes(net);
    const [instance] = net.status('/pod').instances;
    net.ask('DELETE', `/v2/pods/pod::instances/${instance?.id}?wipe=true`);
    net.runFor(30);
    expect(volumes(net)).toHaveLength(1);
    expect(volumes(net)).not.toContain(had);
  });

  test('a lost instance is waited for: it is not replaced', async () => {
    const net = await started(kept);
    const { json } = net.ask('GET', '/v2/pods/pod');
    expect(json).toMatchObject({ scheduling: { unreachableStrategy: 'disabled' } });
  });
});

describe('secret', () => {
  const secrets = { key: { source: 'shop/tls' } };

  test('as a file it is in memory, at the mount’s path', async () => {
    const net = await started(
      aPod([{ name: 'cert', secret: 'key' }], [{ name: 'cert', mountPath: '/run/tls', readOnly: true }], [], {
        secrets,
      }),
    );
    expect(mountsIn(net)['main']).toEqual([
      { from: '/var/run/mesos/.secret/shop/tls', to: '/run/tls', readOnly: true },
    ]);
  });

  test('as a variable it is in the environment', async () => {
    const net = await started(aPod([], [], [], { secrets, environment: { TOKEN: { secret: 'key' } } }));
    const [task] = net.world.state.mesos.master.tasks.values();
    expect(task?.info.env['TOKEN']).toBe('shop/tls');
  });

  test('one that the pod does not declare is refused', async () => {
    const net = await aNetwork();
    const pod = aPod([{ name: 'cert', secret: 'key' }], [{ name: 'cert', mountPath: '/run/tls' }], []);
    expect(net.ask('POST', '/v2/pods', pod).status).toBe(422);
  });
});
