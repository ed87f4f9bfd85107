/** The master's reads, in the shapes that dashboards of DC/OS know. */
import { expect, test } from 'vitest';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const get = (world: MesosWorld, path: string, query = '', method = 'GET') =>
  world.mesos.handle({
    method,
    path,
    query: new URLSearchParams(query),
    headers: new Map(),
    body: new Uint8Array(),
    origin: 'http://localhost',
  });

const busy = (): MesosWorld => {
  const agent = anAgent(1, {
    attributes: [{ name: 'rack', type: 'TEXT', text: 'r1' }],
    domain: { region: 'us-west-2', zone: 'us-west-2b' },
  });
  const world = aMesos({ agents: [agent, anAgent(2)] });
  world.launch(aGroup('a', [aTask('a', 'sleep inf', { labels: { tier: 'web' } }), aTask('b', 'sleep 3')]));
  world.runTo(30);
  return world;
};

test('/slaves tells what each agent has, uses and offers, and its tasks by state', () => {
  const world = busy();
  const answer = get(world, '/slaves');
  expect(answer?.status).toBe(200);
  const used = expect.objectContaining({ cpus: 0.2, mem: 64, disk: 10, gpus: 0 });
  expect(answer?.json).toMatchObject({ recovered_slaves: [] });
  const { slaves } = JSON.parse(JSON.stringify(answer?.json)) as {
    slaves: { hostname: string; TASK_RUNNING: number }[];
  };
  const where = slaves.find(({ TASK_RUNNING }) => TASK_RUNNING === 1);
  expect(where).toMatchObject({ TASK_FINISHED: 1, used_resources: used, active: true });
  expect(slaves.find(({ hostname }) => hostname === '10.0.0.1')).toMatchObject({
    pid: 'slave(1)@10.0.0.1:5051',
    registered_time: 1_489_744_800,
    attributes: { rack: 'r1' },
    domain: { fault_domain: { region: { name: 'us-west-2' }, zone: { name: 'us-west-2b' } } },
    resources: { cpus: 4, mem: 8192, disk: 20_000, gpus: 0, ports: expect.stringMatching(/^\[1025-2180, 2182-3887/) },
  });
});

test('every read is there with and without /master; writes and other paths are not', () => {
  const world = busy();
  for (const path of ['/state', '/state-summary', '/slaves', '/tasks']) {
    expect(get(world, path)?.json).toEqual(get(world, `/master${path}`)?.json);
  }
  expect(get(world, '/state', '', 'POST')).toBeUndefined();
  expect(get(world, '/nothing')).toBeUndefined();
});

test('/state holds running and ended tasks with their statuses and containers', () => {
  const json = get(busy(), '/master/state')?.json;
  expect(json).toMatchObject({
    version: '1.11.0',
    activated_slaves: 2,
    frameworks: [
      {
        name: 'marathon',
        tasks: [{ id: 'a', state: 'TASK_RUNNING', labels: [{ key: 'tier', value: 'web' }] }],
        completed_tasks: [{ id: 'b', state: 'TASK_FINISHED' }],
        executors: [{ executor_id: 'instance-a' }],
      },
    ],
  });
});

test('/tasks comes in pages, newest first unless told otherwise', () => {
  const world = busy();
  expect(get(world, '/tasks', 'limit=1')?.json).toMatchObject({ tasks: [{ id: 'a' }] });
  expect(get(world, '/tasks', 'limit=1&order=asc')?.json).toMatchObject({ tasks: [{ id: 'b' }] });
  expect(get(world, '/tasks', 'offset=5')?.json).toEqual({ tasks: [] });
  expect(get(world, '/tasks', 'limit=many')?.status).toBe(400);
});
