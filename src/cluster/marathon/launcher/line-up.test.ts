/** Who contends for an offer, and what the others are told they missed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import { refusedIn, unfitOf } from '../launch-queue/offer-batch';
import { countsOf, newStatistics, summaryOf, unusedOffers } from '../launch-queue/offer-statistics';
import { VERSION, aPod, anOffer } from '../marathon-fixtures';
import { placeOf } from '../matcher/match-offer';
import type { UnfitOffer } from '../matcher/match-offer';
import { contenders, leaveLine, lineUp, refuseTogether } from './line-up';
import { newTrial, notePlaced, noteRefusal, noteRefusalOfLine } from './trial';

const NOW = millis(1000);
const HERE = { localRegion: null, now: NOW };

const trialOf = (id: string, cpus: number, mostPerHost?: string) => {
  const pod = aPod({
    id,
    containers: [{ name: 'main', resources: { cpus, mem: 32 } }],
    scheduling: {
      placement: {
        constraints:
          mostPerHost === undefined ? [] : [{ fieldName: 'hostname', operator: 'MAX_PER', value: mostPerHost }],
      },
    },
  });
  return newTrial({ definition: pod, pod, configVersion: VERSION }, newStatistics(NOW), []);
};

const show = (trials: readonly ReturnType<typeof trialOf>[], cpus: number) => {
  const byId = new Map(trials.map((trial) => [trial.known.pod.id, trial]));
  return contenders(
    lineUp([...byId.keys()], (id) => byId.get(id)),
    anOffer({ cpus }),
    HERE,
  ).ids;
};

test('an offer too small for a wish is refused by all that have it; the others contend', () => {
  const trials = [trialOf('/large', 3), trialOf('/small', 0.5), trialOf('/as-large', 3)];
  expect(show(trials, 1)).toEqual(['/small']);
  expect(trials.map(({ statistics }) => summaryOf(statistics).unusedOffersCount)).toEqual([1, 0, 1]);
  expect(trials.map(({ batch }) => refusedIn(batch))).toEqual([1, 0, 1]);
});

test('whoever refuses is told its own constraints besides', () => {
  const [free, spread] = [trialOf('/free', 3), trialOf('/spread', 3, '0')];
  show([free, spread], 1);
  expect(unusedOffers(free.statistics).map(({ reason }) => reason)).toEqual([['InsufficientCpus']]);
  expect(unusedOffers(spread.statistics).map(({ reason }) => reason)).toEqual([
    ['UnfulfilledConstraint', 'InsufficientCpus'],
  ]);
});

test('constraints are told as they stood when the offer was refused, whatever was placed since', () => {
  const trial = trialOf('/spread', 3, '1');
  const refuse = (agentId: string) =>
    noteRefusal(
      trial,
      { offer: { ...anOffer(), agentId }, reasons: [{ reason: 'RemoteRegion', asked: 'a', had: 'b' }], at: NOW },
      false,
    );
  refuse('S1');
  notePlaced(trial, placeOf(anOffer()));
  refuse('S2');
  expect(unusedOffers(trial.statistics).map(({ offer, reason }) => [offer.agentId, reason])).toEqual([
    ['S1', []],
    ['S2', ['UnfulfilledConstraint']],
  ]);
});

test('reading what was refused changes nothing', () => {
  const trial = trialOf('/large', 3, '1');
  show([trial], 1);
  const before = structuredClone(trial.statistics);
  summaryOf(trial.statistics);
  expect(trial.statistics).toEqual(before);
});

describe('what is left of an offer', () => {
  const rest = { ...anOffer({ cpus: 1 }), id: 'O2' };
  const line = (trials: readonly ReturnType<typeof trialOf>[]) => {
    const byId = new Map(trials.map((trial) => [trial.known.pod.id, trial]));
    return lineUp([...byId.keys()], (id) => byId.get(id));
  };
  const told = (trials: readonly ReturnType<typeof trialOf>[]) =>
    trials.map(({ statistics, refusals, batch }) => {
      const { processedOffersCount: seen, unusedOffersCount: unused } = summaryOf(statistics);
      return [seen, unused, unusedOffers(statistics).length, refusals.length, refusedIn(batch)];
    });

  test('is refused by nobody at once while anybody can use it', () => {
    const trials = [trialOf('/large', 3), trialOf('/small', 0.5)];
    expect(refuseTogether(line(trials), rest, HERE)).toBe(false);
    expect(told(trials)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  test('is refused at once by all for whom it is too small, but for those of whom nothing waits any more', () => {
    const trials = [trialOf('/large', 3), trialOf('/placed', 3), trialOf('/larger', 4)];
    const [, placed] = trials;
    if (placed !== undefined) leaveLine(placed);
    expect(refuseTogether(line(trials), rest, HERE)).toBe(true);
    expect(told(trials)).toEqual([
      [1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1],
    ]);
  });
});

/** Of a batch: offers that all refuse, that one refuses by itself, instances placed, services of whom nothing waits any more. */
type Step = { readonly kind: 'all' } | { readonly kind: 'one' | 'whole' | 'place' | 'leave'; readonly who: number };

test('whether services refuse together or each by itself, each is told the same, in the same order', () => {
  const newTrials = () => ['/a', '/b', '/c'].map((id, n) => trialOf(id, 3, String(n)));
  const step = fc.oneof(
    fc.constant<Step>({ kind: 'all' }),
    fc.record({ kind: fc.constantFrom('one', 'whole', 'place', 'leave'), who: fc.nat(2) }),
  );
  const unfitAt = (n: number): UnfitOffer => ({
    offer: { ...anOffer({ host: `10.0.0.${n % 3}` }), id: `O${n}`, agentId: `S${n % 3}` },
    reasons: [{ reason: 'RemoteRegion', asked: 'a', had: String(n) }],
    at: NOW,
  });
  const run = (steps: readonly Step[], isShared: boolean) => {
    const trials = newTrials();
    const [wishers] = lineUp(['/a', '/b', '/c'], (id) => trials.find(({ known }) => known.pod.id === id)).wishers;
    const gone = new Set<number>();
    for (const [n, each] of steps.entries()) {
      const unfit = unfitAt(n);
      if (each.kind === 'all' && isShared) noteRefusalOfLine(wishers?.refused ?? [], trials, unfit);
      else if (each.kind === 'all') trials.forEach((trial, who) => !gone.has(who) && noteRefusal(trial, unfit, false));
      else {
        const trial = trials[each.who];
        if (trial === undefined || gone.has(each.who)) continue;
        if (each.kind === 'leave') {
          gone.add(each.who);
          if (isShared) leaveLine(trial);
        } else if (each.kind === 'place') notePlaced(trial, placeOf(unfit.offer));
        else noteRefusal(trial, unfit, each.kind === 'whole');
      }
    }
    return trials.map(({ statistics, refusals, batch }) => ({
      refusals,
      refused: refusedIn(batch),
      counts: countsOf(statistics),
      unfit: unfitOf(batch),
    }));
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      expect(run(steps, true)).toEqual(run(steps, false));
    }),
    { numRuns: 1000 },
  );
});
