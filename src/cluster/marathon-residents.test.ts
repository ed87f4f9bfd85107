/** Pods and apps with persistent volumes: reserved for, bound to their agent, relaunched there, freed when they go. */
import { expect, test } from 'vitest';
import type { AppTask } from '../protocol/marathon/app';
import type { Instance } from '../protocol/marathon/instance';
import type { PodInput } from '../protocol/marathon/pod';
import { aCluster, instances, podOf } from './cluster-fixtures';

type Cluster = ReturnType<typeof aCluster>;

const RESIDENT = { cpus: 0.1, mem: 32 };

/** Two containers that share a volume of 50 MiB. */
const resident = (wish: Partial<PodInput> = {}, command = 'sleep 100000'): PodInput => ({
  ...podOf('/db', {
    volumes: [{ name: 'data', persistent: { size: 50 } }],
    containers: [
      {
        name: 'main',
        exec: { command: { shell: command } },
        resources: RESIDENT,
        endpoints: [{ name: 'sql', hostPort: 0 }],
        volumeMounts: [{ name: 'data', mountPath: 'data' }],
      },
      { name: 'side', exec: { command: { shell: 'sleep 100000' } }, resources: RESIDENT },
    ],
    ...wish,
  }),
});

interface Agent {
  readonly id: string;
  readonly hostname: string;
  readonly reserved_resources: Readonly<Record<string, { readonly disk: number; readonly cpus: number }>>;
  readonly unreserved_resources: { readonly disk: number };
  readonly reserved_resources_full: Readonly<
    Record<
      string,
      readonly {
        readonly name: string;
        readonly disk?: { readonly persistence: { readonly id: string } };
        readonly reservation?: { readonly labels: { readonly labels: readonly { readonly value: string }[] } };
      }[]
    >
  >;
}

const agents = async (cluster: Cluster): Promise<readonly Agent[]> =>
  (await cluster.read<{ slaves: readonly Agent[] }>('/mesos/slaves')).slaves;

/** Ids of all persistent volumes there are. */
const volumesOf = async (cluster: Cluster): Promise<string[]> =>
  (await agents(cluster)).flatMap((agent) =>
    Object.values(agent.reserved_resources_full)
      .flat()
      .flatMap(({ disk }) => disk?.persistence.id ?? []),
  );

/** What is dynamically reserved, by instance. */
const reservedFor = async (cluster: Cluster): Promise<string[]> => [
  ...new Set(
    (await agents(cluster)).flatMap((agent) =>
      Object.values(agent.reserved_resources_full)
        .flat()
        .flatMap(({ reservation }) => reservation?.labels.labels[1]?.value ?? []),
    ),
  ),
];

const placesOf = async (cluster: Cluster, id = '/db'): Promise<Map<string, string | undefined>> =>
  new Map((await cluster.status(id)).instances.map(({ id: instance, agentHostname }) => [instance, agentHostname]));

const running = async (pod: PodInput, seed = 1): Promise<Cluster> => {
  const cluster = aCluster(seed);
  await cluster.advance(1);
  await cluster.add(pod);
  await cluster.advance(15);
  return cluster;
};

test('all that an instance needs is reserved for it, with its volume on the disk, before it is launched on it', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(resident());
  await cluster.advance(0.5);
  const [waiting] = (await cluster.status('/db')).instances;
  expect(waiting).toMatchObject({ status: 'PENDING', localVolumes: [{ runSpecId: '/db', containerPath: 'data' }] });
  const [volume] = waiting?.localVolumes ?? [];
  expect(volume?.persistenceId).toBe(`db#data#${volume?.uuid}`);
  const [home] = (await agents(cluster)).filter(({ hostname }) => hostname === waiting?.agentHostname);
  expect(home?.reserved_resources['slave_public']).toMatchObject({ cpus: 0.3, mem: 96, disk: 60 });
  expect(home?.reserved_resources_full['slave_public']?.map(({ name }) => name)).toEqual([
    'cpus',
    'mem',
    'disk',
    'disk',
    'ports',
  ]);
  expect(await volumesOf(cluster)).toEqual([volume?.persistenceId]);
  await cluster.advance(10);
  const [instance] = (await cluster.status('/db')).instances;
  expect(instance).toMatchObject({ id: waiting?.id, status: 'STABLE', agentHostname: waiting?.agentHostname });
  expect(await reservedFor(cluster)).toEqual([instance?.id]);
});

test('an instance that fails is launched again under the same id, on the same agent, with the same volume and port', async () => {
  const cluster = await running(resident({}, 'sleep 20; exit 1'));
  const before = (await cluster.status('/db')).instances[0];
  const volumes = await volumesOf(cluster);
  await cluster.advance(20);
  const after = (await cluster.status('/db')).instances[0];
  expect(after).toMatchObject({ status: 'STABLE', id: before?.id, agentId: before?.agentId });
  expect(after?.containers[0]?.containerId).toMatch(/\.main\.2$/);
  expect(after?.containers[0]?.endpoints).toEqual(before?.containers[0]?.endpoints);
  expect(await volumesOf(cluster)).toEqual(volumes);
});

test('scaled down an instance ends and keeps what is reserved for it; scaled up again it comes back first', async () => {
  const cluster = await running(resident(instances(2)));
  const before = await placesOf(cluster);
  await cluster.update(resident(instances(1)));
  await cluster.advance(15);
  const { status, instances: kept } = await cluster.status('/db');
  expect(status).toBe('STABLE');
  expect(kept.map((each) => each.status).toSorted()).toEqual(['STABLE', 'TERMINAL']);
  expect(await reservedFor(cluster)).toHaveLength(2);
  expect(await cluster.deployments()).toEqual([]);
  await cluster.update(resident(instances(3)));
  await cluster.advance(15);
  const after = await placesOf(cluster);
  expect(after.size).toBe(3);
  for (const [id, host] of before) expect(after.get(id)).toBe(host);
});

test('an update replaces instances one by one, each on its own reservation', async () => {
  const cluster = await running(resident(instances(3)));
  const before = await placesOf(cluster);
  await cluster.update(resident({ ...instances(3), environment: { ROUND: '2' } }));
  await cluster.advance(1);
  const halfway = (await cluster.status('/db')).instances.filter(({ status }) => status === 'STABLE');
  expect(halfway.length).toBeGreaterThanOrEqual(1);
  await cluster.advance(40);
  expect(await cluster.deployments()).toEqual([]);
  expect(await placesOf(cluster)).toEqual(before);
  const version = (await cluster.read<{ version: string }>('/v2/pods/db')).version;
  for (const { specReference } of (await cluster.status('/db')).instances)
    expect(specReference).toBe(`/v2/pods/db::versions/${version}`);
});

test('wiped, an instance is gone with its reservation and volume, and another one is reserved for', async () => {
  const cluster = await running(resident());
  const [old] = await placesOf(cluster);
  const volumes = await volumesOf(cluster);
  const { body } = await cluster.send('DELETE', `/v2/pods/db::instances/${old?.[0]}?wipe=true`);
  expect((body as Instance).reservation).toMatchObject({
    volumeIds: [{ persistenceId: volumes[0] }],
    state: { name: 'launched' },
  });
  await cluster.advance(30);
  const [fresh] = await placesOf(cluster);
  expect(fresh?.[0]).not.toBe(old?.[0]);
  expect(await reservedFor(cluster)).toEqual([fresh?.[0]]);
  expect(await volumesOf(cluster)).toHaveLength(1);
  expect(await volumesOf(cluster)).not.toEqual(volumes);
});

test('an instance that rests on its reservation can be wiped, too', async () => {
  const cluster = await running(resident(instances(2)));
  await cluster.update(resident(instances(0)));
  await cluster.advance(15);
  const ids = [...(await placesOf(cluster)).keys()];
  expect(await reservedFor(cluster)).toHaveLength(2);
  await cluster.send('DELETE', '/v2/pods/db::instances?wipe=true', ids);
  await cluster.advance(10);
  expect(await reservedFor(cluster)).toEqual([]);
  expect((await cluster.status('/db')).instances).toEqual([]);
});

test('a deleted service leaves nothing reserved, neither for what ran nor for what rested', async () => {
  const cluster = await running(resident(instances(3)));
  const disk = async () => (await agents(cluster)).map(({ unreserved_resources }) => unreserved_resources.disk);
  await cluster.update(resident(instances(2)));
  await cluster.advance(15);
  await cluster.send('DELETE', '/v2/pods/db');
  await cluster.advance(20);
  expect(await cluster.deployments()).toEqual([]);
  expect(await reservedFor(cluster)).toEqual([]);
  const empty = aCluster();
  await empty.advance(1);
  expect(await disk()).toEqual((await agents(empty)).map(({ unreserved_resources }) => unreserved_resources.disk));
});

test('what waits for the offer of another agent says that its reservation is not there', async () => {
  const cluster = await running(resident());
  const [instance] = (await cluster.status('/db')).instances;
  await cluster.send('POST', '/_simulation/faults', { kind: 'drain', target: { agent: instance?.agentId } });
  await cluster.advance(30);
  const { queue } = await cluster.queue();
  expect(queue).toMatchObject([{ count: 1, pod: { id: '/db' } }]);
  const [item] = queue;
  const rows = item?.processedOffersSummary.rejectSummaryLastOffers ?? [];
  expect(rows.find(({ reason }) => reason === 'NoCorrespondingReservationFound')?.declined).toBeGreaterThan(0);
  expect(new Set(item?.lastUnusedOffers?.flatMap(({ reason }) => reason))).toEqual(
    new Set(['NoCorrespondingReservationFound']),
  );
});

test('a machine that boots again has what was reserved and kept on it, and its instance comes back there', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  const volumes = await volumesOf(cluster);
  await cluster.send('POST', '/_simulation/faults', {
    kind: 'agentCrash',
    target: { agent: before?.agentId },
    downSeconds: 20,
  });
  await cluster.advance(60);
  const [after] = (await cluster.status('/db')).instances;
  expect(after).toMatchObject({ id: before?.id, status: 'STABLE', agentId: before?.agentId });
  expect(await volumesOf(cluster)).toEqual(volumes);
});

test('another master learns from the agents what is reserved on them', async () => {
  const cluster = await running(resident(instances(2)));
  const [volumes, places] = [await volumesOf(cluster), await placesOf(cluster)];
  await cluster.send('POST', '/_simulation/faults', { kind: 'masterFailover' });
  await cluster.advance(60);
  expect((await volumesOf(cluster)).toSorted()).toEqual(volumes.toSorted());
  expect(await placesOf(cluster)).toEqual(places);
});

test('an agent that is gone for good takes the reservation along: the instance is reserved for elsewhere', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  await cluster.send('POST', '/_simulation/faults', { kind: 'gone', target: { agent: before?.agentId } });
  await cluster.advance(30);
  const [after] = (await cluster.status('/db')).instances;
  expect(after).toMatchObject({ id: before?.id, status: 'STABLE' });
  expect(after?.agentId).not.toBe(before?.agentId);
  expect(after?.localVolumes).not.toEqual(before?.localVolumes);
});

const app = (wish: object = {}) => ({
  id: '/store',
  cmd: 'sleep 100000',
  cpus: 0.1,
  mem: 32,
  portDefinitions: [{ port: 0 }],
  container: { type: 'MESOS', volumes: [{ containerPath: 'data', persistent: { size: 20 }, mode: 'RW' }] },
  ...wish,
});

const tasksOf = async (cluster: Cluster) => (await cluster.read<{ tasks: AppTask[] }>('/v2/apps/store/tasks')).tasks;

test('the task of an app tells its volumes, also after its end', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.send('POST', '/v2/apps', app());
  await cluster.advance(15);
  const [task] = await tasksOf(cluster);
  expect(task).toMatchObject({ state: 'TASK_RUNNING', localVolumes: [{ containerPath: 'data' }] });
  expect(await volumesOf(cluster)).toEqual(task?.localVolumes?.map(({ persistenceId }) => persistenceId));
  await cluster.send('PUT', '/v2/apps/store', { instances: 0 });
  await cluster.advance(15);
  const [ended] = await tasksOf(cluster);
  expect(ended).toMatchObject({ id: task?.id, state: 'TASK_KILLED', localVolumes: task?.localVolumes });
  expect(await cluster.read('/v2/apps/store')).toMatchObject({ app: { tasksRunning: 0, tasksStaged: 0 } });
});

test('tasks of an app killed with wipe lose their volumes, killed with scale they keep them', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.send('POST', '/v2/apps', app({ instances: 2 }));
  await cluster.advance(15);
  const [one] = await tasksOf(cluster);
  await cluster.send('DELETE', `/v2/apps/store/tasks/${one?.id}?scale=true`);
  await cluster.advance(15);
  expect(await reservedFor(cluster)).toHaveLength(2);
  await cluster.send('DELETE', '/v2/apps/store/tasks?wipe=true');
  await cluster.advance(30);
  const left = await tasksOf(cluster);
  expect(left).toHaveLength(1);
  expect(await volumesOf(cluster)).toEqual(left[0]?.localVolumes?.map(({ persistenceId }) => persistenceId));
});

test('a reservation that does not show up in time is given up: another instance is reserved for, and the first one’s is freed', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(resident());
  await cluster.advance(0.5);
  const [first] = await placesOf(cluster);
  await cluster.send('POST', '/_simulation/faults', { kind: 'offerLoss', probability: 1, durationSeconds: 45 });
  await cluster.advance(20);
  expect([...(await placesOf(cluster)).keys()]).toEqual([first?.[0]]);
  await cluster.advance(24);
  expect((await placesOf(cluster)).size).toBe(0);
  await cluster.advance(150);
  const { status, instances: all } = await cluster.status('/db');
  expect(status).toBe('STABLE');
  expect(all.map(({ id }) => id)).not.toContain(first?.[0]);
  expect(await reservedFor(cluster)).toEqual(all.map(({ id }) => id));
});

test('unique hosts hold for what is reserved: two instances never wait for one host', async () => {
  const cluster = await running(
    resident({
      ...instances(3),
      scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] } },
    }),
  );
  const places = await placesOf(cluster);
  expect(new Set(places.values()).size).toBe(3);
  expect((await cluster.status('/db')).status).toBe('STABLE');
});
