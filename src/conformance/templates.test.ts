/** Each template does on a fresh cluster what it says it teaches. */
import { stripComments } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { aCluster } from '../cluster/cluster-fixtures';
import { QUICKSTART_AGENTS } from '../cluster/scenarios/quickstart';
import { appTemplates } from '../features/shared/templates/app-templates';
import { templates } from '../features/shared/templates/pod-templates';
import type { AppInput, AppTask } from '../protocol/marathon/app';
import type { PodInput } from '../protocol/marathon/pod';
import type { ContainerStatus, PodStatus } from '../protocol/marathon/pod-status';
import { appInfo, done, tasksOf } from './row-fixture';

interface Seen {
  readonly pod: PodInput;
  readonly status: PodStatus;
  readonly cluster: ReturnType<typeof aCluster>;
}

const textOf = (name: string): string => {
  const found = [...templates, ...appTemplates].find((template) => template.name === name);
  if (found === undefined) throw new Error(`no template ${name}`);
  return stripComments(found.text);
};

/** The template's pod after a minute on a fresh cluster. */
const ran = async (name: string): Promise<Seen> => {
  const cluster = aCluster();
  const pod = JSON.parse(textOf(name)) as PodInput;
  await done(cluster, 'POST', '/v2/pods', pod);
  await cluster.advance(60);
  expect(cluster.errors).toEqual([]);
  return { pod, status: await cluster.status(pod.id), cluster };
};

const containerOf = ({ status }: Seen, name: string, instance = 0): ContainerStatus => {
  const found = status.instances[instance]?.containers.find((container) => container.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
};
const hosts = ({ status }: Seen): (string | undefined)[] => status.instances.map(({ agentHostname }) => agentHostname);
const healthy = (seen: Seen, name: string): boolean =>
  containerOf(seen, name).conditions.some((one) => one.name === 'healthy' && one.value === 'true');
const startOf = (seen: Seen, name: string): number => Date.parse(containerOf(seen, name).statusSince);
const attribute = (host: string | undefined, name: string): string | undefined => {
  const agent = QUICKSTART_AGENTS.find(({ hostname }) => hostname === host);
  const value = agent?.attributes.find((one) => one.name === name);
  return value?.type === 'TEXT' ? value.text : undefined;
};

/** Those that end are told apart below. */
const ending = new Set(['batch', 'crash', 'out-of-memory']);

test.each(templates.filter(({ name }) => !ending.has(name)).map(({ name }) => name))(
  '%s: all its instances run',
  async (name) => {
    const seen = await ran(name);
    const wanted = seen.pod.scaling?.instances ?? 1;
    expect(seen.status.status).toBe('STABLE');
    expect(seen.status.instances.map(({ status }) => status)).toEqual(Array.from({ length: wanted }, () => 'STABLE'));
    expect(seen.status.terminationHistory).toEqual([]);
  },
);

test('there are more than twenty pods, and each has its own name, title and id', () => {
  const all = [...templates, ...appTemplates];
  expect(templates.length).toBeGreaterThanOrEqual(20);
  const ids = all.map(({ text }) => (JSON.parse(stripComments(text)) as { id: string }).id);
  for (const words of [all.map(({ name }) => name), all.map(({ title }) => title), ids])
    expect(new Set(words).size).toBe(all.length);
});

test('the init step has ended before the server starts', async () => {
  const seen = await ran('init-step');
  expect(containerOf(seen, 'migrate').status).toBe('TASK_FINISHED');
  expect(startOf(seen, 'server')).toBeGreaterThanOrEqual(startOf(seen, 'migrate') + 8000);
});

test('the chain starts one after the other, and each waits for health', async () => {
  const seen = await ran('start-chain');
  expect([healthy(seen, 'database'), healthy(seen, 'backend')]).toEqual([true, true]);
  const starts = ['database', 'backend', 'frontend'].map((name) => startOf(seen, name));
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(new Set(starts).size).toBe(3);
});

test('the app waits for its ambassador', async () => {
  const seen = await ran('ambassador');
  expect(startOf(seen, 'app')).toBeGreaterThan(startOf(seen, 'ambassador'));
});

test('the job ends well and is run again', async () => {
  const { status } = await ran('batch');
  expect(status.instances[0]?.containers.map((container) => container.status)).toEqual([
    'TASK_FINISHED',
    'TASK_FINISHED',
  ]);
  expect(status.terminationHistory).toEqual([]);
});

test.each(['web', 'health-tcp', 'health-command', 'adapter', 'host-network', 'canary'])(
  '%s: its check passes',
  async (name) => {
    const seen = await ran(name);
    const checked = seen.pod.containers.find(({ healthCheck }) => healthCheck !== undefined);
    expect(healthy(seen, checked?.name ?? '')).toBe(true);
  },
);

test('the failing container takes its neighbour along, and the delay grows', async () => {
  const { status, cluster, pod } = await ran('crash');
  const last = status.terminationHistory[0];
  expect(last?.containers.map(({ lastKnownState }) => lastKnownState)).toEqual(['TASK_KILLED', 'TASK_FAILED']);
  await cluster.advance(240);
  const times = (await cluster.status(pod.id)).terminationHistory.map(({ startedAt }) => Date.parse(startedAt ?? ''));
  const gaps = times.slice(1).map((time, index) => (times[index] ?? 0) - time);
  expect(gaps.length).toBeGreaterThanOrEqual(2);
  expect(gaps[0]).toBeGreaterThan(gaps.at(-1) ?? Infinity);
});

test('the hungry container is killed for its memory, and the one with a higher limit is not', async () => {
  const { status } = await ran('out-of-memory');
  expect(status.terminationHistory[0]?.message).toContain('Memory limit exceeded');
  expect((await ran('limits')).status.terminationHistory).toEqual([]);
});

test('bridge: a free port and the chosen one, on different agents', async () => {
  const seen = await ran('bridge');
  expect(new Set(hosts(seen)).size).toBe(2);
  for (const instance of [0, 1]) {
    expect(containerOf(seen, 'web', instance).endpoints[0]?.allocatedHostPort).toBeGreaterThan(0);
    expect(containerOf(seen, 'admin', instance).endpoints[0]?.allocatedHostPort).toBe(9000);
  }
});

test('own-address: every instance has an address of its own', async () => {
  const addresses = (await ran('own-address')).status.instances.flatMap(({ networks }) =>
    networks.flatMap((network) => network.addresses ?? []),
  );
  expect(new Set(addresses).size).toBe(3);
});

test('public-edge: on the public agent, on its port 80', async () => {
  const seen = await ran('public-edge');
  expect(hosts(seen)).toEqual(['10.0.9.10']);
  expect(containerOf(seen, 'edge').endpoints[0]?.allocatedHostPort).toBe(80);
});

test('persistent: restarted, the pod finds its volume again on the same agent', async () => {
  const { status, cluster, pod } = await ran('persistent');
  const volumes = status.instances[0]?.localVolumes;
  expect(volumes).toHaveLength(1);
  const { body } = await done(cluster, 'DELETE', `/v2/pods${pod.id}::instances/${status.instances[0]?.id ?? ''}`);
  expect(body).toBeDefined();
  await cluster.advance(30);
  const after = (await cluster.status(pod.id)).instances[0];
  expect([after?.status, after?.agentHostname]).toEqual(['STABLE', status.instances[0]?.agentHostname]);
  expect(after?.localVolumes).toEqual(volumes);
});

test('placement: spread, at most two, all in one place, matching, canary, with a GPU', async () => {
  expect(new Set(hosts(await ran('spread'))).size).toBe(3);
  const racks = hosts(await ran('max-per')).map((host) => attribute(host, 'rack'));
  for (const rack of racks) expect(racks.filter((one) => one === rack).length).toBeLessThanOrEqual(2);
  const zones = (await ran('cluster')).status.instances.map(({ agentZone }) => agentZone);
  expect(new Set(zones)).toEqual(new Set(['us-east-b']));
  for (const host of hosts(await ran('like'))) {
    expect(attribute(host, 'rack')).toMatch(/^r[1-3]$/);
    expect(host).not.toBe('10.0.1.12');
  }
  expect(hosts(await ran('canary')).map((host) => attribute(host, 'rack'))).toEqual(['r3']);
  expect(hosts(await ran('gpu'))).toEqual(['10.0.2.12']);
});

test.each(appTemplates.map(({ name }) => name))('%s: all its instances run', async (name) => {
  const cluster = aCluster();
  const app = JSON.parse(textOf(name)) as AppInput;
  await done(cluster, 'POST', '/v2/apps', app);
  await cluster.advance(60);
  const tasks: AppTask[] = await tasksOf(cluster, app.id);
  expect(tasks.map(({ state }) => state)).toEqual(Array.from({ length: app.instances ?? 1 }, () => 'TASK_RUNNING'));
  expect((await appInfo(cluster, app.id)).tasksHealthy).toBe(app.healthChecks === undefined ? 0 : app.instances);
});
