/** The decision table of `service-status.ts`, row by row, and what its sentences say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServiceFacts } from './service-status';
import { deploymentOf, serviceStatus } from './service-status';
import type { StatusWord } from './status-words';
import { statusLooks } from './status-words';
import {
  START,
  aContainerStatus,
  aDeployment,
  aHealth,
  aPodStatus,
  aQueueItem,
  aTermination,
  aWaitingItem,
  anInstance,
  anUnusedOffer,
  at,
  instancesOf,
} from './pod-status-fixture';

const NOW = START + 10_000;
const placeless = aPodStatus({ instances: [] });
const removal = aDeployment({
  steps: [{ actions: [{ action: 'StopPod', pod: '/shop/web' }] }],
  currentStep: 1,
  totalSteps: 1,
});
const lost = (id: string) =>
  anInstance({
    id,
    status: 'DEGRADED',
    agentHostname: '10.0.2.11',
    containers: [aContainerStatus({ status: 'TASK_UNREACHABLE' })],
  });
const unhealthy = anInstance({
  id: 'sick',
  status: 'DEGRADED',
  containers: [aContainerStatus({ conditions: [aHealth(false)] })],
});
const noCpus = aWaitingItem([
  anUnusedOffer('10.0.1.12', 0.2, 512, ['InsufficientCpus']),
  anUnusedOffer('10.0.1.14', 0.25, 512, ['InsufficientCpus']),
]);
const twoFailures = [aTermination({ terminatedAt: at(9) }), aTermination({ terminatedAt: at(5) })];

type Row = [row: string, facts: Omit<ServiceFacts, 'now'>, word: StatusWord, sentence: string, progress?: number];

const rows: readonly Row[] = [
  [
    '1 Marathon calls it terminal',
    { service: aPodStatus({ status: 'TERMINAL', instances: instancesOf(2) }) },
    'Deleting',
    '2 instances still stopping',
  ],
  ['1 a deployment removes it', { service: placeless, deployment: removal }, 'Deleting', 'about to be removed'],
  [
    '1 removal wins over a delay',
    {
      service: aPodStatus(),
      deployment: removal,
      queueItem: aQueueItem({ delay: { timeLeftSeconds: 9, overdue: false } }),
    },
    'Deleting',
    '1 instance still stopping',
  ],
  ['2 scaled to nothing', { service: aPodStatus({ target: 0, instances: [] }) }, 'Suspended', 'scaled to 0'],
  [
    '2 the count before is known',
    { service: aPodStatus({ target: 0, instances: [] }), resumeWith: 10 },
    'Suspended',
    'scaled to 0; will resume with 10',
  ],
  [
    '3 going down to nothing',
    { service: aPodStatus({ target: 0, instances: instancesOf(3) }), deployment: aDeployment() },
    'Deploying',
    '3 instances still stopping',
  ],
  [
    '4 back-off',
    {
      service: aPodStatus({ instances: [], terminationHistory: twoFailures }),
      queueItem: aQueueItem({ delay: { timeLeftSeconds: 12, overdue: false } }),
    },
    'Delayed',
    'last instance failed; next try in 12 s',
    0,
  ],
  [
    '4 back-off after an orderly end',
    {
      service: placeless,
      queueItem: aQueueItem({ delay: { timeLeftSeconds: 2, overdue: false } }),
    },
    'Delayed',
    'last instance ended; next try in 2 s',
    0,
  ],
  [
    '4 back-off of some',
    {
      service: aPodStatus({ target: 3, instances: instancesOf(2), terminationHistory: twoFailures }),
      queueItem: aQueueItem({ delay: { timeLeftSeconds: 12, overdue: false } }),
      deployment: aDeployment(),
    },
    'Delayed',
    '2 of 3 instances running; last instance failed; next try in 12 s',
    2 / 3,
  ],
  [
    '4 the time since the queue was read counts',
    {
      service: placeless,
      queueReadAt: NOW - 5000,
      queueItem: aQueueItem({ delay: { timeLeftSeconds: 12, overdue: false } }),
    },
    'Delayed',
    'last instance ended; next try in 7 s',
    0,
  ],
  [
    '5 no agent fits',
    { service: placeless, queueItem: noCpus },
    'Waiting',
    'no agent has 0.3\u2009cpus free; closest: 10.0.1.14 (0.25)',
    0,
  ],
  [
    '5 no agent fits the rest',
    {
      service: aPodStatus({ target: 10, instances: instancesOf(4) }),
      queueItem: { ...noCpus, count: 6 },
      deployment: aDeployment(),
    },
    'Waiting',
    '6 of 10 instances without a place: no agent has 0.3\u2009cpus free; closest: 10.0.1.14 (0.25)',
    0.4,
  ],
  [
    '6 all cut off',
    { service: aPodStatus({ instances: [lost('a')] }) },
    'Unreachable',
    'agent 10.0.2.11 not heard of for 10 s',
  ],
  [
    '7 coming up',
    {
      service: aPodStatus({ target: 10, instances: [...instancesOf(4), anInstance({ id: 'x', status: 'STAGING' })] }),
      deployment: aDeployment(),
    },
    'Deploying',
    '4 of 10 instances running, step 2 of 2',
    0.4,
  ],
  [
    '7 queued, offers on their way',
    {
      service: placeless,
      queueItem: aQueueItem(),
      deployment: aDeployment({ totalSteps: 1, currentStep: 1 }),
    },
    'Deploying',
    '0 of 1 instance running',
    0,
  ],
  [
    '7 with trouble',
    { service: aPodStatus({ target: 2, instances: [anInstance(), unhealthy] }), deployment: aDeployment() },
    'Deploying',
    '1 of 2 instances running, step 2 of 2; 1 of 2 instances has an unhealthy container',
    0.5,
  ],
  [
    '8 unhealthy',
    { service: aPodStatus({ target: 3, instances: [...instancesOf(2), unhealthy] }) },
    'Degraded',
    '1 of 3 instances has an unhealthy container',
  ],
  [
    '8 some cut off',
    { service: aPodStatus({ target: 3, instances: [...instancesOf(2), lost('a')] }) },
    'Degraded',
    '1 of 3 instances is unreachable (agent 10.0.2.11)',
  ],
  [
    '8 a crash loop that happens to be up',
    { service: aPodStatus({ terminationHistory: twoFailures }) },
    'Degraded',
    '1 of 1 instance keeps failing: 2 times in 5 min; Command exited with status 1',
  ],
  [
    '9 being replaced',
    { service: aPodStatus({ target: 3, instances: [...instancesOf(2), anInstance({ id: 'x', status: 'STAGING' })] }) },
    'Staging',
    '2 of 3 instances running, 1 starting',
    2 / 3,
  ],
  [
    '9 about to be offered room',
    { service: placeless, queueItem: aQueueItem() },
    'Staging',
    '0 of 1 instance running, 1 waiting for offers',
    0,
  ],
  [
    '10 nothing on its way',
    { service: aPodStatus({ target: 3, instances: instancesOf(2) }) },
    'Degraded',
    '2 of 3 instances running',
  ],
  [
    '11 all up',
    { service: aPodStatus({ target: 10, instances: instancesOf(10) }) },
    'Running',
    '10 of 10 instances running',
  ],
  [
    '11 more than asked for',
    { service: aPodStatus({ target: 1, instances: instancesOf(2) }) },
    'Running',
    '2 instances running, 1 asked for',
  ],
];

describe('the first row that applies', () => {
  test.each(rows)('%s', (_row, facts, word, sentence, progress) => {
    expect(serviceStatus({ ...facts, now: NOW })).toEqual({
      word,
      tone: statusLooks[word].tone,
      sentence,
      ...(progress === undefined ? {} : { progress }),
    });
  });
});

test('a health check that has not answered yet is not called a failure', () => {
  const containers = [aContainerStatus({ conditions: [aHealth(false, 'health-unreported-by-mesos')] })];
  const pod = aPodStatus({ instances: [anInstance({ status: 'DEGRADED', containers })] });
  expect(serviceStatus({ service: pod, now: NOW })).toMatchObject({
    word: 'Degraded',
    sentence: '1 of 1 instance waits for a first health result',
  });
});

test('a single failure, and failures Marathon has forgotten, leave a pod Running', () => {
  const pod = (failures: number) => aPodStatus({ terminationHistory: twoFailures.slice(0, failures) });
  expect(serviceStatus({ service: pod(1), now: NOW }).word).toBe('Running');
  expect(serviceStatus({ service: pod(2), now: START + 400_000 }).word).toBe('Running');
});

test('an offer used after the last one turned down means it goes on', () => {
  const item = aWaitingItem([anUnusedOffer('10.0.1.12', 0.2, 512, ['InsufficientCpus'])]);
  const moving = { ...item, processedOffersSummary: { ...item.processedOffersSummary, lastUsedOfferAt: at(2) } };
  const facts = { service: placeless, deployment: aDeployment(), now: NOW };
  expect(serviceStatus({ ...facts, queueItem: item }).word).toBe('Waiting');
  expect(serviceStatus({ ...facts, queueItem: moving }).word).toBe('Deploying');
});

test('a delay that has run out while nobody read the queue is over', () => {
  const queueItem = aQueueItem({ delay: { timeLeftSeconds: 3, overdue: false } });
  const facts = { service: placeless, queueItem, queueReadAt: NOW - 4000, now: NOW };
  expect(serviceStatus(facts).word).toBe('Staging');
});

const other = aDeployment({ id: 'other', affectedPods: ['/shop/webshop'] });
test('the deployment of a pod is the one that removes it, if any', () => {
  expect(deploymentOf('/shop/web', [other, aDeployment(), removal])).toBe(removal);
  expect(deploymentOf('/shop/web', [other])).toBeUndefined();
});

test('Running is never said while an instance asked for is not up', () => {
  const instanceArb = fc.constantFrom(
    anInstance(),
    unhealthy,
    lost('x'),
    anInstance({ status: 'PENDING' }),
    anInstance({ status: 'STAGING' }),
    anInstance({ status: 'TERMINAL' }),
  );
  fc.assert(
    fc.property(
      fc.array(instanceArb, { maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      (instances, target, queued) => {
        const result = serviceStatus({
          service: aPodStatus({ target, instances }),
          ...(queued ? { queueItem: aQueueItem() } : {}),
          now: NOW,
        });
        const up = instances.filter((each) => each.status === 'STABLE').length;
        const sick = instances.some((each) => each.status === 'DEGRADED');
        expect(result.word === 'Running').toBe(up >= target && !sick);
      },
    ),
  );
});
