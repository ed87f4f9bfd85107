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
import { newFindings } from '../matcher/match-offer';
import type { Line } from './choice';
import { hasBoundHere } from './candidates';
import { dealWith, trialOf } from './instance-deal';
import type { LauncherContext, Shown, Trials } from './launcher-context';
import { contenders, leaveLine, lineUp, refuseTogether } from './line-up';
import type { Contenders, LineUp } from './line-up';
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
type Opening = Pick<Shown, 'batch' | 'place' | 'offer' | 'held' | 'findings'>;

/** What is done with an offer, and for how long it may stay away when that is nothing. */
interface Outcome {
  readonly operations: readonly Operation[];
  /** Services something was done for, once for each time. */
  readonly dealt: readonly string[];
  readonly refuse: Millis;
}

const nothing = (refuse: Millis): Outcome => ({ operations: [], dealt: [], refuse });

/** Whether more can be made of an offer that services have dealt with. */
const isOver = ({ tokens }: LauncherContext, dealt: readonly string[]): boolean =>
  dealt.length >= MAX_INSTANCES_PER_OFFER || tokens.left() <= 0;

/** A service that matched goes to the end of the line and tries again; one that did not is out for this offer. */
const dealsOn = (context: LauncherContext, opening: Opening, asked: Contenders, { trials }: Pass): Outcome => {
  const { ids } = asked;
  const line = lineFor(context, opening.held, ids);
  const dealt: string[] = [];
  const operations: Operation[] = [];
  let shown = shownFirst(opening, ids.length, line);
  let refuse = DECLINE_OFFER_DURATION;
  for (let turn = 0; !isOver(context, dealt); turn++) {
    const runSpecId = line(turn) ?? dealt[turn - ids.length];
    if (runSpecId === undefined) break;
    const deal = dealWith(context, runSpecId, shown, trials);
    // It could use the offer in a moment.
    if (deal === 'lingering') refuse = EXECUTOR_LINGER;
    if (deal === undefined || deal === 'lingering') continue;
    operations.push(...deal.operations);
    dealt.push(runSpecId);
    leaveOnceAllIsPlaced(context, runSpecId, trials);
    shown = shownNext(shown, deal.rest);
    // Nobody has refused it by itself, and nobody can use what is left: asked one by one, all would say the same.
    if (
      turn === dealt.length - 1 &&
      !isOver(context, dealt) &&
      refuseTogether(asked, shown.offer, hereOf(context, shown))
    )
      break;
  }
  return { operations, dealt, refuse };
};

const leaveOnceAllIsPlaced = ({ trackerState }: LauncherContext, runSpecId: string, trials: Trials): void => {
  const trial = trackerState.scheduled.has(runSpecId) ? undefined : trials.get(runSpecId);
  if (trial !== undefined) leaveLine(trial);
};

const hereOf = ({ localRegion, runtime }: LauncherContext, { findings }: Pick<Shown, 'findings'>) => ({
  localRegion: localRegion(),
  now: runtime.now(),
  findings,
});

const shownNext = (shown: Shown, rest: Offer): Shown => ({
  ...shown,
  offer: rest,
  findings: { place: shown.findings.place, against: new Map() },
  launchedBefore: shown.launchedBefore + 1,
});

const shownFirst = ({ batch, place, offer, held, findings }: Opening, inLine: number, line: Line): Shown => ({
  batch,
  place,
  inLine,
  line,
  held,
  offer,
  findings,
  launchedBefore: 0,
});

/** A batch of offers while it is gone through. */
interface Pass {
  readonly trials: Trials;
  waiting: readonly string[];
  line: LineUp;
  /** Offers that go back, by how long they may stay away: in one call, as most of thousands do. */
  readonly declined: Map<Millis, string[]>;
}

/** Whoever finds something reserved for it needs nothing else of the offer, so then everybody is shown it. */
const shownTo = (context: LauncherContext, opening: Opening, { waiting, line }: Pass): Contenders =>
  opening.held.size > 0
    ? { ids: waiting, wishers: [], others: waiting }
    : contenders(line, opening.offer, hereOf(context, opening));

/** What is freed is offered again: until then nothing else is made of the offer. */
const outcomeOf = (context: LauncherContext, opening: Opening, pass: Pass): Outcome => {
  const { offer, held } = opening;
  const operations = held.size === 0 ? [] : freeGarbage(context, offer, held);
  if (operations.length > 0) return { operations, dealt: [], refuse: millis(0) };
  if (pass.waiting.length === 0) return nothing(DECLINE_OFFER_DURATION);
  if (context.tokens.left() <= 0) return nothing(DECLINE_AND_RESEND_DURATION);
  return dealsOn(context, opening, shownTo(context, opening, pass), pass);
};

/** Answers every offer of a batch: with what fits, or not at all for a while. */
export const createOfferProcessor = (context: LauncherContext): ((offers: readonly Offer[]) => void) => {
  const { queue, runtime, trackerState } = context;
  const lineOf = (waiting: readonly string[], trials: Trials): LineUp =>
    lineUp(waiting, (runSpecId) => trialOf(context, trials, runSpecId));
  const isWaiting = (runSpecId: string): boolean => trackerState.scheduled.has(runSpecId);
  const answer = (opening: Opening, pass: Pass): void => {
    const frameworkId = context.frameworkId();
    const { operations, dealt, refuse } = outcomeOf(context, opening, pass);
    const offerIds = [opening.offer.id];
    if (operations.length === 0) {
      const declined = pass.declined.get(refuse);
      if (declined === undefined) pass.declined.set(refuse, offerIds);
      else declined.push(opening.offer.id);
      return;
    }
    const filters = { refuse: millis(0) };
    runtime.send({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters });
    if (dealt.every(isWaiting)) return;
    pass.waiting = pass.waiting.filter(isWaiting);
    pass.line = lineOf(pass.waiting, pass.trials);
  };
  return (offers) => {
    const trials: Trials = new Map();
    const waiting = queue.wanting();
    const pass: Pass = { trials, waiting, line: lineOf(waiting, trials), declined: new Map() };
    for (const [index, offer] of offers.entries())
      answer(
        {
          offer,
          held: heldIn(offer, context.frameworkId()),
          findings: newFindings(offer),
          batch: offers.length,
          place: index + 1,
        },
        pass,
      );
    const frameworkId = context.frameworkId();
    for (const [refuse, offerIds] of pass.declined)
      runtime.send({ to: 'master', kind: 'DECLINE', frameworkId, offerIds, filters: { refuse } });
  };
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
