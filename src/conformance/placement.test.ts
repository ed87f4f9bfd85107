/**
 * Where instances go and why others wait: every operator on every kind of field, every reason in the queue (Marathon
 * `core/matcher`, `mesos/ResourceMatcher`, `core/launchqueue/impl/OfferMatchStatistics`). One offer at a time is told in
 * `cluster/marathon/matcher`.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import type { AppInput, AppTask } from '../protocol/marathon/app';
import type { PodInput } from '../protocol/marathon/pod';
import type { QueueItem } from '../protocol/marathon/queue';
import { appOf, done, tasksOf } from './row-fixture';
import type { TestCluster } from './row-fixture';

type Operator = 'UNIQUE' | 'CLUSTER' | 'GROUP_BY' | 'LIKE' | 'UNLIKE' | 'MAX_PER' | 'IS';
/** Instances by the last two numbers of their host, e.g. `{ '1.11': 2 }`. */
type Spread = Readonly<Record<string, number>>;

/*
 * At home: 1.11 (zone a, rack r1), 1.12 (a, r2), 2.11 (b, r3); 2.12 (b, r4) is kept for those who need its graphics cards.
 * Far away, for those who ask for a region or zone: 10.1.1.11 (west, r5), written 1.1.11.
 */
const shortHost = (host: string): string => host.replace(/^10\.0\./, '').replace(/^10\./, '');
const spreadOf = (hosts: readonly string[]): Spread => {
  const spread: Record<string, number> = {};
  for (const host of hosts) spread[shortHost(host)] = (spread[shortHost(host)] ?? 0) + 1;
  return spread;
};
const sizes = (spread: Spread): number[] => Object.values(spread).toSorted((a, b) => b - a);

const placedApp = async (count: number, constraint: readonly string[]): Promise<Spread> => {
  const cluster = aCluster();
  await done(cluster, 'POST', '/v2/apps', appOf('/app', { instances: count, constraints: [[...constraint]] }));
  await cluster.advance(60);
  return spreadOf((await tasksOf(cluster, '/app')).map(({ host }: AppTask) => host));
};
const placedPod = async (count: number, [fieldName = '', operator, value]: readonly string[]): Promise<Spread> => {
  const cluster = aCluster();
  const constraints = [{ fieldName, operator: operator as Operator, ...(value !== undefined && { value }) }];
  const scheduling = { placement: { constraints } };
  await done(cluster, 'POST', '/v2/pods', { ...podOf('/pod'), ...instances(count), scheduling });
  await cluster.advance(60);
  return spreadOf((await cluster.status('/pod')).instances.map(({ agentHostname = '' }) => agentHostname));
};

describe('constraints', () => {
  /** Exactly these hosts, or only these numbers of instances per host. */
  test.each<[constraint: string, count: number, expected: Spread | readonly number[]]>([
    ['hostname UNIQUE', 5, { '1.11': 1, '1.12': 1, '2.11': 1 }],
    ['@hostname UNIQUE', 2, [1, 1]],
    ['hostname CLUSTER 10.0.1.12', 3, { '1.12': 3 }],
    ['hostname CLUSTER', 3, [3]],
    ['hostname LIKE 10\\.0\\.(1\\.12|2\\.12)', 2, { '1.12': 2 }],
    ['hostname LIKE 10', 1, {}],
    ['hostname UNLIKE 10\\.0\\.1\\..*', 2, { '2.11': 2 }],
    ['hostname IS 10.0.2.11', 2, { '2.11': 2 }],
    ['hostname MAX_PER 1', 4, { '1.11': 1, '1.12': 1, '2.11': 1 }],
    ['hostname GROUP_BY 3', 6, { '1.11': 2, '1.12': 2, '2.11': 2 }],
    ['@region UNIQUE', 3, [1, 1]],
    ['@region CLUSTER us-west', 2, { '1.1.11': 2 }],
    ['@region IS us-west', 2, { '1.1.11': 2 }],
    ['@region LIKE .*-west', 2, { '1.1.11': 2 }],
    ['@region UNLIKE us-east', 2, { '1.1.11': 2 }],
    ['@zone IS us-west-a', 1, { '1.1.11': 1 }],
    ['@zone CLUSTER us-east-b', 2, { '2.11': 2 }],
    ['@zone UNLIKE us-(east-a|west-.)', 2, { '2.11': 2 }],
    ['rack UNIQUE', 5, { '1.11': 1, '1.12': 1, '2.11': 1 }],
    ['rack CLUSTER r3', 2, { '2.11': 2 }],
    ['rack IS r2', 2, { '1.12': 2 }],
    ['rack LIKE r[3-9]', 2, { '2.11': 2 }],
    ['rack UNLIKE r[12]', 2, { '2.11': 2 }],
    ['rack MAX_PER 1', 4, { '1.11': 1, '1.12': 1, '2.11': 1 }],
    ['rack GROUP_BY 3', 3, { '1.11': 1, '1.12': 1, '2.11': 1 }],
    ['gpu IS true', 1, {}],
    ...['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE .*', 'MAX_PER 5', 'IS x'].map((rest): [string, number, Spread] => [
      `nowhere ${rest}`,
      1,
      {},
    ]),
  ])('%s for %i', async (text, count, expected) => {
    const constraint = text.split(' ');
    for (const spread of [await placedApp(count, constraint), await placedPod(count, constraint)])
      expect(Array.isArray(expected) ? sizes(spread) : spread).toEqual(expected);
  });

  const spreads: readonly (readonly [constraint: string, count: number, perValue: readonly number[]])[] = [
    ['@region MAX_PER 2', 5, [2, 2]],
    ['@region GROUP_BY 2', 4, [2, 2]],
    ['@zone UNIQUE', 5, [1, 1, 1]],
    ['@zone MAX_PER 2', 7, [2, 2, 2]],
    ['@zone GROUP_BY 3', 7, [3, 2, 2]],
    ['@zone CLUSTER', 3, [3]],
  ];
  test.each(spreads)('%s for %i over regions and zones', async (text, count, perValue) => {
    const cluster = aCluster();
    const constraint = text.split(' ');
    await done(cluster, 'POST', '/v2/apps', appOf('/app', { instances: count, constraints: [constraint] }));
    await cluster.advance(60);
    const values = (await tasksOf(cluster, '/app')).map(({ region, zone }) =>
      constraint[0] === '@zone' ? zone : region,
    );
    expect(sizes(spreadOf(values.map(String)))).toEqual(perValue);
  });

  test('UNLIKE alone takes an agent that does not have the field', async () => {
    expect(sizes(await placedApp(3, ['nowhere', 'UNLIKE', '.*'])).reduce((a, b) => a + b, 0)).toBe(3);
  });
});

describe('reasons', () => {
  const [main] = podOf('/x').containers;
  const needing = (resources: object): Partial<PodInput> => ({
    containers: main === undefined ? [] : [{ ...main, resources: { ...main.resources, ...resources } }],
  });
  const placing = (placement: NonNullable<PodInput['scheduling']>['placement']): Partial<PodInput> => ({
    scheduling: placement === undefined ? {} : { placement },
  });
  const waiting = async (cluster: TestCluster): Promise<QueueItem> => {
    await cluster.advance(15);
    const [item] = (await cluster.queue()).queue;
    return item ?? expect.fail('nothing waits');
  };

  test.each<[reason: string, wish: Partial<PodInput>, agents: number]>([
    ['InsufficientCpus', needing({ cpus: 50 }), 6],
    ['InsufficientMemory', needing({ mem: 500_000 }), 6],
    ['InsufficientDisk', needing({ disk: 900_000 }), 6],
    ['InsufficientGpus', needing({ gpus: 3 }), 6],
    [
      'InsufficientPorts',
      { containers: main === undefined ? [] : [{ ...main, endpoints: [{ name: 'a', hostPort: 22 }] }] },
      6,
    ],
    ['UnfulfilledRole', { ...placing({ acceptedResourceRoles: ['slave_public'] }), ...needing({ cpus: 50 }) }, 5],
    ['UnfulfilledConstraint', placing({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r9' }] }), 6],
    ['DeclinedScarceResources', placing({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r4' }] }), 1],
  ])('%s', async (reason, wish, agents) => {
    const cluster = aCluster();
    await done(cluster, 'POST', '/v2/pods', { ...podOf('/pod'), ...wish });
    const item = await waiting(cluster);
    const named = item.lastUnusedOffers?.filter((each) => each.reason.includes(reason as never)) ?? [];
    expect(named).toHaveLength(agents);
  });

  test('each offer falls out of the funnel once, at its first reason; the next row has what is left', async () => {
    for (const wish of [
      needing({ cpus: 50, mem: 500_000 }),
      placing({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r4' }] }),
    ]) {
      const cluster = aCluster();
      await done(cluster, 'POST', '/v2/pods', { ...podOf('/pod'), ...wish });
      const { lastUnusedOffers = [], processedOffersSummary } = await waiting(cluster);
      const { rejectSummaryLastOffers = [], rejectSummaryLaunchAttempt = [] } = processedOffersSummary;
      const order = rejectSummaryLastOffers.map(({ reason }) => reason);
      let left = lastUnusedOffers.length;
      for (const { reason, declined, processed } of rejectSummaryLastOffers) {
        const firsts = lastUnusedOffers.filter((each) => order.find((name) => each.reason.includes(name)) === reason);
        expect({ reason, declined, processed }).toEqual({ reason, declined: firsts.length, processed: left });
        left -= declined;
      }
      expect(rejectSummaryLaunchAttempt[0]?.processed).toBe(processedOffersSummary.processedOffersCount);
    }
  });

  test('a pod is placed whole or not at all, an agent with less than one pod gets none', async () => {
    const cluster = aCluster();
    const two = { name: 'other', resources: { cpus: 2.5, mem: 32 } };
    const containers = main === undefined ? [] : [{ ...main, resources: { cpus: 2.5, mem: 32 } }, two];
    await done(cluster, 'POST', '/v2/pods', { ...podOf('/pod'), containers });
    expect((await waiting(cluster)).count).toBe(1);
    expect(await cluster.read('/mesos/state')).toMatchObject({ frameworks: [{ tasks: [] }] });
  });

  test.each<[what: string, wish: Partial<AppInput>]>([
    ['a fixed host port', { portDefinitions: [{ port: 31_000 }], requirePorts: true }],
    ['one instance per host', { constraints: [['hostname', 'UNIQUE']] }],
  ])('an app with %s waits when every agent has one', async (_what, wish) => {
    const cluster = aCluster();
    await done(cluster, 'POST', '/v2/apps', appOf('/app', { ...wish, instances: 5 }));
    const item = await waiting(cluster);
    expect([item.count, item.app?.id]).toEqual([2, '/app']);
  });
});
