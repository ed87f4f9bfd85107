/** What waits, as `GET /v2/queue` tells it (Marathon `core/launchqueue/LaunchStats`, `raml/QueueInfoConversion`). */
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import type { QueueItem } from '../../../protocol/marathon/queue';
import { isoTime } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { isPod } from '../group/definition';
import type { Definition } from '../group/definition';
import type { Instance } from '../instance/instance';
import type { Delay } from './delays';
import { newStatistics, summaryOf, unusedOffers } from './offer-statistics';
import type { OfferStatistics } from './offer-statistics';

/** Milliseconds past its deadline from which a delay is over for good. */
const OVERDUE_AFTER = 1000;

/** @param queued the service's scheduled and provisioned instances, at least one */
export const queueItem = (
  definition: Definition,
  queued: readonly Instance[],
  delay: Delay | undefined,
  statistics: OfferStatistics | undefined,
  now: Millis,
  withOffers: boolean,
): QueueItem => {
  const left = delay === undefined ? -OVERDUE_AFTER : delay.since + delay.wait - now;
  const since = queued.reduce((oldest, instance) => Math.min(oldest, instance.since), now as number) as Millis;
  const known = statistics ?? newStatistics(since);
  return {
    count: queued.length,
    role: definition.role,
    delay: { timeLeftSeconds: Math.max(0, Math.floor(left / 1000)), overdue: left <= -OVERDUE_AFTER },
    since: isoTime(since),
    processedOffersSummary: summaryOf(known),
    ...(withOffers && { lastUnusedOffers: unusedOffers(known) }),
    ...(isPod(definition) ? { pod: serialisePod(definition) } : { app: serialiseApp(definition) }),
  };
};
