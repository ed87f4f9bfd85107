/** Who contends for an offer, and what the others are told they missed. */
import { expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import { newStatistics, summaryOf, unusedOffers } from '../launch-queue/offer-statistics';
import { VERSION, aPod, anOffer } from '../marathon-fixtures';
import { placeOf } from '../matcher/match-offer';
import { contenders, lineUp } from './line-up';
import { newTrial, notePlaced, noteRefusal } from './trial';

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
  );
};

test('an offer too small for a wish is refused by all that have it; the others contend', () => {
  const trials = [trialOf('/large', 3), trialOf('/small', 0.5), trialOf('/as-large', 3)];
  expect(show(trials, 1)).toEqual(['/small']);
  expect(trials.map(({ statistics }) => summaryOf(statistics).unusedOffersCount)).toEqual([1, 0, 1]);
  expect(trials.map(({ refused }) => refused)).toEqual([1, 0, 1]);
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
