/** The cache follows the cluster: what a request changed is on screen without anyone asking again. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { createCluster } from '../../cluster/cluster';
import { addApp, removeApp } from '../client/apps';
import { addPod, getPodStatus, removePod } from '../client/pods';
import { advanceClock } from '../client/simulation';
import { setTransport } from '../client/transport';
import { appQueries } from './apps';
import { deploymentQueries } from './deployments';
import { eventStreamQueries, startEventSync } from './event-sync';
import { podQueries } from './pods';
import { queueQueries } from './queue';
import { serviceMutations } from './services';

const requests: string[] = [];
let client: QueryClient;
let stop: () => void = () => undefined;
/** Refuses connections while false. */
let reachable = true;

const podOf = (id: string, instances: number, cpus = 0.1): string =>
  JSON.stringify({
    id,
    scaling: { kind: 'fixed', instances },
    containers: [{ name: 'c', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus, mem: 32 } }],
  });

const list = () => client.getQueryData(podQueries.statuses().queryKey)?.map(({ id, status }) => `${id} ${status}`);
const appList = () =>
  client.getQueryData(appQueries.statuses().queryKey)?.map(({ id, instances }) => `${id} ${instances.length}`);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 20 });

/** A page that shows pods, apps, queue and deployments of an empty cluster. */
const watching = async () => {
  requests.length = 0;
  reachable = true;
  const cluster = createCluster();
  setTransport((request) => {
    if (!reachable) return Promise.reject(new TypeError('offline'));
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return cluster.fetch(request);
  });
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  // As screens do: somebody looks at these.
  new QueryObserver(client, podQueries.statuses()).subscribe(() => undefined);
  new QueryObserver(client, appQueries.statuses()).subscribe(() => undefined);
  new QueryObserver(client, queueQueries.all()).subscribe(() => undefined);
  new QueryObserver(client, deploymentQueries.all()).subscribe(() => undefined);
  stop = startEventSync(client);
  await eventually(() => expect(client.getQueryData(eventStreamQueries.state().queryKey)).toBe('open'));
  await eventually(() => expect([list(), appList()]).toEqual([[], []]));
};

afterEach(() => {
  stop();
  client.clear();
});

test('a pod that is added, comes up and is removed is so in the list, too', async () => {
  await watching();
  await addPod(podOf('/shop/web', 2));
  await eventually(() => expect(list()).toEqual(['/shop/web DEGRADED']));
  await advanceClock(60);
  await eventually(() => expect(list()).toEqual(['/shop/web STABLE']));
  await removePod('/shop/web');
  await advanceClock(60);
  await eventually(() => expect(list()).toEqual([]));
});

test('one pod among others is read alone, not the whole list again', async () => {
  await watching();
  await addPod(podOf('/a', 1));
  await addPod(podOf('/b', 1));
  await advanceClock(60);
  await eventually(() => expect(list()).toEqual(['/a STABLE', '/b STABLE']));
  requests.length = 0;
  await serviceMutations
    .scale()
    .mutationFn?.({ service: await getPodStatus('/b'), instances: 3 }, { client, meta: undefined });
  await advanceClock(60);
  await eventually(() =>
    expect(client.getQueryData(podQueries.statuses().queryKey)?.map(({ instances }) => instances.length)).toEqual([
      1, 3,
    ]),
  );
  expect(requests).not.toContain('GET /service/marathon/v2/pods/::status');
  expect(requests).not.toContain('GET /service/marathon/v2/pods/a::status');
});

const appOf = (id: string, instances: number): string =>
  JSON.stringify({ id, instances, cmd: 'sleep 1000', cpus: 0.1, mem: 32 });

test('an app that is added, comes up, is killed and is removed is so in the list, too', async () => {
  await watching();
  await addApp(appOf('/shop/web', 2));
  await eventually(() => expect(appList()).toEqual(['/shop/web 0']));
  await advanceClock(60);
  await eventually(() => expect(appList()).toEqual(['/shop/web 2']));
  const [app] = client.getQueryData(appQueries.statuses().queryKey) ?? [];
  const [task] = app?.instances ?? [];
  if (app === undefined || task === undefined) throw new Error('the app has no task');
  await serviceMutations.kill().mutationFn?.({ service: app, instanceIds: [task.id] }, { client, meta: undefined });
  await advanceClock(60);
  await eventually(() =>
    expect(client.getQueryData(appQueries.statuses().queryKey)?.[0]?.instances).toMatchObject([
      { restarts: expect.any(Number) as number, status: 'STABLE' },
      { status: 'STABLE' },
    ]),
  );
  await removeApp('/shop/web');
  await advanceClock(60);
  await eventually(() => expect(appList()).toEqual([]));
});

test('one app among others is read alone, and no pod for it', async () => {
  await watching();
  await addApp(appOf('/a', 1));
  await addApp(appOf('/b', 1));
  await addPod(podOf('/c', 1));
  await advanceClock(60);
  await eventually(() => expect([appList(), list()]).toEqual([['/a 1', '/b 1'], ['/c STABLE']]));
  requests.length = 0;
  const b = client.getQueryData(appQueries.statuses().queryKey)?.find(({ id }) => id === '/b');
  if (b === undefined) throw new Error('the app is not listed');
  await serviceMutations.scale().mutationFn?.({ service: b, instances: 3 }, { client, meta: undefined });
  await advanceClock(60);
  await eventually(() => expect(appList()).toEqual(['/a 1', '/b 3']));
  const read = new Set(requests.filter((request) => /\/v2\/(apps|pods)/.test(request)));
  expect([...read]).toEqual(['PUT /service/marathon/v2/apps/b', 'GET /service/marathon/v2/apps/b']);
});

test('what waits appears in the queue, and a deployment while it runs', async () => {
  await watching();
  await addPod(podOf('/huge', 1, 64));
  await advanceClock(10);
  await eventually(() => {
    expect(client.getQueryData(queueQueries.all().queryKey)?.map(({ pod }) => pod?.id)).toEqual(['/huge']);
    expect(client.getQueryData(deploymentQueries.all().queryKey)).toHaveLength(1);
  });
});

test('after a broken stream the cache catches up with what it missed', async () => {
  await watching();
  reachable = false;
  await client.cancelQueries();
  stop();
  stop = startEventSync(client);
  await eventually(() => expect(client.getQueryData(eventStreamQueries.state().queryKey)).toBe('down'));
  reachable = true;
  await addPod(podOf('/missed', 1));
  await eventually(() => expect(list()).toEqual(['/missed DEGRADED']));
  expect(client.getQueryData(eventStreamQueries.state().queryKey)).toBe('open');
});
