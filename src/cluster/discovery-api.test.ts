/** What a DC/OS cluster tells of names and networks at its front door: `/mesos_dns`, `/mesos/overlay-master/state`. */
import { expect, test } from 'vitest';
import { aCluster, instances, podOf } from './cluster-fixtures';

const endpoint = { name: 'http', containerPort: 8080, hostPort: 0 };
const web = podOf('/shop/web', {
  networks: [{ mode: 'container', name: 'dcos' }],
  containers: [
    {
      name: 'main',
      exec: { command: { shell: 'http-echo -listen=:8080' } },
      resources: { cpus: 0.1, mem: 32 },
      endpoints: [endpoint],
    },
  ],
  ...instances(2),
});

const running = async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(web);
  await cluster.advance(20);
  return cluster;
};

interface Host {
  readonly host: string;
  readonly ip: string;
}
interface Service extends Host {
  readonly service: string;
  readonly port: string;
}

test('hosts: one entry per address, in order, and an empty one for a name nobody has', async () => {
  const cluster = await running();
  const agents = (await cluster.status('/shop/web')).instances.map(({ agentId }) => agentId);
  expect(agents).toHaveLength(2);
  const found = await cluster.read<Host[]>('/mesos_dns/v1/hosts/web-shop.marathon.mesos');
  expect(found.every(({ host }) => host === 'web-shop.marathon.mesos.')).toBe(true);
  const { slaves } = await cluster.read<{ slaves: { id: string; pid: string }[] }>('/mesos/slaves');
  const homes = slaves.filter(({ id }) => agents.includes(id)).map(({ pid }) => /@(.*):/.exec(pid)?.[1]);
  expect(new Set(found.map(({ ip }) => ip))).toEqual(new Set(homes));
  expect(await cluster.read('/mesos_dns/v1/hosts/nobody.mesos')).toEqual([{ host: '', ip: '' }]);
  expect(await cluster.read('/mesos_dns/v1/hosts/Leader.Mesos.')).toEqual([{ host: 'leader.mesos.', ip: '10.0.0.5' }]);
});

test('services: where each instance’s endpoint is, as its host name leads there', async () => {
  const cluster = await running();
  const found = await cluster.read<Service[]>('/mesos_dns/v1/services/_http._web.shop._tcp.marathon.mesos');
  const ports = (await cluster.status('/shop/web')).instances.flatMap(({ containers }) =>
    containers.flatMap(({ endpoints }) => endpoints.map(({ allocatedHostPort }) => String(allocatedHostPort))),
  );
  expect(new Set(found.map(({ port }) => port))).toEqual(new Set(ports));
  for (const { host, ip } of found) expect(await cluster.read(`/mesos_dns/v1/hosts/${host}`)).toEqual([{ host, ip }]);
  const none = [{ service: '', host: '', ip: '', port: '' }];
  expect(await cluster.read('/mesos_dns/v1/services/_none._tcp.mesos')).toEqual(none);
  const leader = await cluster.read<Service[]>('/mesos_dns/v1/services/_leader._tcp.mesos');
  expect(leader).toEqual([{ service: '_leader._tcp.mesos.', host: 'leader.mesos.', ip: '10.0.0.5', port: '5050' }]);
});

test('enumerate: every task of every framework with its records', async () => {
  const cluster = await running();
  const { frameworks } = await cluster.read<{
    frameworks: { name: string; tasks: { id: string; records: { name: string; rtype: string }[] }[] }[];
  }>('/mesos_dns/v1/enumerate');
  expect(frameworks.map(({ name, tasks }) => [name, tasks.length])).toEqual([['marathon', 2]]);
  const records = frameworks[0]?.tasks[0]?.records ?? [];
  expect(records).toContainEqual(expect.objectContaining({ name: 'web-shop.marathon.slave.mesos.', rtype: 'A' }));
  expect(records).toContainEqual(
    expect.objectContaining({ name: '_http._web.shop._tcp.marathon.mesos.', rtype: 'SRV' }),
  );
});

test('version, config and a transfer of the zone', async () => {
  const cluster = await running();
  expect(await cluster.read('/mesos_dns/v1/version')).toMatchObject({ Service: 'Mesos-DNS' });
  expect(await cluster.read('/mesos_dns/v1/config')).toMatchObject({ Domain: 'mesos', TTL: 60, HTTPPort: 8123 });
  expect(await cluster.read('/mesos_dns/v1/axfr')).toMatchObject({
    TTL: 60,
    Domain: 'mesos',
    Records: { A: { 'leader.mesos.': ['10.0.0.5'], 'marathon.mesos.': ['10.0.0.5'] }, AAAA: {} },
  });
  for (const path of ['/mesos_dns/v1/hosts', '/mesos_dns/v1/nothing', '/mesos_dns'])
    expect((await cluster.send('GET', path)).status).toBe(404);
});

test('the overlay’s state: whose subnet is whose', async () => {
  const cluster = await running();
  const state = await cluster.read<{
    agents: { ip: string; overlays: { subnet: string; mesos_bridge: { ip: string } }[] }[];
    network: { overlays: object[]; vtep_subnet: string };
  }>('/mesos/overlay-master/state');
  expect(state.network).toMatchObject({
    overlays: [{ name: 'dcos', subnet: '9.0.0.0/8', prefix: 26 }],
    vtep_subnet: '44.128.0.0/20',
  });
  expect(state.agents).toHaveLength(6);
  expect(new Set(state.agents.flatMap(({ overlays }) => overlays.map(({ subnet }) => subnet))).size).toBe(6);
  expect(state.agents[0]?.overlays[0]).toMatchObject({
    subnet: '9.0.0.0/26',
    mesos_bridge: { name: 'm-dcos', ip: '9.0.0.0/27' },
  });
});

test('an app is found by its name and its virtual address as a pod is', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  const command = 'python -m http.server $PORT0';
  await cluster.send('POST', '/v2/apps', {
    id: '/site',
    cmd: command,
    cpus: 0.1,
    mem: 32,
    portDefinitions: [{ port: 0, name: 'www', labels: { VIP_0: '/site:80' } }],
  });
  await cluster.advance(20);
  const cmd = 'curl -sf site.marathon.l4lb.thisdcos.directory && sleep 100000';
  await cluster.send('POST', '/v2/apps', { id: '/reader', cmd, cpus: 0.1, mem: 32 });
  await cluster.advance(20);
  const { app } = await cluster.read<{ app: { tasksRunning: number; lastTaskFailure?: object } }>(
    '/v2/apps/reader?embed=app.counts&embed=app.lastTaskFailure',
  );
  expect(app.tasksRunning).toBe(1);
  expect(app.lastTaskFailure).toBeUndefined();
  const [site] = await cluster.read<Service[]>('/mesos_dns/v1/services/_www._site._tcp.marathon.mesos');
  expect(Number(site?.port)).toBeGreaterThan(1024);
});
