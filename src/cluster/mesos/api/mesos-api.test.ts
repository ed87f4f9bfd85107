/** The master's reads, in the shapes that dashboards of DC/OS know. */
import { expect, test } from 'vitest';
import { milli, seconds } from '../../../protocol/units';
import { roleResources } from '../agent-spec';
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

test('/slaves tells what is reserved by role, statically and dynamically, and each volume with its reservation', () => {
  const RESERVED = { role: 'slave_public', cpus: 0.5, mem: 64, disk: 100, gpus: 0 };
  const entry = roleResources(RESERVED.role, RESERVED, []);
  const world = aMesos({
    agents: [anAgent(1, { resources: [roleResources('*', { cpus: 4, mem: 8192, disk: 20_000 }, []), entry] })],
  });
  const reservation = { labels: { owner: 'one' } };
  const volumes = [{ id: 'v', size: milli(40), containerPath: 'data' }];
  const frameworkId = world.state.framework.id;
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId });
  world.runTo(3);
  world.call({
    to: 'master',
    kind: 'ACCEPT',
    frameworkId,
    offerIds: [...world.state.mesos.master.offers.keys()],
    operations: [
      { type: 'RESERVE', resources: [{ ...entry, reservation }] },
      {
        type: 'CREATE',
        resources: [{ ...roleResources(RESERVED.role, { cpus: 0, mem: 0, disk: 40 }, []), reservation, volumes }],
      },
    ],
    filters: { refuse: seconds(100) },
  });
  world.runTo(5);
  const info = { principal: 'dcos_marathon', labels: { labels: [{ key: 'owner', value: 'one' }] } };
  const dynamic = {
    role: 'slave_public',
    reservation: info,
    reservations: [{ type: 'DYNAMIC', role: 'slave_public', ...info }],
  };
  const fixed = { role: 'slave_public', reservations: [{ type: 'STATIC', role: 'slave_public' }] };
  const scalar = (name: string, value: number) => ({ name, type: 'SCALAR', scalar: { value } });
  expect(get(world, '/slaves')?.json).toMatchObject({
    slaves: [
      {
        resources: { cpus: 4.5, mem: 8256, disk: 20_100 },
        reserved_resources: { slave_public: { cpus: 1, mem: 128, disk: 200 } },
        unreserved_resources: { cpus: 3.5, mem: 8128, disk: 19_900 },
        reserved_resources_full: {
          slave_public: [
            { ...scalar('cpus', 0.5), ...fixed },
            { ...scalar('mem', 64), ...fixed },
            { ...scalar('disk', 100), ...fixed },
            { ...scalar('cpus', 0.5), ...dynamic },
            { ...scalar('mem', 64), ...dynamic },
            { ...scalar('disk', 60), ...dynamic },
            {
              ...scalar('disk', 40),
              ...dynamic,
              disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
            },
          ],
        },
      },
    ],
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
