/** What would this definition do? One definition, one fresh cluster, a quarter of a virtual hour. */
import { listenToEvents } from '../api/client/event-source';
import { addApp, getApp } from '../api/client/apps';
import { addPod, getPodStatus } from '../api/client/pods';
import { getQueue } from '../api/client/queue';
import { kindOfDefinition, serviceOfApp, type Service, type ServiceKind } from '../api/client/service';
import { advanceClock } from '../api/client/simulation';
import { MarathonError, setTransport } from '../api/client/transport';
import { createCluster } from '../cluster/cluster';
import type { MarathonEvent } from '../protocol/marathon/event';
import { refused, verdictOn, type Verdict } from './verdict';

/** Long enough for pulls, health checks and back-off; shorter than the `sleep 1000` of many an example. */
const HORIZON_SECONDS = 900;
const LOOK_EVERY_SECONDS = 10;

/** What is no definition at all is refused as either. */
const kindOf = (text: string): ServiceKind => {
  try {
    const definition: unknown = JSON.parse(text);
    return typeof definition === 'object' && definition !== null ? kindOfDefinition(definition) : 'pod';
  } catch {
    return 'pod';
  }
};

/** Adds it and answers its id. */
const add = async (kind: ServiceKind, text: string): Promise<string> =>
  kind === 'app' ? (await addApp(text)).id : (await addPod(text)).pod.id;

const read = async (kind: ServiceKind, id: string): Promise<Service> =>
  kind === 'app' ? serviceOfApp(await getApp(id)) : getPodStatus(id);

const lookAt = async (kind: ServiceKind, id: string, events: readonly MarathonEvent[]): Promise<Verdict> => {
  const [service, queue] = await Promise.all([read(kind, id), getQueue({ lastUnusedOffers: true })]);
  return verdictOn(
    service,
    queue.find(({ pod, app }) => (pod ?? app)?.id === id),
    events,
  );
};

/** Runs one definition, given as text, until something ends or the time is up. */
export const tryOut = async (text: string): Promise<Verdict> => {
  const cluster = createCluster({ scenario: 'quickstart', seed: 1 });
  setTransport(cluster.fetch);
  const events: MarathonEvent[] = [];
  const stopListening = listenToEvents({ onEvent: (event) => events.push(event), onState: () => undefined });
  try {
    const kind = kindOf(text);
    const id = await add(kind, text);
    let verdict = await lookAt(kind, id, events);
    for (let seconds = 0; seconds < HORIZON_SECONDS; seconds += LOOK_EVERY_SECONDS) {
      if (verdict.kind === 'failed' || verdict.kind === 'finished') return verdict;
      await advanceClock(LOOK_EVERY_SECONDS);
      verdict = await lookAt(kind, id, events);
    }
    return verdict;
  } catch (error) {
    if (error instanceof MarathonError) return refused(error);
    throw error;
  } finally {
    stopListening();
  }
};
