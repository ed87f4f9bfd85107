/** What can be asked, and what is told, while agents or the master are away. */
import { beforeAll, describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { eventsIn } from '../../../testing/mesos-replay';
import { loadInsight } from '../../workloads/insight';
import { loadMesosHttp } from '../lazy-http';
import type { MesosWorld } from '../mesos-world-fixture';
import { agentIds, askAgent, askMaster, askSystem, aCall, busyMesos, memberOf, readMaster } from './mesos-http-fixture';

beforeAll(loadMesosHttp);
beforeAll(loadInsight);

const homeOf = (world: MesosWorld): string => world.last('a')?.agentId ?? '';

const listen = (world: MesosWorld) => {
  const heard: string[] = [];
  let closed = false;
  const stream = askMaster(world, '/api/v1', aCall({ type: 'SUBSCRIBE' }))?.stream;
  stream?.(
    (text) => heard.push(text),
    () => (closed = true),
  );
  return { events: () => eventsIn(heard.join('')).slice(2), isClosed: () => closed };
};

/** Status and text of an agent's state, and of the log of the task on it. */
const asked = (world: MesosWorld, agentId: string) =>
  [askAgent(world, '/slave(1)/state', {}, agentId), askSystem(world, `/agent/${agentId}/logs/v2/task/a`)].map(
    (answer) => [answer?.status, answer?.status === 200 ? undefined : answer?.text],
  );

const twice = <Item>(item: Item): readonly Item[] => [item, item];

describe('an agent whose process is down', () => {
  test('refuses connections until it is back; what ran on it has gone on', () => {
    const world = busyMesos();
    const agentId = homeOf(world);
    world.mesos.strike({ kind: 'agentRestart', agentId, lasts: seconds(20) });
    world.runTo(35);
    expect(asked(world, agentId)).toEqual(twice([502, '502 Bad Gateway\n']));
    expect(askMaster(world, '/slaves', { query: { slave_id: agentId } })?.json).toMatchObject({
      slaves: [{ active: false, deactivated: false }],
    });
    expect(readMaster(world, 'GET_METRICS')).toMatchObject({
      metrics: expect.arrayContaining([{ name: 'master/slaves_disconnected', value: 1 }]),
    });
    world.runTo(60);
    expect(asked(world, agentId)).toEqual(twice([200, undefined]));
    expect(askSystem(world, '/logs/v2/task/a')?.text).toBe('hello\n'.repeat(6));
  });
});

test('an agent that is cut off does not answer; once it is given up, its tasks are out of reach', () => {
  const world = busyMesos();
  const agentId = homeOf(world);
  const { events } = listen(world);
  world.mesos.strike({ kind: 'partition', agentId, lasts: seconds(1000) });
  world.runTo(40);
  expect(asked(world, agentId)).toEqual(twice([504, '504 Gateway Time-out\n']));
  world.runTo(500);
  expect(asked(world, agentId)).toEqual(twice([404, `404 Not Found: agent ${agentId} unknown.\n`]));
  expect(askSystem(world, '/logs/v2/task/a')?.status).toBe(404);
  expect(askMaster(world, '/state')?.json).toMatchObject({
    activated_slaves: 1,
    unreachable_slaves: 1,
    frameworks: [{ tasks: [], unreachable_tasks: [{ id: 'a', state: 'TASK_UNREACHABLE' }] }],
  });
  expect(askMaster(world, '/tasks', { query: { task_id: 'a' } })?.json).toMatchObject({ tasks: [{ id: 'a' }] });
  expect(readMaster(world, 'GET_TASKS')).toMatchObject({ unreachable_tasks: [{ task_id: { value: 'a' } }] });
  world.runTo(1100);
  expect(asked(world, agentId)).toEqual(twice([200, undefined]));
  expect(events()).toMatchObject([
    { task_updated: { state: 'TASK_UNREACHABLE', status: { unreachable_time: { nanoseconds: expect.any(Number) } } } },
    { agent_removed: { agent_id: { value: agentId } } },
    { agent_added: { agent: { agent_info: { id: { value: agentId } } } } },
    { task_added: { task: { task_id: { value: 'a' }, state: 'TASK_RUNNING' } } },
  ]);
});

test('a machine that crashed prints nothing more', () => {
  const world = busyMesos();
  const agentId = homeOf(world);
  world.mesos.strike({ kind: 'agentCrash', agentId, lasts: seconds(60) });
  world.runTo(40);
  expect(asked(world, agentId)).toEqual(twice([504, '504 Gateway Time-out\n']));
  world.runTo(100);
  expect(world.last('a')?.state).toBe('TASK_FAILED');
  expect(askSystem(world, '/logs/v2/task/a')?.text).toBe('hello\n'.repeat(3));
});

describe('without a master', () => {
  test('whoever listened hears the end, and nothing of the cluster can be read until another leads', () => {
    const world = busyMesos();
    const { events, isClosed } = listen(world);
    world.mesos.strike({ kind: 'masterFailover' });
    expect(isClosed()).toBe(true);
    const refused = { status: 503, text: 'No leader elected' };
    expect(askMaster(world, '/state')).toEqual(refused);
    for (const call of [{ type: 'GET_AGENTS' }, { type: 'SUBSCRIBE' }])
      expect(askMaster(world, '/api/v1', aCall(call))).toEqual(refused);
    const drain = { type: 'DRAIN_AGENT', drain_agent: { agent_id: { value: homeOf(world) } } };
    expect(askMaster(world, '/api/v1', aCall(drain))).toEqual(refused);
    expect(askMaster(world, '/health')?.status).toBe(200);
    expect(askMaster(world, '/version')?.status).toBe(200);
    expect(askMaster(world, '/metrics/snapshot')?.json).toMatchObject({ 'master/elected': 0 });
    world.runTo(45);
    expect(askMaster(world, '/state')?.json).toMatchObject({ activated_slaves: 2 });
    expect(events()).toEqual([]);
  });

  test('a new one knows the agents that have yet to come back, and the framework as well', () => {
    const world = busyMesos();
    const ids = agentIds(world);
    world.mesos.strike({ kind: 'partition', agentId: ids[0] ?? '', lasts: seconds(100) });
    world.mesos.strike({ kind: 'masterFailover' });
    const elected = (world.runtime.now() - EPOCH + world.state.mesos.settings.electionTime) / 1000;
    // Told of the election, the framework subscribes at once.
    world.runTo(elected + 0.005);
    const away = { active: false, connected: false, recovered: true };
    expect(memberOf(askMaster(world, '/api/v1', aCall({ type: 'GET_FRAMEWORKS' })), 'GET_FRAMEWORKS')).toMatchObject({
      frameworks: [away],
    });
    expect(askMaster(world, '/frameworks')?.json).toMatchObject({ frameworks: [away] });
    world.runTo(45);
    expect(agentIds(world)).toEqual(ids.slice(1));
    expect(readMaster(world, 'GET_AGENTS')).toMatchObject({ recovered_agents: [{ id: { value: ids[0] } }] });
    const recovered = [{ id: ids[0], hostname: '10.0.0.1', port: 5051 }];
    for (const path of ['/state', '/slaves'])
      expect(askMaster(world, path)?.json).toMatchObject({ recovered_slaves: recovered });
  });
});
