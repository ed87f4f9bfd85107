/**
 * Keeps the query cache in step with Marathon's event stream. Events only say what changed; they are collected for a
 * quarter of a second, then just those statuses are read and put into the list, so that one restart among 2,000 pods
 * costs one small request and no component polls. While the stream is down everything on screen is read every 5 s.
 */
import { queryOptions, skipToken, type QueryClient } from '@tanstack/react-query';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import { listenToEvents } from '../client/event-source';
import { getPodStatus } from '../client/pods';
import { MarathonError } from '../client/transport';
import { agentQueries } from './agents';
import { deploymentQueries } from './deployments';
import { effectOf, type Effect } from './event-effects';
import { podQueries } from './pods';
import { queueQueries } from './queue';

const FLUSH_EVERY_MS = 250;
/** Agents and the tree are large answers for a small change. */
const LARGE_EVERY_MS = 2000;
const POLL_WHILE_DOWN_MS = 5000;
/** Beyond this many changed pods one list is cheaper than the single statuses. */
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
  readonly definitions: Set<string>;
  queue: boolean;
  deployments: boolean;
  agents: boolean;
}

const nothingDirty = (): Dirty => ({
  pods: new Set(),
  definitions: new Set(),
  queue: false,
  deployments: false,
  agents: false,
});

const note = (dirty: Dirty, effect: Effect): void => {
  for (const id of effect.pods ?? []) dirty.pods.add(id);
  for (const id of effect.definitions ?? []) dirty.definitions.add(id);
  dirty.queue ||= effect.queue === true;
  dirty.deployments ||= effect.deployments === true;
  dirty.agents ||= effect.agents === true;
};

/** The list with one status put in its place: replaced, added at the end, or (when the pod is gone) taken out. */
const patched = (list: readonly PodStatus[], id: string, status: PodStatus | undefined): readonly PodStatus[] => {
  if (status === undefined) return list.some((pod) => pod.id === id) ? list.filter((pod) => pod.id !== id) : list;
  return list.some((pod) => pod.id === id) ? list.map((pod) => (pod.id === id ? status : pod)) : [...list, status];
};

/** Reads one pod's status and puts it wherever the cache holds that pod. */
const refreshPod = async (client: QueryClient, id: string): Promise<void> => {
  const statuses = podQueries.statuses().queryKey;
  const single = podQueries.status(id).queryKey;
  try {
    const status = await getPodStatus(id);
    client.setQueryData(statuses, (list) => list && patched(list, id, status));
    if (client.getQueryState(single) !== undefined) client.setQueryData(single, status);
  } catch (error) {
    if (!(error instanceof MarathonError) || error.status !== 404) throw error;
    client.setQueryData(statuses, (list) => list && patched(list, id, undefined));
    // Whoever looks at that pod reads the 404 for himself.
    await client.invalidateQueries({ queryKey: single });
  }
};

const refreshPods = async (client: QueryClient, ids: ReadonlySet<string>): Promise<void> => {
  const list = client.getQueryState(podQueries.statuses().queryKey);
  // A list on its way may be older than these events: read it again after.
  if (ids.size > SINGLE_READS || list?.fetchStatus === 'fetching') {
    await client.invalidateQueries({ queryKey: podQueries.statuses().queryKey });
    for (const id of ids) void client.invalidateQueries({ queryKey: podQueries.status(id).queryKey });
    return;
  }
  const known = [...ids].filter(
    (id) => list?.data !== undefined || client.getQueryState(podQueries.status(id).queryKey) !== undefined,
  );
  await Promise.all(known.map((id) => refreshPod(client, id)));
};

const flush = async (client: QueryClient, dirty: Dirty, large: boolean): Promise<void> => {
  const work: Promise<void>[] = [];
  const again = (queryKey: readonly unknown[]): void => void work.push(client.invalidateQueries({ queryKey }));
  if (dirty.pods.size > 0) work.push(refreshPods(client, dirty.pods));
  for (const id of dirty.definitions) {
    again(podQueries.versions(id).queryKey);
    again(podQueries.definition(id).queryKey);
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

const isDirty = (dirty: Dirty): boolean =>
  dirty.pods.size > 0 || dirty.definitions.size > 0 || dirty.queue || dirty.deployments || dirty.agents;

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
