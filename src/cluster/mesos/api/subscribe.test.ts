/** The master's event stream: what it begins with, what it tells, and that nothing is left out. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createMesosReplay, eventsIn } from '../../../testing/mesos-replay';
import { seconds } from '../../../protocol/units';
import { newRuntimeState } from '../../runtime/runtime';
import { newWorkloadsState } from '../../workloads/workloads';
import { loadMesosHttp } from '../lazy-http';
import { newMesosState } from '../mesos';
import { aGroup, ALL_CAPABILITIES, aMesos, anAgent, aTask, wire } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { aCall, askMaster, readMaster } from './mesos-http-fixture';

beforeAll(loadMesosHttp);

const subscribe = (world: MesosWorld) => {
  const pushed: string[] = [];
  const answer = askMaster(world, '/api/v1', aCall({ type: 'SUBSCRIBE' }));
  const leave = answer?.stream?.(
    (text) => pushed.push(text),
    () => undefined,
  );
  return { answer, pushed, leave };
};

const typesIn = (pushed: readonly string[]): readonly string[] => eventsIn(pushed.join('')).map(({ type }) => type);

test('it begins with the whole state and a sign of life, in records of JSON', () => {
  const world = aMesos();
  const { answer, pushed } = subscribe(world);
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
  });
  expect(pushed).toHaveLength(2);
  expect(eventsIn(pushed.join(''))).toEqual([
    {
      type: 'SUBSCRIBED',
      subscribed: {
        get_state: JSON.parse(JSON.stringify(readMaster(world, 'GET_STATE'))),
        heartbeat_interval_seconds: 15,
      },
    },
    { type: 'HEARTBEAT' },
  ]);
  expect(pushed[1]).toBe('20\n{"type":"HEARTBEAT"}');
});

test('records are as long as they say, whatever is in them', () => {
  const world = aMesos();
  world.launch(aGroup('ünï-☃', [aTask('täsk', 'sleep inf')]));
  world.runTo(20);
  const { pushed } = subscribe(world);
  expect(JSON.stringify(eventsIn(pushed.join('')))).toContain('täsk');
});

test('a task is told with every status that comes', () => {
  const world = aMesos();
  const { pushed } = subscribe(world);
  world.launch(aGroup('a', [aTask('a', 'sleep 5')]));
  world.runTo(30);
  const events = eventsIn(pushed.join('')).slice(2);
  expect(events).toMatchObject([
    { type: 'TASK_ADDED', task_added: { task: { task_id: { value: 'a' }, state: 'TASK_STAGING', statuses: [] } } },
    {
      type: 'TASK_UPDATED',
      task_updated: {
        framework_id: { value: world.state.framework.id },
        status: { state: 'TASK_STARTING', task_id: { value: 'a' } },
        state: 'TASK_STARTING',
      },
    },
    { type: 'TASK_UPDATED', task_updated: { status: { state: 'TASK_RUNNING' }, state: 'TASK_RUNNING' } },
    {
      type: 'TASK_UPDATED',
      task_updated: {
        status: { state: 'TASK_FINISHED', message: 'Command exited with status 0' },
        state: 'TASK_FINISHED',
      },
    },
  ]);
});

test('a status that waits for acknowledgement is told with the newer state behind it', () => {
  const world = aMesos();
  world.state.framework.acknowledges = false;
  const { pushed } = subscribe(world);
  world.launch(aGroup('a', [aTask('a', 'sleep 5')]));
  world.runTo(20);
  const { uuid = '', agentId = '', taskId = '', state = 'TASK_FINISHED' } = world.last('a') ?? {};
  const frameworkId = world.state.framework.id;
  world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId, updates: [{ taskId, state, uuid }] });
  world.runTo(21);
  expect(eventsIn(pushed.join('')).at(-1)).toMatchObject({
    task_updated: { status: { state: 'TASK_RUNNING' }, state: 'TASK_FINISHED' },
  });
});

test('who leaves hears nothing more, and who stays hears the same bytes', () => {
  const world = aMesos();
  const [one, other] = [subscribe(world), subscribe(world)];
  one.leave?.();
  const third = subscribe(world);
  world.launch(aGroup('a', [aTask('a', 'sleep 5')]));
  world.runTo(30);
  expect(typesIn(one.pushed)).toEqual(['SUBSCRIBED', 'HEARTBEAT']);
  expect(typesIn(other.pushed)).toHaveLength(6);
  expect(other.pushed.slice(2)).toEqual(third.pushed.slice(2));
});

describe('played back it is what GET_STATE answers, after every event', () => {
  /** Listens before anything is there, and anew every so many entries. */
  const watched = (seed: number) => {
    const faults: string[] = [];
    const replays: ReturnType<typeof createMesosReplay>[] = [];
    let entries = 0;
    const listen = (): void => {
      const replay = createMesosReplay();
      askMaster(world, '/api/v1', aCall({ type: 'SUBSCRIBE' }))?.stream?.(replay.fold, () => undefined);
      replays.push(replay);
    };
    const check = (): void => {
      const state = readMaster(world, 'GET_STATE');
      for (const replay of replays) faults.push(...replay.faults(state));
    };
    const world: MesosWorld = wire(
      {
        runtime: newRuntimeState(seed),
        mesos: newMesosState({ agents: [anAgent(1), anAgent(2)], region: 'us-west-2' }),
        workloads: newWorkloadsState(),
        framework: {
          id: '',
          info: { name: 'marathon', roles: ['slave_public'], capabilities: ALL_CAPABILITIES },
          rescinded: [],
          wanted: [],
          refuse: seconds(120),
          statuses: [],
          offers: [],
          acknowledges: true,
          hoards: false,
        },
      },
      () => {
        if (++entries % 40 === 0) listen();
        check();
      },
    );
    listen();
    return { world, faults, replays, check };
  };

  test.each([1, 2, 3])('seed %i', (seed) => {
    const { world, faults, replays, check } = watched(seed);
    world.mesos.start();
    check();
    const info = { name: 'marathon', roles: ['slave_public'], capabilities: ALL_CAPABILITIES };
    world.call({ to: 'master', kind: 'SUBSCRIBE', framework: info });
    world.runTo(1);
    world.launch(aGroup('a', [aTask('a1', 'sleep 4'), aTask('a2', 'sleep inf')]));
    world.launch(aGroup('b', [aTask('b1', 'exit 1'), aTask('b2', 'trap "" TERM; sleep inf')]));
    world.launch(
      aGroup('c', [aTask('c1', 'sleep inf')], { networks: [{ name: 'none', labels: {}, portMappings: [] }] }),
    );
    world.runTo(8);
    world.kill('a2');
    world.launch(
      aGroup('d', [
        aTask('d1', "sleep 2; nginx -g 'daemon off;'", {
          listens: [80],
          healthCheck: {
            check: { type: 'TCP', port: 80 },
            delay: seconds(0),
            grace: seconds(0),
            interval: seconds(1),
            timeout: seconds(1),
            maxConsecutiveFailures: 9,
          },
        }),
      ]),
    );
    world.runTo(40);
    expect(faults).toEqual([]);
    expect(replays.length).toBeGreaterThan(2);
    expect(world.states('d1')).toMatch(/^STARTING RUNNING RUNNING/);
  });

  test('agents come and go', () => {
    const { world, faults } = watched(4);
    world.mesos.start();
    const info = { name: 'marathon', roles: ['slave_public'], capabilities: ALL_CAPABILITIES };
    world.call({ to: 'master', kind: 'SUBSCRIBE', framework: info });
    world.runTo(1);
    world.launch(aGroup('a', [aTask('a', 'sleep 70'), aTask('b', 'sleep inf')]));
    world.runTo(20);
    const agentId = world.last('a')?.agentId ?? '';
    world.mesos.strike({ kind: 'agentRestart', agentId, lasts: seconds(80) });
    world.runTo(120);
    expect(world.last('a')?.state).toBe('TASK_FINISHED');
    world.mesos.strike({ kind: 'partition', agentId, lasts: seconds(600) });
    world.runTo(900);
    expect(world.states('b')).toMatch(/UNREACHABLE RUNNING$/);
    world.mesos.strike({ kind: 'agentCrash', agentId, lasts: seconds(10) });
    world.runTo(1000);
    world.launch(aGroup('c', [aTask('c', 'sleep inf')]));
    world.runTo(1100);
    world.mesos.strike({ kind: 'gone', agentId: world.last('c')?.agentId ?? '' });
    world.runTo(1200);
    expect(faults).toEqual([]);
    expect(world.states('c')).toMatch(/GONE_BY_OPERATOR$/);
  });
});
