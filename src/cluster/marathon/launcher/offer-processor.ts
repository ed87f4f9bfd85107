/**
 * Offers in, ACCEPT or DECLINE out: every offer is shown to the services that wait, several instances may come out of one; what
 * is reserved for nobody is freed first (Marathon `core/launcher/impl/OfferProcessorImpl`,
 * `core/matcher/manager/impl/OfferMatcherManagerActor`, `core/matcher/reconcile/impl/OfferMatcherReconciler`).
 */
import type { Operation, Offer } from '../../../protocol/mesos/offer';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { heldIn } from '../instance/reservation';
import type { Held } from '../instance/reservation';
import {
  DECLINE_AND_RESEND_DURATION,
  DECLINE_OFFER_DURATION,
  EXECUTOR_LINGER,
  MAX_INSTANCES_PER_OFFER,
} from '../settings';
import { showingOf } from './choice';
import type { Showing } from './choice';
import { dealWith, hasBoundHere, nextFor } from './instance-deal';
import type { LauncherContext, Shown, Trials } from './instance-deal';
import { destroyAndUnreserve } from './reservation-operations';

/** Frees what is reserved for instances that are gone, or hold a reservation on another agent. */
const freeGarbage = ({ tracker, queue }: LauncherContext, { agentId }: Offer, held: Held): readonly Operation[] => {
  const entries = [...held].flatMap(([id, entry]) => {
    const instance = tracker.get(id);
    if (instance?.reservation !== undefined && instance.agent?.agentId === agentId) return [];
    // Of a pod that still ends the executor's part, which has the volumes, comes last.
    if (entry.volumes !== undefined) queue.onFreed(id);
    return [entry];
  });
  return entries.length === 0 ? [] : destroyAndUnreserve(entries);
};

/** Who stands at a place, from 0; undefined: nobody, the line ends before. */
type Line = (place: number) => string | undefined;

/** In which order services are asked: by chance, but those whose reservation is offered go first. */
const lineFor = (context: LauncherContext, held: Held, waiting: readonly string[]): Line => {
  const draw = (): number => context.runtime.draw('marathon.matchers');
  if (held.size === 0) return shuffled(waiting, draw);
  const isFirst = (runSpecId: string): boolean => hasBoundHere(context, runSpecId, held);
  const first = waiting.filter(isFirst);
  const [before, after] = [shuffled(first, draw), shuffled(without(waiting, first), draw)];
  return (place) => (place < first.length ? before(place) : after(place - first.length));
};

const without = (ids: readonly string[], taken: readonly string[]): string[] => ids.filter((id) => !taken.includes(id));

/** An offer as it came, and what it holds reserved. */
type Opening = Pick<Shown, 'batch' | 'place' | 'offer' | 'held'>;

const shownOf = ({ held }: Opening, { batch, place, inLine, line }: Showing, offer: Offer, count: number): Shown => ({
  batch,
  place,
  inLine,
  line,
  held,
  offer,
  launchedBefore: count,
});

/** A service that matched goes to the end of the line and tries again; one that did not is out for this offer. */
const dealsOn = (
  context: LauncherContext,
  opening: Opening,
  waiting: readonly string[],
  trials: Trials,
): readonly Operation[] => {
  const operations: Operation[] = [];
  const line = lineFor(context, opening.held, waiting);
  const showing = showingOf(opening.batch, opening.place, waiting.length, line);
  const again: string[] = [];
  let { offer } = opening;
  let count = 0;
  for (let turn = 0; count < MAX_INSTANCES_PER_OFFER && context.tokens.left() > 0; turn++) {
    const runSpecId = line(turn) ?? again[turn - waiting.length];
    if (runSpecId === undefined) break;
    const deal = dealWith(context, runSpecId, shownOf(opening, showing, offer, count), trials);
    if (deal === undefined) continue;
    operations.push(...deal.operations);
    offer = deal.rest;
    count++;
    again.push(runSpecId);
  }
  return operations;
};

/** What is freed is offered again: until then nothing else is made of the offer. */
const operationsOn = (
  context: LauncherContext,
  opening: Opening,
  waiting: readonly string[],
  trials: Trials,
): readonly Operation[] => {
  const { offer, held } = opening;
  const freeing = held.size === 0 ? [] : freeGarbage(context, offer, held);
  if (freeing.length > 0) return freeing;
  return waiting.length === 0 ? [] : dealsOn(context, opening, waiting, trials);
};

/** How long an offer nobody used stays away: not long when a service could use it in a moment, or was not asked. */
const refusalOf = (context: LauncherContext, { agentId }: Offer, held: Held, waiting: readonly string[]): Millis => {
  if (waiting.some((runSpecId) => nextFor(context, runSpecId, agentId, held) === undefined)) return EXECUTOR_LINGER;
  return waiting.length > 0 && context.tokens.left() <= 0 ? DECLINE_AND_RESEND_DURATION : DECLINE_OFFER_DURATION;
};

/** Answers every offer of a batch: with what fits, or not at all for a while. */
export const createOfferProcessor =
  (context: LauncherContext): ((offers: readonly Offer[]) => void) =>
  (offers) => {
    const { queue, runtime, trackerState } = context;
    const frameworkId = context.frameworkId();
    const trials: Trials = new Map();
    const batch = offers.length;
    let waiting = queue.wanting();
    for (const [index, offer] of offers.entries()) {
      const held = heldIn(offer, frameworkId);
      const opening = { offer, held, batch, place: index + 1 };
      const operations = operationsOn(context, opening, waiting, trials);
      const offerIds = [offer.id];
      if (operations.length === 0) {
        const filters = { refuse: refusalOf(context, offer, held, waiting) };
        runtime.send({ to: 'master', kind: 'DECLINE', frameworkId, offerIds, filters });
      } else {
        const filters = { refuse: millis(0) };
        runtime.send({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters });
        waiting = waiting.filter((runSpecId) => trackerState.scheduled.has(runSpecId));
      }
    }
  };

/** Fisher–Yates from the front, as far as anyone looks. The last element draws nothing. */
const shuffled = (items: readonly string[], draw: () => number): Line => {
  const result = [...items];
  let settled = 0;
  return (place) => {
    for (; settled <= place && settled < result.length; settled++) {
      const left = result.length - settled;
      const other = settled + (left === 1 ? 0 : Math.floor(draw() * left));
      const [a, b] = [result[settled], result[other]];
      if (a !== undefined && b !== undefined) {
        result[settled] = b;
        result[other] = a;
      }
    }
    return result[place];
  };
};
