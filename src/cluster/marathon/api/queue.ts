/** `/v2/queue`: what waits for offers, and the end of a back-off (Marathon `api/v2/QueueResource`). */
import { notQueued } from '../../../protocol/marathon/error';
import { normaliseId } from '../../../protocol/marathon/path-id';
import type { QueueItem } from '../../../protocol/marathon/queue';
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { queueItem } from '../launch-queue/queue-item';
import { notAllowed, ok, refuse } from './answers';

const itemOf = (core: MarathonCore, runSpecId: string, withOffers: boolean): QueueItem | undefined => {
  const { tracker, store, queue } = core.state;
  const ids = [...(tracker.scheduled.get(runSpecId) ?? []), ...(tracker.provisioned.get(runSpecId) ?? [])];
  const queued = ids.flatMap((id) => core.tracker.get(id) ?? []);
  const definition = store.specs.get(runSpecId)?.current;
  if (definition === undefined || queued.length === 0) return undefined;
  return queueItem(
    definition,
    queued,
    core.queue.delay(runSpecId),
    queue.statistics.get(runSpecId),
    core.runtime.now(),
    withOffers,
  );
};

const list = (core: MarathonCore, withOffers: boolean): HttpAnswer => {
  const { scheduled, provisioned } = core.state.tracker;
  const ids = new Set([...scheduled.keys(), ...provisioned.keys()]);
  return ok({ queue: [...ids].flatMap((id) => itemOf(core, id, withOffers) ?? []) });
};

const resetDelay = (core: MarathonCore, id: string): HttpAnswer => {
  if (itemOf(core, id, false) === undefined) return refuse(404, notQueued(id));
  core.queue.resetDelay(id);
  return { status: 204 };
};

export const queueResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = /^\/v2\/queue(?:\/(.+)\/delay)?$/s.exec(request.path);
    if (match === null) return undefined;
    const [, id] = match;
    if (id !== undefined)
      return request.method === 'DELETE' ? resetDelay(core, normaliseId(id)) : notAllowed('DELETE', 'OPTIONS');
    if (request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    return list(core, request.query.getAll('embed').includes('lastUnusedOffers'));
  };
