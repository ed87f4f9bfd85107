/** Marathon's launch queue: what waits, why, and how to try again at once. */
import type { QueueItem } from '../../protocol/marathon/queue';
import { getJson, idPath, marathonPath, sendCall, type Call, type ReadOptions } from './transport';

const QUEUE = marathonPath('/v2/queue');

export interface QueueOptions extends ReadOptions {
  /** Also the last non-matching offer of each agent, with every reason. */
  readonly lastUnusedOffers?: boolean;
}

/** `GET /v2/queue`: one item per run spec that still wants instances. */
export const getQueue = async (options: QueueOptions = {}): Promise<readonly QueueItem[]> => {
  const { signal, lastUnusedOffers } = options;
  const { queue } = await getJson<{ readonly queue: readonly QueueItem[] }>(QUEUE, {
    signal,
    query: { embed: lastUnusedOffers === true ? 'lastUnusedOffers' : undefined },
  });
  return queue;
};

/** `DELETE /v2/queue/{id}/delay` as the request it is. */
export const resetDelayCall = (id: string): Call => ({ path: `${QUEUE}/${idPath(id)}/delay`, method: 'DELETE' });

/** Ends the back-off of a pod or app. @throws MarathonError 404 when nothing of it is queued */
export const resetDelay = async (id: string): Promise<void> => {
  await sendCall(resetDelayCall(id));
};
