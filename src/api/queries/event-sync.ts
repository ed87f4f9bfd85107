/**
 * Keeps the query cache in step with Marathon's event stream. Events only say what changed; they are collected for a
 * quarter of a second, then just those statuses are read and put into the list, so that one restart among 2,000 pods
 * costs one small request and no component polls. While the stream is down everything on screen is read every 5 s.
 */
import { queryOptions, skipToken, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { getApp } from '../client/apps';
import { listenToEvents } from '../client/event-source';
import { getPodStatus } from '../client/pods';
import { serviceOfApp, type Service } from '../client/service';
import { MarathonError } from '../client/transport';
import { agentQueries } from './agents';
import { appQueries } from './apps';
import { deploymentQueries } from './deployments';
import { effectOf, type Effect } from './event-effects';
import { podQueries } from './pods';
import { queueQueries } from './queue';
import { serviceKey } from './service-keys';

const FLUSH_EVERY_MS = 250;
/** Agents and the tree are large answers for a small change. */
const LARGE_EVERY_MS = 2000;
const POLL_WHILE_DOWN_MS = 5000;
/** Beyond this many changed services of a kind one list is cheaper than the single statuses. */
const SINGLE_READS = 24;

export type EventStreamState = 'connecting' | 'open' | 'down';

export const eventStreamQueries = {
  /** Whether events arrive; written by `startEventSync`, never fetched. */
  state: () =>
    queryOptions<EventStreamState>({
      queryKey: ['event-stream'],
      queryFn: skipToken,
      initialData: 'connecting',
      staleTime: Infinity,
    }),
};

/** What has been told and not yet read. */
interface Dirty {
  readonly pods: Set<string>;
  readonly apps: Set<string>;
  readonly services: Set<string>;
  readonly definitions: Set<string>;
  queue: boolean;
  deployments: boolean;
  agents: boolean;
}

const nothingDirty = (): Dirty => ({
  pods: new Set(),
  apps: new Set(),
  services: new Set(),
  definitions: new Set(),
  queue: false,
  deployments: false,
  agents: false,
});

const note = (dirty: Dirty, effect: Effect): void => {
  for (const kind of ['pods', 'apps', 'services', 'definitions'] as const)
    for (const id of effect[kind] ?? []) dirty[kind].add(id);
  dirty.queue ||= effect.queue === true;
  dirty.deployments ||= effect.deployments === true;
  dirty.agents ||= effect.agents === true;
};

/** One kind of service: where the cache holds it, and how one of it is read. */
interface Kind {
  readonly list: QueryKey;
  readonly single: (id: string) => QueryKey;
  readonly read: (id: string) => Promise<Service>;
}

const PODS: Kind = {
  list: podQueries.statuses().queryKey,
  single: (id) => podQueries.status(id).queryKey,
  read: getPodStatus,
};
const APPS: Kind = {
  list: appQueries.statuses().queryKey,
  single: (id) => appQueries.status(id).queryKey,
  read: async (id) => serviceOfApp(await getApp(id)),
};

/** The list with one service put in its place: replaced, added at the end, or (when it is gone) taken out. */
const patched = (list: readonly Service[], id: string, service: Service | undefined): readonly Service[] => {
  if (service === undefined) return list.some((each) => each.id === id) ? list.filter((each) => each.id !== id) : list;
  return list.some((each) => each.id === id)
    ? list.map((each) => (each.id === id ? service : each))
    : [...list, service];
};

/** Reads one service and puts it wherever the cache holds it. */
const refreshOne = async (client: QueryClient, kind: Kind, id: string): Promise<void> => {
  const put = (service: Service | undefined) =>
    client.setQueryData<readonly Service[]>(kind.list, (list) => list && patched(list, id, service));
  const single = kind.single(id);
  try {
    const service = await kind.read(id);
    put(service);
    if (client.getQueryState(single) !== undefined) client.setQueryData(single, service);
  } catch (error) {
    if (!(error instanceof MarathonError) || error.status !== 404) throw error;
    put(undefined);
    // Whoever looks at that service reads the 404 for himself.
    await client.invalidateQueries({ queryKey: single });
  }
};

const refresh = async (client: QueryClient, kind: Kind, ids: ReadonlySet<string>): Promise<void> => {
  const list = client.getQueryState(kind.list);
  // A list on its way may be older than these events: read it again after.
  if (ids.size > SINGLE_READS || list?.fetchStatus === 'fetching') {
    await client.invalidateQueries({ queryKey: kind.list });
    for (const id of ids) void client.invalidateQueries({ queryKey: kind.single(id) });
    return;
  }
  const known = [...ids].filter(
    (id) => list?.data !== undefined || client.getQueryState(kind.single(id)) !== undefined,
  );
  await Promise.all(known.map((id) => refreshOne(client, kind, id)));
};

/** Tells whether the cache knows a service as one of this kind. */
const knows = (client: QueryClient, kind: Kind): ((id: string) => boolean) => {
  const listed = new Set(client.getQueryData<readonly Service[]>(kind.list)?.map(({ id }) => id));
  return (id) => listed.has(id) || client.getQueryData(kind.single(id)) !== undefined;
};

/**
 * The changed services by kind. What an event does not tell, the cache does; whom it does not know either is gone, or came with
 * an event that told, unless a list is still on its way.
 */
const byKind = (client: QueryClient, { pods, apps, services }: Dirty) => {
  const own = { pods: new Set(pods), apps: new Set(apps) };
  if (services.size === 0) return own;
  const [knownPod, knownApp] = [knows(client, PODS), knows(client, APPS)];
  const coming = [PODS, APPS].some(({ list }) => client.getQueryState(list)?.fetchStatus === 'fetching');
  for (const id of services) {
    const [isPod, isApp] = [knownPod(id), knownApp(id)];
    const unknown = coming && !isPod && !isApp;
    if (isPod || unknown) own.pods.add(id);
    if (isApp || unknown) own.apps.add(id);
  }
  return own;
};

const flush = async (client: QueryClient, dirty: Dirty, large: boolean): Promise<void> => {
  const work: Promise<void>[] = [];
  const again = (queryKey: readonly unknown[]): void => void work.push(client.invalidateQueries({ queryKey }));
  const { pods, apps } = byKind(client, dirty);
  if (pods.size > 0) work.push(refresh(client, PODS, pods));
  if (apps.size > 0) work.push(refresh(client, APPS, apps));
  for (const id of dirty.definitions) {
    for (const kind of ['pod', 'app'] as const) {
      again(serviceKey('versions', kind, id));
      again(serviceKey('definition', kind, id));
    }
  }
  if (dirty.queue) again(queueQueries.all().queryKey);
  if (dirty.deployments) again(deploymentQueries.all().queryKey);
  if (large && dirty.agents) again(agentQueries.all().queryKey);
  await Promise.allSettled(work);
};

/** Everything Marathon and Mesos answered is in doubt: what is on screen is read again. */
const doubtAll = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'marathon' || queryKey[0] === 'mesos' });

/** Collects effects and works them off one batch at a time, at most four batches a second. */
const startFlushing = (client: QueryClient): { readonly told: (effect: Effect) => void; readonly stop: () => void } => {
  let dirty = nothingDirty();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextLarge = 0;

  const run = async (): Promise<void> => {
    const batch = dirty;
    dirty = nothingDirty();
    const large = performance.now() >= nextLarge;
    if (large) nextLarge = performance.now() + LARGE_EVERY_MS;
    else if (batch.agents) note(dirty, { agents: true });
    await flush(client, batch, large);
    timer = undefined;
    if (isDirty(dirty)) schedule();
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => void run(), FLUSH_EVERY_MS);
  };

  return {
    told: (effect) => {
      note(dirty, effect);
      if (isDirty(dirty)) schedule();
    },
    stop: () => clearTimeout(timer),
  };
};

const isDirty = ({ pods, apps, services, definitions, queue, deployments, agents }: Dirty): boolean =>
  pods.size + apps.size + services.size + definitions.size > 0 || queue || deployments || agents;

/** Follows the event stream for as long as the page lives; call the result to stop. */
export const startEventSync = (client: QueryClient): (() => void) => {
  const flushing = startFlushing(client);
  let polling: ReturnType<typeof setInterval> | undefined;
  const stopListening = listenToEvents({
    onEvent: (event) => flushing.told(effectOf(event)),
    onState: (state) => {
      client.setQueryData(eventStreamQueries.state().queryKey, state);
      clearInterval(polling);
      if (state === 'down') polling = setInterval(() => void doubtAll(client), POLL_WHILE_DOWN_MS);
      else void doubtAll(client);
    },
  });
  return () => {
    stopListening();
    flushing.stop();
    clearInterval(polling);
  };
};
