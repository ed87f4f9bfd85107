/** Why a pod has no place: what is short, and who comes closest. */
import { expect, test } from 'vitest';
import { viewOffer } from './offer-requirements';
import { aQueueItem, aSpec, aWaitingItem, anUnusedOffer, at } from './pod-status-fixture';
import { waitingReason } from './waiting-reason';

const spec = aSpec({ containers: [{ name: 'big', resources: { cpus: 3.9, mem: 992, disk: 0, gpus: 0 } }] });

test('what no agent has is named with the closest agent', () => {
  const item = aWaitingItem([
    anUnusedOffer('10.0.1.12', 1, 4096, ['InsufficientCpus']),
    anUnusedOffer('10.0.1.14', 3.2, 4096, ['InsufficientCpus']),
    anUnusedOffer('10.0.1.15', 3.5, 100, ['InsufficientCpus', 'InsufficientMemory']),
  ]);
  expect(waitingReason(item, spec)).toBe('no agent has 4\u2009cpus free; closest: 10.0.1.14 (3.2)');
});

test('when each agent lacks something else, the closest one is named with its gaps', () => {
  const item = aWaitingItem([
    anUnusedOffer('10.0.1.12', 3, 4096, ['InsufficientCpus']),
    anUnusedOffer('10.0.1.14', 8, 960, ['InsufficientMemory']),
  ]);
  expect(waitingReason(item, spec)).toBe('no agent meets every requirement; closest: 10.0.1.14, short of 64\u2009MiB');
});

test('what an agent lacks that is turned down without a reason nobody knows, so it is not called the closest', () => {
  const silent = anUnusedOffer('10.1.1.11', 8, 4096, []);
  const short = anUnusedOffer('10.0.1.12', 3, 4096, ['InsufficientCpus']);
  expect(waitingReason(aWaitingItem([silent, short]), spec)).toBe(
    'no agent meets every requirement; closest: 10.0.1.12, short of 1\u2009cpu; 1 agent is turned down without a reason, as agents of another region are',
  );
  expect(waitingReason(aWaitingItem([silent]), spec)).toBe(
    'every agent is turned down without a reason, as agents of another region are',
  );
});

test('an agent that lacks no amount tells what it is turned down for', () => {
  const item = aWaitingItem([
    anUnusedOffer('10.0.2.12', 8, 4096, ['DeclinedScarceResources']),
    anUnusedOffer('10.0.1.15', 3.5, 100, ['InsufficientCpus', 'InsufficientMemory']),
  ]);
  expect(waitingReason(item, spec)).toBe(
    'no agent meets every requirement; closest: 10.0.2.12, turned down for scarce GPUs',
  );
});

test.each([
  ['UnfulfilledRole', 'no agent offers resources of role *'],
  ['UnfulfilledConstraint', 'no agent fulfils the placement constraints (rack LIKE r7)'],
  ['InsufficientPorts', 'no agent has host port 80 free'],
  ['AgentMaintenance', 'every agent that could take it is in maintenance'],
  ['DeclinedScarceResources', 'only GPU agents are left, and they are kept for services that ask for GPUs'],
  ['NoCorrespondingReservationFound', 'no agent offers the volume reserved for this service'],
] as const)('%s reads: %s', (reason, sentence) => {
  const fixed = aSpec({
    containers: [
      { name: 'web', resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 }, endpoints: [{ name: 'http', hostPort: 80 }] },
    ],
    scheduling: {
      ...aSpec().scheduling,
      placement: { constraints: [{ fieldName: 'rack', operator: 'LIKE', value: 'r7' }] },
    },
  });
  expect(waitingReason(aWaitingItem([anUnusedOffer('10.0.1.12', 8, 4096, [reason])]), fixed)).toBe(sentence);
});

test('without offers the funnel is what there is to say', () => {
  const summary = { processedOffersCount: 5, unusedOffersCount: 5, lastUnusedOfferAt: at(1) };
  const rows = [
    { reason: 'UnfulfilledRole', declined: 0, processed: 5 },
    { reason: 'InsufficientCpus', declined: 5, processed: 5 },
  ] as const;
  expect(
    waitingReason(aQueueItem({ processedOffersSummary: { ...summary, rejectSummaryLastOffers: rows } }), spec),
  ).toBe('no agent has 4\u2009cpus free');
  expect(waitingReason(aQueueItem(), spec)).toBe('no agent has offered resources yet');
});

test('an offer is compared with the whole instance, and only resources of accepted roles count', () => {
  const view = viewOffer(anUnusedOffer('10.0.1.14', 3.2, 4096, ['InsufficientCpus']), spec);
  expect(view.requirements.find(({ name }) => name === 'cpus')).toEqual({
    name: 'cpus',
    met: false,
    asked: '4',
    offered: '3.2',
    missing: '0.8\u2009cpus',
    share: 0.8,
  });
  expect(view.requirements.find(({ name }) => name === 'mem')).toMatchObject({
    met: true,
    asked: '1\u2009GiB',
    offered: '4\u2009GiB',
  });
});
