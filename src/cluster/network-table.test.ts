/** The table of networks a pod can have, row by row: addresses, ports, mappings, and who reaches whom. */
import { describe, expect, test } from 'vitest';
import type { EndpointStatus, PodInstanceStatus } from '../protocol/marathon/pod-status';
import { agentOn } from './scenarios/machines';
import { aNetwork, asked, aTalker, BRIDGE, FOREVER, HOST, OVERLAY, SERVE, started } from './network-fixture';
import type { Net } from './network-fixture';

const HTTP = { name: 'http', containerPort: 8080 } as const;

const only = (net: Net, id: string): PodInstanceStatus => {
  const [instance] = net.status(id).instances;
  if (instance === undefined) throw new Error(`${id} has no instance`);
  return instance;
};

const endpointOf = (net: Net, id: string): EndpointStatus | undefined => only(net, id).containers[0]?.endpoints[0];

const executorOf = (net: Net, id: string) => {
  for (const agent of net.world.state.mesos.agents.values())
    for (const executor of agent.executors.values())
      if (executor.info.executorId.startsWith(`instance-${id}.`)) return { agent, executor };
  throw new Error(`${id} does not run`);
};

describe('host', () => {
  test('the instance has its agent’s address, and the host port is the one it listens on', async () => {
    const net = await started(
      aTalker('/a', 'http-echo -listen=:$ENDPOINT_HTTP', {
        ...HOST,
        endpoints: [{ name: 'http', hostPort: 0 }],
        on: 2,
      }),
    );
    expect(only(net, '/a').networks).toEqual([{ addresses: ['10.0.0.2'] }]);
    const { allocatedHostPort } = endpointOf(net, '/a') ?? {};
    const { agent } = executorOf(net, 'a');
    expect(
      [...net.world.state.workloads.processes.values()].map(({ net: space, ports }) => ({ space, ports })),
    ).toEqual([{ space: agent.id, ports: [allocatedHostPort] }]);
  });

  test('an endpoint has no container port', async () => {
    const net = await aNetwork();
    const refused = net.ask('POST', '/v2/pods', aTalker('/a', FOREVER, { ...HOST, endpoints: [HTTP] }));
    expect(refused.status).toBe(422);
  });
});

describe('container', () => {
  test('the instance has one address, which all of its containers share', async () => {
    const net = await aNetwork();
    const pod = aTalker('/a', FOREVER, { ...OVERLAY, on: 2 });
    net.add({ ...pod, containers: [...pod.containers, ...pod.containers.map((one) => ({ ...one, name: 'side' }))] });
    net.runFor(30);
    expect(only(net, '/a').networks).toEqual([{ name: 'dcos', addresses: ['9.0.0.66'] }]);
    const tasks = [...net.world.state.mesos.master.tasks.values()];
    expect(tasks.map(({ statuses }) => statuses.at(-1)?.networks?.[0]?.ipAddresses)).toEqual([
      ['9.0.0.66'],
      ['9.0.0.66'],
    ]);
    expect(executorOf(net, 'a').executor.leases).toHaveLength(1);
  });

  test('network_infos are told from RUNNING on and not before', async () => {
    const net = await started(aTalker('/a', FOREVER, OVERLAY));
    const [task] = net.world.state.mesos.master.tasks.values();
    expect(task?.statuses.map(({ state, networks }) => [state, networks?.length ?? 0])).toEqual([
      ['TASK_STARTING', 0],
      ['TASK_RUNNING', 1],
    ]);
  });

  test('a container port is required, a host port is not', async () => {
    const net = await aNetwork();
    const without = aTalker('/a', FOREVER, { ...OVERLAY, endpoints: [{ name: 'http' }] });
    expect(net.ask('POST', '/v2/pods', without).status).toBe(422);
    net.add(aTalker('/b', SERVE, { ...OVERLAY, endpoints: [HTTP] }));
    net.runFor(30);
    expect(endpointOf(net, '/b')).toEqual({ name: 'http' });
  });

  test('a host port is mapped to the container port on that network', async () => {
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints: [{ ...HTTP, hostPort: 0 }] }));
    const { allocatedHostPort = 0 } = endpointOf(net, '/a') ?? {};
    expect(executorOf(net, 'a').executor.info.networks[0]).toMatchObject({
      name: 'dcos',
      portMappings: [{ hostPort: allocatedHostPort, containerPort: 8080, protocol: 'tcp' }],
    });
  });

  test('agent k owns 9.0.0.0 + 64k: .2 to .30 are for pods, one after the other', async () => {
    const net = await aNetwork();
    net.add(aTalker('/a', FOREVER, { ...OVERLAY, instances: 3, on: 3 }));
    net.runFor(30);
    const addresses = net.status('/a').instances.map(({ networks }) => networks?.[0]?.addresses[0]);
    expect(addresses.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['9.0.0.130', '9.0.0.131', '9.0.0.132']);
    expect(net.overlay()).toMatchObject({
      agents: [{}, {}, { ip: '10.0.0.3', overlays: [{ subnet: '9.0.0.128/26' }] }],
    });
  });

  test('the thirtieth instance on an agent finds no address: its launch fails, whatever else is free', async () => {
    const size = { cpus: 32, mem: 32_000, disk: 32_000 };
    const net = await aNetwork({
      agents: [agentOn({ ip: '10.0.0.1', region: 'here', zone: 'here-a', rack: 'r', ...size })],
    });
    net.add(aTalker('/a', FOREVER, { ...OVERLAY, instances: 30 }));
    net.runFor(120);
    const { instances, terminationHistory } = net.status('/a');
    expect(instances.filter(({ status }) => status === 'STABLE')).toHaveLength(29);
    expect(terminationHistory[0]?.containers[0]?.termination?.message).toContain(
      "Failed to attach to CNI network 'dcos': no IP addresses available in network: dcos",
    );
    const ended = [...net.world.state.mesos.master.frameworks.values()][0]?.completed.at(-1)?.statuses.at(-1);
    expect(ended).toMatchObject({ state: 'TASK_FAILED', reason: 'CONTAINER_LAUNCH_FAILED' });
  });

  test('networkNames says on which of several networks the host port is mapped', async () => {
    const net = await aNetwork();
    const networks = ['dcos', 'other'].map((name) => ({ mode: 'container' as const, name }));
    const wanting = (more: object) =>
      aTalker('/a', FOREVER, { networks, endpoints: [{ ...HTTP, hostPort: 0, ...more }] });
    for (const networkNames of [[], ['dcos', 'other'], ['third']])
      expect(net.ask('POST', '/v2/pods', wanting({ networkNames })).status).toBe(422);
    expect(net.ask('POST', '/v2/pods', wanting({ networkNames: ['dcos'] })).status).toBe(201);
  });

  test('a network that no agent knows fails the launch', async () => {
    const net = await started(aTalker('/a', FOREVER, { networks: [{ mode: 'container', name: 'nowhere' }] }));
    const ended = [...net.world.state.mesos.master.frameworks.values()][0]?.completed[0]?.statuses.at(-1);
    const message = "Failed to launch container: Unknown CNI network 'nowhere'";
    expect(ended).toMatchObject({ state: 'TASK_FAILED', reason: 'CONTAINER_LAUNCH_FAILED', message });
  });

  test('networks are named once each, and do not mix with the host’s', async () => {
    const net = await aNetwork();
    const dcos = { mode: 'container', name: 'dcos' } as const;
    for (const networks of [
      [dcos, dcos],
      [dcos, { mode: 'host' }],
      [{ mode: 'host' }, { mode: 'host' }],
    ] as const)
      expect(net.ask('POST', '/v2/pods', { ...aTalker('/a', FOREVER), networks }).status).toBe(422);
  });

  test('an address is free again when its instance is gone', async () => {
    const net = await started(aTalker('/a', FOREVER, { ...OVERLAY, on: 1 }));
    net.ask('DELETE', '/v2/pods/a');
    net.runFor(30);
    expect([...(net.world.state.mesos.agents.values().next().value?.addresses.get('dcos')?.used ?? [])]).toEqual([]);
  });
});

describe('container/bridge', () => {
  test('two agents give the same addresses of the same bridge', async () => {
    const net = await started(
      aTalker('/a', FOREVER, { ...BRIDGE, on: 1 }),
      aTalker('/b', FOREVER, { ...BRIDGE, on: 2 }),
    );
    const bridge = [{ name: 'mesos-bridge', addresses: ['172.31.254.2'] }];
    expect([only(net, '/a').networks, only(net, '/b').networks]).toEqual([bridge, bridge]);
  });

  test('an endpoint gets a host port without asking, mapped once per protocol', async () => {
    const endpoint = { ...HTTP, protocol: ['tcp', 'udp'] } as const;
    const net = await started(
      aTalker('/a', SERVE, { ...BRIDGE, endpoints: [{ ...endpoint, protocol: ['tcp', 'udp'] }] }),
    );
    const { allocatedHostPort: hostPort } = endpointOf(net, '/a') ?? {};
    expect(hostPort).toBeGreaterThan(1024);
    expect(executorOf(net, 'a').executor.info.networks[0]?.portMappings).toEqual([
      { hostPort, containerPort: 8080, protocol: 'tcp' },
      { hostPort, containerPort: 8080, protocol: 'udp' },
    ]);
  });

  test.each([
    ['has no name', [{ mode: 'container/bridge', name: 'dcos' }]],
    ['is there once', [{ mode: 'container/bridge' }, { mode: 'container/bridge' }]],
    ['does not mix with host', [{ mode: 'container/bridge' }, { mode: 'host' }]],
    ['does not mix with a network of containers', [{ mode: 'container/bridge' }, { mode: 'container', name: 'dcos' }]],
  ] as const)('%s', async (_, networks) => {
    const net = await aNetwork();
    expect(net.ask('POST', '/v2/pods', { ...aTalker('/a', FOREVER), networks }).status).toBe(422);
  });
});

describe('who reaches whom', () => {
  const FROM = [
    ['host', HOST],
    ['container', OVERLAY],
    ['bridge', BRIDGE],
  ] as const;
  const REFUSED = /Connection refused/;
  const TIMEOUT = /timed out/;

  test.each(FROM)('from %s: a host port of a host pod, from the same agent and from another', async (_, from) => {
    const endpoints = [{ name: 'http', hostPort: 9090 }];
    const net = await started(aTalker('/a', 'http-echo -listen=:9090 -text=hello', { ...HOST, endpoints, on: 1 }));
    for (const on of [1, 2]) expect(asked(net, { ...from, on }, 'curl -sS 10.0.0.1:9090')).toBe('hello\n');
    expect(asked(net, { ...from, on: 2 }, 'curl -sS 10.0.0.1:9091')).toMatch(REFUSED);
  });

  test.each(FROM)('from %s: the address of the overlay, and its mapped port, from anywhere', async (_, from) => {
    const endpoints = [{ ...HTTP, hostPort: 9090 }];
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints, on: 1 }));
    for (const on of [1, 2]) {
      expect(asked(net, { ...from, on }, 'curl -sS 9.0.0.2:8080')).toBe('hello\n');
      expect(asked(net, { ...from, on }, 'curl -sS 10.0.0.1:9090')).toBe('hello\n');
    }
    expect(asked(net, { ...from, on: 2 }, 'curl -sS 9.0.0.2:9090')).toMatch(REFUSED);
    expect(asked(net, { ...from, on: 2 }, 'curl -sS 10.0.0.1:8080')).toMatch(REFUSED);
  });

  test.each(FROM)(
    'from %s: a bridge address only from its own agent, its mapped port from anywhere',
    async (_, from) => {
      const endpoints = [{ ...HTTP, hostPort: 9090 }];
      const net = await started(aTalker('/a', SERVE, { ...BRIDGE, endpoints, on: 1 }));
      expect(asked(net, { ...from, on: 1 }, 'curl -sS 172.31.254.2:8080')).toBe('hello\n');
      const elsewhere = asked(net, { ...from, on: 2 }, 'curl -sS 172.31.254.2:8080');
      // With a bridge of its own over there, the address is the asker's own.
      expect(elsewhere).toMatch(from === BRIDGE ? REFUSED : TIMEOUT);
      for (const on of [1, 2]) expect(asked(net, { ...from, on }, 'curl -sS 10.0.0.1:9090')).toBe('hello\n');
    },
  );

  test('loopback: within an instance, between host pods of one agent, not between instances with addresses of their own', async () => {
    const net = await started(aTalker('/a', SERVE, { ...HOST, on: 1 }), aTalker('/b', SERVE, { ...OVERLAY, on: 2 }));
    expect(asked(net, { ...HOST, on: 1 }, 'curl -sS localhost:8080')).toBe('hello\n');
    expect(asked(net, { ...HOST, on: 2 }, 'curl -sS localhost:8080')).toMatch(REFUSED);
    expect(asked(net, { ...OVERLAY, on: 2 }, 'curl -sS localhost:8080')).toMatch(REFUSED);
    const pod = aTalker('/c', SERVE, OVERLAY);
    const [server] = pod.containers;
    if (server === undefined) throw new Error('no container');
    const sibling = {
      ...server,
      name: 'side',
      exec: { command: { shell: `sleep 5; curl -sS 127.0.0.1:8080; ${FOREVER}` } },
    };
    net.add({ ...pod, containers: [server, sibling] });
    net.runFor(30);
    expect(net.log(net.taskOf('/c', 'side'))).toBe('hello\n');
  });

  test('nobody behind a cut network, though the machine itself still talks', async () => {
    const ask = (target: string): string => `while true; do curl -sS -m 2 ${target}; sleep 10; done`;
    const net = await started(
      aTalker('/a', SERVE, { ...HOST, on: 1 }),
      aTalker('/near', ask('10.0.0.1:8080'), { ...OVERLAY, on: 1 }),
      aTalker('/far', ask('10.0.0.1:8080'), { ...OVERLAY, on: 2 }),
    );
    net.strike('partition', net.agents[0], 60);
    net.runFor(40);
    const [near, far] = ['/near', '/far'].map((id) => net.taskOf(id));
    expect(net.log(far ?? '', 'stderr')).toMatch(
      /^(curl: \(28\) Connection timed out after 2001 milliseconds\n){3,4}$/,
    );
    const before = net.log(far ?? '').length;
    net.runFor(60);
    expect(net.log(far ?? '').length).toBeGreaterThan(before);
    expect(net.log(near ?? '', 'stderr')).toBe('');
    expect(net.log(near ?? '')).toMatch(/^(hello\n){9,}$/);
  });

  test('nobody on a machine that is down', async () => {
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, on: 1 }));
    net.strike('agentCrash', net.agents[0], 60);
    expect(asked(net, { ...HOST, on: 2 }, 'curl -sS -m 3 9.0.0.2:8080; curl -sS -m 3 10.0.0.1:5051')).toBe(
      'curl: (28) Connection timed out after 3001 milliseconds\n'.repeat(2),
    );
  });

  test('the master, Marathon and the agents’ own ports', async () => {
    const net = await aNetwork();
    expect(
      asked(net, OVERLAY, 'curl -sS -w "%{http_code}\\n" leader.mesos:5050 && nc -z master.mesos 81 || echo closed'),
    ).toBe('200\nclosed\n');
    expect(asked(net, BRIDGE, 'curl -sS -w "%{http_code}\\n" http://marathon.mesos:8080/v2/pods')).toBe('200\n');
    expect(asked(net, BRIDGE, 'curl -sS -w "%{http_code}\\n" 10.0.0.2:5051/state')).toBe('200\n');
  });
});
