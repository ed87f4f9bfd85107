/** The named worlds hold what they promise. */
import { expect, test } from 'vitest';
import type { AppInfo } from '../../protocol/marathon/app';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import type { Queue } from '../../protocol/marathon/queue';
import type { SimulationState } from '../../protocol/simulation/simulation';
import { createCluster } from '../cluster';
import { isScenario, loadScenario, SCENARIO_NAMES } from './catalogue';

const worldOf = (scenario: string) => {
  const cluster = createCluster({ scenario });
  return {
    cluster,
    read: async <T>(path: string): Promise<T> =>
      (await (await cluster.fetch(new Request(`http://localhost${path}`))).json()) as T,
  };
};

test.each(SCENARIO_NAMES)('%s has its name, a sentence, and agents of its own', async (wished) => {
  const { name, about, agents } = await loadScenario(wished);
  expect(name).toBe(wished);
  expect(about).toMatch(/\.$/);
  expect(new Set(agents.map(({ ip }) => ip)).size).toBe(agents.length);
});

test('a name of no scenario leads to the first one', async () => {
  expect(isScenario('constructor')).toBe(false);
  expect((await loadScenario('constructor')).name).toBe('quickstart');
});

test('quickstart: five private agents and a public one, two regions, three zones, racks, graphics cards, no service', async () => {
  const { read } = worldOf('quickstart');
  const { slaves } = await read<{ slaves: Record<string, unknown>[] }>('/mesos/slaves');
  const faultDomains = slaves.map(
    ({ domain }) => domain as { fault_domain: { region: { name: string }; zone: { name: string } } },
  );
  expect(slaves).toHaveLength(6);
  expect(
    slaves.filter(({ attributes }) => (attributes as Record<string, unknown>)['public_ip'] === 'true'),
  ).toHaveLength(1);
  expect(slaves.filter(({ resources }) => (resources as { gpus: number }).gpus > 0)).toHaveLength(1);
  expect(new Set(faultDomains.map(({ fault_domain: { region } }) => region.name)).size).toBe(2);
  expect(new Set(faultDomains.map(({ fault_domain: { zone } }) => zone.name)).size).toBe(3);
  expect(await read('/v2/pods')).toEqual([]);
});

test('tour: running, rolling, waiting, delayed, degraded, suspended, in groups', async () => {
  const { cluster, read } = worldOf('tour');
  await cluster.ready;
  const pods = new Map((await read<PodStatus[]>('/v2/pods/::status')).map((pod) => [pod.id, pod]));
  const { queue } = await read<Queue>('/v2/queue?embed=lastUnusedOffers');
  const item = (id: string) => queue.find(({ pod }) => pod?.id === id);
  const running = ['/shop/web', '/edge/proxy', '/analytics/vision'];
  expect(running.map((id) => pods.get(id)?.status)).toEqual(['STABLE', 'STABLE', 'STABLE']);
  expect(pods.get('/marketing/newsletter')).toMatchObject({ instances: [], spec: { scaling: { instances: 0 } } });
  expect(pods.get('/shop/search')).toMatchObject({
    status: 'DEGRADED',
    instances: [{ status: 'DEGRADED' }, { status: 'DEGRADED' }],
  });
  expect(pods.get('/shop/catalog-import')?.terminationHistory.length).toBeGreaterThan(2);
  expect(pods.get('/shop/orders')?.instances.map(({ containers }) => containers.map(({ status }) => status))).toEqual([
    ['TASK_FINISHED', 'TASK_RUNNING'],
    ['TASK_FINISHED', 'TASK_RUNNING'],
  ]);
  expect(item('/analytics/forecast')?.processedOffersSummary.rejectSummaryLastOffers).toContainEqual(
    expect.objectContaining({ reason: 'InsufficientCpus', declined: expect.any(Number) as number }),
  );
  expect(item('/analytics/archive')?.count).toBe(2);
  const deployments = await read<Deployment[]>('/v2/deployments');
  expect(deployments.flatMap(({ currentActions }) => currentActions)).toContainEqual(
    expect.objectContaining({ action: 'RestartPod', pod: '/shop/cart' }),
  );
  const apps = await read<{ apps: AppInfo[] }>('/v2/apps?embed=apps.tasks&embed=apps.lastTaskFailure');
  const app = (id: string) => apps.apps.find((each) => each.id === id);
  expect(app('/shop/images')).toMatchObject({ tasksRunning: 3, tasksHealthy: 3 });
  expect(app('/billing/ledger')).toMatchObject({
    tasks: [{ healthCheckResults: [{ alive: false }] }, { healthCheckResults: [{ alive: false }] }],
  });
  expect(app('/billing/invoices')).toMatchObject({ tasksRunning: 0, lastTaskFailure: { state: 'TASK_FAILED' } });
  const versions = new Set(pods.get('/shop/cart')?.instances.map(({ specReference }) => specReference));
  expect(versions.size).toBe(2);
});

test('empty: Marathon without a single agent', async () => {
  const { cluster, read } = worldOf('empty');
  await cluster.ready;
  expect(await read<SimulationState>('/_simulation')).toMatchObject({ agents: 0, counts: { pods: 0 } });
});
