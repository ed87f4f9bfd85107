/** What would this definition do? One definition, one fresh cluster, a quarter of a virtual hour. */
import { listenToEvents } from '../api/client/event-source';
import { addPod, getPodStatus } from '../api/client/pods';
import { getQueue } from '../api/client/queue';
import { advanceClock } from '../api/client/simulation';
import { MarathonError, setTransport } from '../api/client/transport';
import { createCluster } from '../cluster/cluster';
import type { MarathonEvent } from '../protocol/marathon/event';
import { refused, verdictOn, type Verdict } from './verdict';

/** Long enough for pulls, health checks and back-off; shorter than the `sleep 1000` of many an example. */
const HORIZON_SECONDS = 900;
const LOOK_EVERY_SECONDS = 10;

const lookAt = async (id: string, events: readonly MarathonEvent[]): Promise<Verdict> => {
  const [pod, queue] = await Promise.all([getPodStatus(id), getQueue({ lastUnusedOffers: true })]);
  return verdictOn(
    pod,
    queue.find((item) => item.pod?.id === id),
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
    const { pod } = await addPod(text);
    let verdict = await lookAt(pod.id, events);
    for (let seconds = 0; seconds < HORIZON_SECONDS; seconds += LOOK_EVERY_SECONDS) {
      if (verdict.kind === 'failed' || verdict.kind === 'finished') return verdict;
      await advanceClock(LOOK_EVERY_SECONDS);
      verdict = await lookAt(pod.id, events);
    }
    return verdict;
  } catch (error) {
    if (error instanceof MarathonError) return refused(error);
    throw error;
  } finally {
    stopListening();
  }
};
