/** What a person reads about a definition he tried. */
import { expect, test } from 'vitest';
import type { MarathonEvent } from '../protocol/marathon/event';
import type { InstanceCondition } from '../protocol/marathon/instance';
import { serialisePod } from '../protocol/marathon/pod-answer';
import { checkPod } from '../protocol/marathon/pod-check';
import type { PodInstanceStatus, PodStatus } from '../protocol/marathon/pod-status';
import type { NoMatchReason, QueueItem } from '../protocol/marathon/queue';
import type { TaskState } from '../protocol/mesos/task';
import { isBad, refused, table, verdictOn, wordsOf } from './verdict';

const NOW = '2017-03-17T10:00:00.000Z';

const instance = (id: string, status: PodInstanceStatus['status']): PodInstanceStatus => ({
  id,
  status,
  statusSince: NOW,
  conditions: [],
  networks: [],
  containers: [],
  lastUpdated: NOW,
  lastChanged: NOW,
});

const specOf = (instances: number): PodStatus['spec'] => {
  const check = checkPod({
    id: '/p',
    containers: [{ name: 'c', exec: { command: { shell: 'sleep 1' } }, resources: { cpus: 0.1, mem: 32 } }],
    scaling: { kind: 'fixed', instances },
  });
  return check.kind === 'accepted' ? serialisePod({ ...check.pod, version: NOW }) : expect.fail('not a pod');
};

const pod = (wanted: number, instances: readonly PodInstanceStatus[]): PodStatus => ({
  id: '/p',
  spec: specOf(wanted),
  status: 'DEGRADED',
  statusSince: NOW,
  instances,
  terminationHistory: [],
  lastUpdated: NOW,
  lastChanged: NOW,
});

const queued = (declined: Partial<Record<NoMatchReason, number>>, timeLeftSeconds = 0): QueueItem => ({
  count: 1,
  delay: { timeLeftSeconds, overdue: true },
  since: NOW,
  processedOffersSummary: {
    processedOffersCount: 6,
    unusedOffersCount: 6,
    rejectSummaryLastOffers: Object.entries(declined).map(([reason, count]) => ({
      reason: reason as NoMatchReason,
      declined: count,
      processed: 6,
    })),
  },
});

const second = (at: number): string => `2017-03-17T10:00:${String(at).padStart(2, '0')}.000Z`;

const changed = (at: number, condition: InstanceCondition): MarathonEvent => ({
  eventType: 'instance_changed_event',
  timestamp: second(at),
  instanceId: 'p.instance-1',
  condition,
  runSpecId: '/p',
  runSpecVersion: NOW,
});

const told = (at: number, container: string, taskStatus: TaskState, message = ''): MarathonEvent => ({
  eventType: 'status_update_event',
  timestamp: second(at),
  slaveId: 'S0',
  taskId: `p.instance-1.${container}.1`,
  taskStatus,
  message,
  appId: '/p',
  host: '10.0.1.11',
  ipAddresses: [],
  ports: [],
  version: NOW,
});

test('a refusal lists every complaint with its path, or its message when there is none', () => {
  const details = [{ path: '/containers(0)/name', errors: ['error.pattern', 'error.maxLength'] }];
  expect(wordsOf(refused({ status: 422, message: 'Invalid JSON', details }))).toEqual([
    'refused 422',
    ['/containers(0)/name: error.pattern', '/containers(0)/name: error.maxLength'],
  ]);
  expect(refused({ status: 409, message: 'taken', details: [] })).toMatchObject({ reasons: ['taken'] });
});

test('a pod with all its instances stable runs', () => {
  const verdict = verdictOn(pod(2, [instance('a', 'STABLE'), instance('b', 'STABLE')]), undefined, []);
  expect(wordsOf(verdict)).toEqual(['running', ['2 instances']]);
  expect(isBad(verdict)).toBe(false);
});

test('a pod without room waits and says why, the most frequent reason first', () => {
  const verdict = verdictOn(pod(3, [instance('a', 'STABLE')]), queued({ UnfulfilledRole: 1, InsufficientCpus: 5 }), []);
  expect(verdict).toEqual({
    kind: 'waiting',
    running: 1,
    wanted: 3,
    reasons: ['InsufficientCpus (5 of 6 offers)', 'UnfulfilledRole (1 of 6 offers)'],
  });
  expect(isBad(verdict)).toBe(true);
});

test('no offer at all is a reason, too', () => {
  expect(verdictOn(pod(1, []), queued({}), [])).toMatchObject({ kind: 'waiting', reasons: ['no agent made an offer'] });
});

test('a pod that is pulling its images is neither good nor bad', () => {
  const verdict = verdictOn(pod(1, [instance('a', 'STAGING')]), undefined, []);
  expect([verdict.kind, isBad(verdict)]).toEqual(['starting', false]);
});

test('of a group that went down the guilty container is named, not the siblings it took along', () => {
  const events = [
    changed(2, 'Running'),
    told(20, 'writer', 'TASK_FAILED', 'Command exited with status 3'),
    told(21, 'reader', 'TASK_KILLED'),
    changed(21, 'Failed'),
    told(30, 'writer', 'TASK_DROPPED', 'of a later try'),
  ];
  expect(verdictOn(pod(1, []), queued({}, 4), events)).toEqual({
    kind: 'failed',
    reasons: ['writer: TASK_FAILED, Command exited with status 3'],
  });
});

test('a group killed as a whole names all it can', () => {
  const events = [changed(2, 'Running'), told(20, 'web', 'TASK_KILLED'), changed(20, 'Killed')];
  expect(verdictOn(pod(1, []), undefined, events)).toEqual({ kind: 'failed', reasons: ['web: TASK_KILLED'] });
});

test('a group whose containers all ended well is finished, though it is already up again', () => {
  const events = [changed(1, 'Staging'), changed(2, 'Running'), changed(22, 'Finished'), changed(24, 'Running')];
  expect(verdictOn(pod(1, [instance('a', 'STABLE')]), undefined, events)).toEqual({ kind: 'finished', seconds: 20 });
});

test('the table lines up and repeats nothing', () => {
  const rows = [
    { file: 'a.json', verdict: { kind: 'running', instances: 1 } as const },
    { file: 'longer.json', verdict: { kind: 'refused', status: 422, reasons: ['/id: x', '/name: y'] } as const },
  ];
  expect(table(rows)).toBe(
    [
      'FILE         END          WHY',
      'a.json       running      1 instance',
      'longer.json  refused 422  /id: x',
      '                          /name: y',
    ].join('\n'),
  );
});
