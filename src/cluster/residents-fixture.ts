/** Pods with a persistent volume, for tests of what is reserved for them. */
import type { PodInput } from '../protocol/marathon/pod';
import { aCluster, podOf } from './cluster-fixtures';

export type Cluster = ReturnType<typeof aCluster>;

const RESIDENT = { cpus: 0.1, mem: 32 };

/** Two containers that share a volume of 50 MiB. */
export const resident = (wish: Partial<PodInput> = {}, command = 'sleep 100000'): PodInput => ({
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

export const agents = async (cluster: Cluster): Promise<readonly Agent[]> =>
  (await cluster.read<{ slaves: readonly Agent[] }>('/mesos/slaves')).slaves;

/** Ids of all persistent volumes there are. */
export const volumesOf = async (cluster: Cluster): Promise<string[]> =>
  (await agents(cluster)).flatMap((agent) =>
    Object.values(agent.reserved_resources_full)
      .flat()
      .flatMap(({ disk }) => disk?.persistence.id ?? []),
  );

/** What is dynamically reserved, by instance. */
export const reservedFor = async (cluster: Cluster): Promise<string[]> => [
  ...new Set(
    (await agents(cluster)).flatMap((agent) =>
      Object.values(agent.reserved_resources_full)
        .flat()
        .flatMap(({ reservation }) => reservation?.labels.labels[1]?.value ?? []),
    ),
  ),
];

export const placesOf = async (cluster: Cluster, id = '/db'): Promise<Map<string, string | undefined>> =>
  new Map((await cluster.status(id)).instances.map(({ id: instance, agentHostname }) => [instance, agentHostname]));

export const running = async (pod: PodInput, seed = 1): Promise<Cluster> => {
  const cluster = aCluster(seed);
  await cluster.advance(1);
  await cluster.add(pod);
  await cluster.advance(15);
  return cluster;
};
