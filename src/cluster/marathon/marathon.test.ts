/** Marathon alone, with a Mesos played by hand: what it does about agents that go away and launches that never come up. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { SchedulerCall } from '../../protocol/mesos/scheduler';
import type { TaskState, TaskStatus } from '../../protocol/mesos/task';
import { millis, seconds } from '../../protocol/units';
import { createRuntime, newRuntimeState } from '../runtime/runtime';
import type { HostRuntime } from '../runtime/runtime';
import type { Instance } from './instance/instance';
import { auditMarathon } from './invariants';
import { anOffer, aStatus } from './marathon-fixtures';
import { createMarathon, newMarathonState } from './marathon';
import type { Marathon, MarathonEntry, MarathonState } from './marathon';

let state: MarathonState;
let runtime: HostRuntime<MarathonEntry | SchedulerCall>;
let marathon: Marathon;
let calls: SchedulerCall[];

beforeEach(() => {
  calls = [];
  state = newMarathonState();
  runtime = createRuntime<MarathonEntry | SchedulerCall>(newRuntimeState(1), (entry) => {
    if (entry.to === 'marathon') marathon.receive(entry);
    else calls.push(entry);
  });
  marathon = createMarathon(state, runtime);
  marathon.receive({ to: 'marathon', kind: 'SUBSCRIBED', frameworkId: 'F1' });
});

const wait = (time: number): void => {
  runtime.runUntil(millis(runtime.now() + seconds(time)));
  expect(auditMarathon(state)).toEqual([]);
};
const request = (method: string, path: string, body: unknown, query = '') =>
  marathon.handle({
    method,
    path,
    query: new URLSearchParams(query),
    headers: new Map([['content-type', 'application/json']]),
    body: new TextEncoder().encode(JSON.stringify(body)),
    origin: 'http://x',
  });
const add = (instances: number, scheduling = {}) => {
  const containers = [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }];
  request('POST', '/v2/pods', { id: '/web', scaling: { kind: 'fixed', instances }, containers, scheduling });
  wait(1);
};
let offers = 0;
const offer = (agentId = 'S1'): void => {
  marathon.receive({ to: 'marathon', kind: 'OFFERS', offers: [{ ...anOffer(), id: `O${offers++}`, agentId }] });
  wait(0);
};
const all = (): Instance[] => [...state.tracker.instances.values()];
const say = (instance: Instance | undefined, taskState: TaskState, wish: Partial<TaskStatus> = {}): void => {
  const taskId = instance?.tasks[0]?.id ?? '';
  const status = aStatus({ taskId, state: taskState, timestamp: runtime.now(), uuid: 'u', ...wish });
  marathon.receive({ to: 'marathon', kind: 'UPDATE', statuses: [status] });
  wait(0);
};
const run = (instances: number, scheduling = {}) => {
  add(instances, scheduling);
  offer();
  for (const instance of all()) say(instance, 'TASK_RUNNING');
};
const conditions = () => all().map(({ condition }) => condition);
const kills = () => calls.flatMap((call) => (call.kind === 'KILL' ? [call.taskId] : []));

test('an idle Marathon is silent', () => {
  run(2);
  wait(60);
  calls.length = 0;
  expect(runtime.nextAt()).toBeUndefined();
  wait(86_400);
  expect(calls).toEqual([]);
});

describe('an instance whose agent is unreachable', () => {
  const patient = { unreachableStrategy: { inactiveAfterSeconds: 100, expungeAfterSeconds: 200 } };

  test('is replaced at the next check and forgotten, by default', () => {
    run(1);
    const [lost] = all();
    say(lost, 'TASK_UNREACHABLE');
    expect(conditions()).toEqual(['Unreachable']);
    wait(31);
    expect(all().map(({ id }) => id)).not.toContain(lost?.id);
    expect(conditions()).toEqual(['Scheduled']);
  });

  test('is replaced when inactive, and forgotten later, both counted from its loss', () => {
    run(1, patient);
    say(all()[0], 'TASK_UNREACHABLE');
    wait(95);
    expect(conditions()).toEqual(['Unreachable']);
    wait(30);
    expect(conditions()).toEqual(['UnreachableInactive', 'Scheduled']);
    wait(80);
    expect(conditions()).toEqual(['UnreachableInactive', 'Scheduled']);
    wait(30);
    expect(conditions()).toEqual(['Scheduled']);
  });

  test('runs on when it is back in time', () => {
    run(1, patient);
    const [lost] = all();
    say(lost, 'TASK_UNREACHABLE');
    wait(60);
    say(lost, 'TASK_RUNNING');
    wait(300);
    expect(all().map(({ id, condition }) => [id, condition])).toEqual([[lost?.id, 'Running']]);
  });

  test('makes one too many when it is back after its replacement came: one is killed', () => {
    run(1, patient);
    const [lost] = all();
    say(lost, 'TASK_UNREACHABLE');
    wait(125);
    offer('S2');
    say(all()[1], 'TASK_RUNNING');
    say(lost, 'TASK_RUNNING');
    wait(1);
    expect(kills()).toHaveLength(1);
    say(
      all().find(({ goal }) => goal === 'Decommissioned'),
      'TASK_KILLED',
    );
    expect(conditions()).toEqual(['Running']);
  });

  test('is killed as unknown when it is back after it was forgotten', () => {
    run(1);
    const [lost] = all();
    say(lost, 'TASK_UNREACHABLE');
    wait(31);
    say(lost, 'TASK_RUNNING');
    expect(kills()).toEqual([lost?.tasks[0]?.id]);
  });

  test('is waited for for ever where the pod disables the strategy', () => {
    run(1, { unreachableStrategy: 'disabled' });
    say(all()[0], 'TASK_UNREACHABLE');
    wait(86_400);
    expect(runtime.nextAt()).toBeUndefined();
    expect(conditions()).toEqual(['Unreachable']);
  });
});

test('a task that is gone for good counts as a failure and is launched again', () => {
  run(1);
  say(all()[0], 'TASK_GONE');
  expect(conditions()).toEqual(['Scheduled']);
  expect(state.queue.delays.get('/web')?.wait).toBe(1000);
});

describe('a launch', () => {
  test('nobody confirms for five minutes is killed and tried again', () => {
    add(1);
    offer();
    expect(conditions()).toEqual(['Provisioned']);
    wait(300);
    expect(kills()).toEqual([]);
    wait(31);
    expect(kills()).toEqual([all()[0]?.tasks[0]?.id]);
    say(all()[0], 'TASK_KILLED');
    expect(conditions()).toEqual(['Scheduled']);
  });

  test('that hangs while staging is killed, one that goes on is not', () => {
    add(2);
    offer();
    for (const instance of all()) say(instance, 'TASK_STARTING');
    wait(200);
    say(all()[0], 'TASK_RUNNING');
    wait(131);
    expect(kills()).toEqual([all()[1]?.tasks[0]?.id]);
  });

  test('does not return to its old agent while its executor may still be there', () => {
    run(1);
    say(all()[0], 'TASK_KILLED');
    wait(1);
    offer('S1');
    expect(conditions()).toEqual(['Scheduled']);
    expect(calls.at(-1)).toMatchObject({ kind: 'DECLINE', filters: { refuse: 2000 } });
    wait(2);
    offer('S1');
    expect(conditions()).toEqual(['Provisioned']);
  });
});

describe('kills', () => {
  test('are repeated every thirty seconds until somebody confirms them', () => {
    run(1);
    request('DELETE', `/v2/pods/web::instances/${all()[0]?.id}`, []);
    wait(95);
    expect(kills()).toHaveLength(4);
    say(all()[0], 'TASK_KILLED');
    wait(95);
    expect(kills()).toHaveLength(4);
  });

  test('are sent for a hundred instances at a time', () => {
    add(150);
    for (let n = 0; n < 30; n++) {
      offer(`S${n}`);
      for (const instance of all().filter(({ condition }) => condition === 'Provisioned'))
        say(instance, 'TASK_RUNNING');
    }
    request('DELETE', '/v2/pods/web', undefined, 'force=true');
    wait(1);
    expect(kills()).toHaveLength(100);
    for (const instance of all().slice(0, 60)) say(instance, 'TASK_KILLED');
    expect(kills()).toHaveLength(150);
  });
});

test('every status is acknowledged, also that of a task nobody knows', () => {
  run(1);
  say(undefined, 'TASK_RUNNING', { taskId: 'x.instance-1.main.1' });
  expect(calls.filter(({ kind }) => kind === 'ACKNOWLEDGE')).toHaveLength(2);
  expect(kills()).toEqual(['x.instance-1.main.1']);
});

test('at most five instances come out of one offer, whoever they are of', () => {
  const answers = () => calls.flatMap((call) => (call.kind === 'ACCEPT' ? [call.operations.length] : []));
  add(4);
  const containers = [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }];
  request('POST', '/v2/pods', { id: '/two', scaling: { kind: 'fixed', instances: 4 }, containers });
  wait(1);
  offer();
  expect(answers()).toEqual([5]);
  offer('S2');
  expect(answers()).toEqual([5, 3]);
});

test('Mesos is asked for offers at once, and then every five seconds at most', () => {
  const containers = [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }];
  wait(20);
  const from = runtime.now();
  /** Seconds by which it was asked, looked at twice a second. */
  const asked: number[] = [];
  for (let n = 0; n < 24; n++) {
    calls.length = 0;
    if (n % 2 === 0) request('POST', '/v2/pods', { id: `/pod-${n}`, containers });
    wait(0.5);
    if (calls.some(({ kind }) => kind === 'REVIVE')) asked.push((runtime.now() - from) / 1000);
  }
  expect(asked).toEqual([0.5, 5, 10]);
});
