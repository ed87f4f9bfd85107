/** What waits, as the queue tells it. */
import { describe, expect, test } from 'vitest';
import { milli, millis, seconds } from '../../../protocol/units';
import { aPod, anInstance, anOffer } from '../marathon-fixtures';
import type { NoMatchReason } from '../matcher/no-match-reason';
import type { Delay } from './delays';
import { beginBatch, newStatistics, noteMatch, noteNoMatch, summaryOf, unusedOffers } from './offer-statistics';
import { newBatch } from './offer-batch';
import { queueItem } from './queue-item';

const NOW = millis(100_000);
const waiting = [
  anInstance({ condition: 'Scheduled', since: millis(90_000) }),
  anInstance({ condition: 'Provisioned', since: millis(80_000) }),
];
const delayEnding = (at: number): Delay => ({ configVersion: '', wait: seconds(10), since: millis(at - 10_000) });
const item = (delay?: Delay) => queueItem(aPod(), waiting, delay, undefined, NOW, false);

describe('an item', () => {
  test('counts scheduled and provisioned instances, since the oldest of them', () => {
    expect(item()).toMatchObject({
      count: 2,
      role: 'slave_public',
      since: '1970-01-01T00:01:20.000Z',
      pod: { id: '/shop/web' },
    });
    expect(item()).not.toHaveProperty('lastUnusedOffers');
  });

  test.each([
    ['without a delay', undefined, 0, true],
    ['before its end', delayEnding(102_500), 2, false],
    ['at its end', delayEnding(100_000), 0, false],
    ['just after it', delayEnding(99_001), 0, false],
    ['a second after it', delayEnding(99_000), 0, true],
  ])('%s', (_when, delay, timeLeftSeconds, overdue) => {
    expect(item(delay).delay).toEqual({ timeLeftSeconds, overdue });
  });
});

describe('the funnel', () => {
  const offerOf = (agentId: string) => ({ ...anOffer(), agentId });
  const aBatch = () => newBatch({ constraints: [], instances: 1, places: [] });
  const short = { asked: milli(2), had: milli(1), missing: milli(1) };
  const REASONS = {
    UnfulfilledRole: { reason: 'UnfulfilledRole', asked: ['*'], had: [] },
    InsufficientCpus: { reason: 'InsufficientCpus', ...short },
    InsufficientMemory: { reason: 'InsufficientMemory', ...short },
    InsufficientPorts: { reason: 'InsufficientPorts', asked: 1, had: 0, missing: [] },
    RemoteRegion: { reason: 'RemoteRegion', asked: 'here', had: 'far' },
  } as const satisfies Partial<Record<NoMatchReason['reason'], NoMatchReason>>;
  const refused = (...refusals: [agent: string, ...reasons: (keyof typeof REASONS)[]][]) => {
    const statistics = newStatistics(millis(0));
    for (const [agent, ...names] of refusals) {
      const reasons = names.map((name) => REASONS[name]);
      noteNoMatch(statistics, beginBatch(statistics, aBatch()), { offer: offerOf(agent), reasons, at: NOW }, true);
    }
    return statistics;
  };
  const rows = (rows: readonly { reason: string; declined: number; processed: number }[] | undefined) =>
    new Map(rows?.map(({ reason, declined, processed }) => [reason, [declined, processed]]));

  test('counts each offer under its first reason; a row processes what the rows above left', () => {
    const summary = summaryOf(
      refused(['S1', 'InsufficientCpus', 'UnfulfilledRole'], ['S2', 'InsufficientCpus'], ['S3', 'InsufficientPorts']),
    );
    expect(summary).toMatchObject({ processedOffersCount: 3, unusedOffersCount: 3, lastUsedOfferAt: null });
    const funnel = rows(summary.rejectSummaryLastOffers);
    expect([...funnel.keys()]).toEqual([
      'UnfulfilledRole',
      'UnfulfilledConstraint',
      'NoCorrespondingReservationFound',
      'AgentMaintenance',
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientDisk',
      'InsufficientGpus',
      'InsufficientPorts',
      'DeclinedScarceResources',
    ]);
    expect(funnel.get('UnfulfilledRole')).toEqual([1, 3]);
    expect(funnel.get('InsufficientCpus')).toEqual([1, 2]);
    expect(funnel.get('InsufficientMemory')).toEqual([0, 1]);
    expect(funnel.get('InsufficientPorts')).toEqual([1, 1]);
    expect(funnel.get('DeclinedScarceResources')).toEqual([0, 0]);
  });

  test('the last offers are those of each agent, the attempt counts all of them', () => {
    const summary = summaryOf(
      refused(['S1', 'InsufficientCpus'], ['S1', 'InsufficientMemory'], ['S2', 'InsufficientCpus']),
    );
    expect(rows(summary.rejectSummaryLastOffers).get('InsufficientCpus')).toEqual([1, 2]);
    expect(rows(summary.rejectSummaryLaunchAttempt).get('InsufficientCpus')).toEqual([2, 3]);
  });

  test('an offer from another region is processed and falls under no reason', () => {
    const summary = summaryOf(refused(['S1', 'RemoteRegion'], ['S2', 'InsufficientCpus']));
    expect(rows(summary.rejectSummaryLastOffers).get('InsufficientCpus')).toEqual([1, 2]);
    expect(rows(summary.rejectSummaryLastOffers).get('DeclinedScarceResources')).toEqual([0, 1]);
  });

  test('a used offer is no unused one any more', () => {
    const statistics = refused(['S1', 'InsufficientCpus']);
    beginBatch(statistics, aBatch());
    noteMatch(statistics, 'S1', NOW);
    expect(summaryOf(statistics)).toMatchObject({ processedOffersCount: 2, unusedOffersCount: 1 });
    expect(unusedOffers(statistics)).toEqual([]);
  });

  test('unused offers tell what was offered, with every reason', () => {
    const [unused] = unusedOffers(refused(['S1', 'InsufficientCpus', 'InsufficientPorts']));
    expect(unused).toEqual({
      offer: {
        id: 'O1',
        hostname: '10.0.0.11',
        agentId: 'S1',
        resources: [
          { name: 'cpus', role: '*', scalar: 4 },
          { name: 'mem', role: '*', scalar: 1024 },
          { name: 'disk', role: '*', scalar: 1024 },
          { name: 'ports', role: '*', ranges: [{ begin: 31_000, end: 31_009 }] },
        ],
        attributes: [],
      },
      reason: ['InsufficientCpus', 'InsufficientPorts'],
      timestamp: '1970-01-01T00:01:40.000Z',
    });
  });
});
