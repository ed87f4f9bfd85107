/** Names, SRV records and virtual addresses of pods, row by row. */
import { describe, expect, test } from 'vitest';
import { virtualAddresses } from './discovery/virtual-addresses';
import { aNetwork, asked, aTalker, BRIDGE, FOREVER, HOST, OVERLAY, SERVE, started } from './network-fixture';
import type { Net } from './network-fixture';

const HTTP = { name: 'http', containerPort: 8080 } as const;

describe('discovery ports', () => {
  const portsOf = (net: Net) => [...net.world.state.mesos.master.tasks.values()][0]?.info.discovery?.ports;

  test('with a host port the scope is the host', async () => {
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints: [{ ...HTTP, hostPort: 9090 }] }));
    expect(portsOf(net)).toEqual([
      { name: 'http', number: 9090, protocol: 'tcp', labels: { 'network-scope': 'host' } },
    ]);
  });

  test('without, it is the container’s, once per protocol', async () => {
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints: [{ ...HTTP, protocol: ['tcp', 'udp'] }] }));
    const labels = { 'network-scope': 'container', 'network-name': 'dcos' };
    expect(portsOf(net)).toEqual([
      { name: 'http', number: 8080, protocol: 'tcp', labels },
      { name: 'http', number: 8080, protocol: 'udp', labels },
    ]);
  });
});

describe('VIP', () => {
  const VIP = { labels: { VIP_0: '/shop/web:80' } };
  const NAME = 'shopweb.marathon.l4lb.thisdcos.directory';

  test.each([
    ['the host’s address and port where there is one', { ...HTTP, ...VIP, hostPort: 9090 }, '10.0.0.1', 9090],
    ['the container’s otherwise', { ...HTTP, ...VIP }, '9.0.0.2', 8080],
  ])('backends are %s', async (_, endpoint, address, port) => {
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints: [endpoint], on: 1 }));
    expect(virtualAddresses(net.world.state.mesos)).toMatchObject([
      { name: NAME, port: 80, backends: [{ address, port }] },
    ]);
    expect(asked(net, HOST, `curl -sS ${NAME}`)).toBe('hello\n');
  });

  test('the label may give the address', async () => {
    const endpoint = { ...HTTP, labels: { VIP_0: '1.2.3.4:5000' } };
    const net = await started(aTalker('/a', SERVE, { ...OVERLAY, endpoints: [endpoint] }));
    expect(asked(net, BRIDGE, 'curl -sS 1.2.3.4:5000')).toBe('hello\n');
  });

  test('several backends take turns; those behind a cut network are not asked', async () => {
    const server = (id: string, on: number) =>
      aTalker(id, `http-echo -listen=:8080 -text=${on}`, { ...OVERLAY, endpoints: [{ ...HTTP, ...VIP }], on });
    const ask = `while true; do curl -sS -m 1 ${NAME}; sleep 1; done`;
    const net = await started(server('/a', 1), server('/b', 2), aTalker('/asker', ask, { ...HOST, on: 3 }));
    net.runFor(30);
    const log = (): string => net.log(net.taskOf('/asker')).replaceAll('\n', '');
    expect(log()).toMatch(/^[12]{40,}$/);
    expect(new Set(log().slice(-20))).toEqual(new Set(['1', '2']));
    net.strike('partition', net.agents[0], 60);
    net.runFor(30);
    expect(log().slice(-25)).toBe('2'.repeat(25));
    expect(net.log(net.taskOf('/asker'), 'stderr')).not.toContain('timed out');
  });

  test('an unhealthy backend leaves and comes back; without any the name is nobody’s', async () => {
    const pod = aTalker('/a', SERVE, { ...OVERLAY, endpoints: [{ ...HTTP, ...VIP }] });
    const healthCheck = {
      http: { endpoint: 'http', path: '/' },
      gracePeriodSeconds: 1,
      delaySeconds: 1,
      intervalSeconds: 2,
      timeoutSeconds: 1,
      maxConsecutiveFailures: 1000,
    };
    const net = await started({ ...pod, containers: pod.containers.map((one) => ({ ...one, healthCheck })) });
    const backends = () => virtualAddresses(net.world.state.mesos).flatMap((virtual) => virtual.backends);
    expect(backends()).toHaveLength(1);
    const ask = `while true; do curl -sS ${NAME}; sleep 10; done`;
    net.add(aTalker('/asker', ask, HOST));
    net.fault({ kind: 'healthFail', durationSeconds: 60, target: { service: '/a' } });
    net.runFor(30);
    expect(backends()).toEqual([]);
    net.runFor(60);
    expect(backends()).toHaveLength(1);
    const task = net.taskOf('/asker');
    expect(net.log(task, 'stderr')).toContain(`curl: (6) Could not resolve host: ${NAME}\n`);
    expect(net.log(task)).toMatch(/hello\n$/);
  });
});

describe('names of /outer/sub/pod', () => {
  const named = (on: number, wish = OVERLAY) => aTalker('/outer/sub/pod', SERVE, { ...wish, endpoints: [HTTP], on });
  const ZONE = 'dcos.thisdcos.directory';

  test.each([
    [`pod-sub-outer.marathon.containerip.${ZONE}`, '9.0.0.66'],
    [`pod-sub-outer.marathon.agentip.${ZONE}`, '10.0.0.2'],
    [`pod-sub-outer.marathon.autoip.${ZONE}`, '9.0.0.66'],
    ['pod-sub-outer.marathon.mesos', '10.0.0.2'],
    ['pod-sub-outer.marathon.slave.mesos', '10.0.0.2'],
    ['leader.mesos', '10.0.0.5'],
    ['master.mesos', '10.0.0.5'],
  ])('%s', async (name, address) => {
    const net = await started(named(2));
    expect(asked(net, HOST, `dig +short ${name}`)).toBe(`${address}\n`);
    if (name.endsWith('.mesos')) expect(net.dns(`/v1/hosts/${name}`)).toEqual([{ host: `${name}.`, ip: address }]);
  });

  test('autoip is the agent’s address where a host port is mapped', async () => {
    const net = await started(named(2, BRIDGE));
    const ask = `dig +short pod-sub-outer.marathon.autoip.${ZONE}`;
    expect(asked(net, HOST, ask)).toBe('10.0.0.2\n');
    const pod = named(2, BRIDGE);
    const portless = { name: 'side', exec: { command: { shell: FOREVER } }, resources: { cpus: 0.1, mem: 32 } };
    net.ask('PUT', '/v2/pods/outer/sub/pod', { ...pod, containers: [...pod.containers, portless] });
    net.runFor(30);
    expect(asked(net, HOST, ask)).toBe('10.0.0.2\n');
  });

  test('SRV: port and host, by the endpoint’s name', async () => {
    const net = await started(named(2));
    const name = '_http._pod.sub.outer._tcp.marathon.mesos';
    const [found] = net.dns(`/v1/services/${name}`) as { service: string; host: string; ip: string; port: string }[];
    expect(found).toMatchObject({ service: `${name}.`, ip: '10.0.0.2', port: '8080' });
    expect(asked(net, HOST, `dig +short ${name} SRV`)).toBe(`0 1 8080 ${found?.host}\n`);
  });

  test('all containers of a pod share the name; it goes when the last of them does', async () => {
    const net = await started(named(1));
    net.ask('DELETE', '/v2/pods/outer/sub/pod');
    net.runFor(30);
    expect(net.dns('/v1/hosts/pod-sub-outer.marathon.mesos')).toEqual([{ host: '', ip: '' }]);
  });

  test('records may be kept for 60 seconds', async () => {
    const net = await aNetwork();
    expect(asked(net, HOST, 'dig leader.mesos')).toContain('leader.mesos.\t60\tIN\tA\t10.0.0.5');
    expect(net.dns('/v1/config')).toMatchObject({ TTL: 60, Domain: 'mesos' });
  });

  test('a name of more than 63 characters is cut', async () => {
    const net = await started(aTalker(`/${'a'.repeat(40)}/${'b'.repeat(40)}`, FOREVER, { ...HOST, on: 1 }));
    const label = `${'b'.repeat(40)}-${'a'.repeat(22)}`;
    expect(label).toHaveLength(63);
    expect(net.dns(`/v1/hosts/${label}.marathon.mesos`)).toEqual([
      { host: `${label}.marathon.mesos.`, ip: '10.0.0.1' },
    ]);
  });
});
