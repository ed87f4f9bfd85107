/** What the containers of a group share with each other, their executor and the agent: each aspect by its name. */
import { describe, expect, test } from 'vitest';
import type { ExecutorInfo, HealthCheckInfo, TaskInfo, VolumeMount } from '../../../protocol/mesos/task';
import { milli, seconds } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, amount, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import type { Surroundings } from './process';
import { surroundingsOf } from './sharing';

const FOREVER = 'sleep inf';
const NGINX = "nginx -g 'daemon off;'";
const overlay = { networks: [{ name: 'dcos', labels: {}, portMappings: [] }] };
const image = { id: 'shop/web:1', cached: true };

const launch = (tasks: readonly TaskInfo[], executor: Partial<ExecutorInfo> = {}): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', tasks, executor));
  world.runTo(20);
  return world;
};

/** What containers have around them, by task; and the ids of their agent and executor. */
const look = (tasks: readonly TaskInfo[], given: Partial<ExecutorInfo> = {}) => {
  const world = launch(tasks, given);
  const [agent] = world.state.mesos.agents.values();
  const [executor] = agent?.executors.values() ?? [];
  if (agent === undefined || executor === undefined) throw new Error('nothing runs');
  const around = new Map<string, Surroundings & { readonly containerId: string }>();
  for (const { containerId, task } of executor.children)
    around.set(task.taskId, { containerId, ...surroundingsOf(agent, executor, containerId, task) });
  const of = (taskId: string) => {
    const found = around.get(taskId);
    if (found === undefined) throw new Error(`${taskId} does not run`);
    return found;
  };
  return { of, agentId: agent.id, executorId: executor.containerId };
};

const checked = (check: HealthCheckInfo['check']): Pick<TaskInfo, 'healthCheck'> => ({
  healthCheck: {
    check,
    delay: seconds(2),
    grace: seconds(0),
    interval: seconds(2),
    timeout: seconds(1),
    maxConsecutiveFailures: 99,
  },
});

describe('network namespace', () => {
  test('containers of a pod share it, and thereby their address', () => {
    const { of, executorId } = look([aTask('x', FOREVER), aTask('y', FOREVER)], overlay);
    expect([of('x').net, of('y').net]).toEqual([executorId, executorId]);
    expect(of('x').variables).toMatchObject({ MESOS_CONTAINER_IP: '9.0.0.2' });
    expect(of('y').variables).toMatchObject({ MESOS_CONTAINER_IP: '9.0.0.2' });
  });

  test('with host networking it is the agent’s', () => {
    const { of, agentId } = look([aTask('x', FOREVER)]);
    expect(of('x').net).toBe(agentId);
    expect(of('x').variables).toMatchObject({ MESOS_CONTAINER_IP: '10.0.0.1' });
  });

  test('a container with networks of its own has its own, and gives its address back', () => {
    const own = { networks: overlay.networks };
    const { of } = look([aTask('x', FOREVER, own), aTask('y', FOREVER)]);
    expect(of('x').net).toBe(of('x').containerId);
    const world = launch([aTask('x', 'sleep 30', own), aTask('y', FOREVER)]);
    expect(world.last('x')?.networks).toEqual([{ name: 'dcos', ipAddresses: ['9.0.0.2'] }]);
    expect(world.last('y')?.networks).toEqual([{ ipAddresses: ['10.0.0.1'] }]);
    expect(auditMesos(world.state.mesos)).toEqual([]);
    world.runTo(60);
    expect([...(world.state.mesos.agents.values().next().value?.addresses.get('dcos')?.used ?? [])]).toEqual([]);
  });
});

describe('ports', () => {
  const TAKEN = 'Command exited with status 1: bind to port 80: address already in use';

  test('two containers of a pod cannot open the same one: the second server fails', () => {
    const world = launch([aTask('first', NGINX), aTask('second', NGINX)], overlay);
    expect(world.last('second')).toMatchObject({ state: 'TASK_FAILED', message: TAKEN, exitCode: 1 });
    expect(world.states('first')).toBe('STARTING RUNNING KILLING KILLED');
  });

  test.each([
    ['the one that opens it later fails', NGINX, `sleep 5; ${NGINX}`, 5],
    ['also when that one was started first', `sleep 5; ${NGINX}`, NGINX, 5],
  ])('%s, when it does', (_, first, second, after) => {
    const world = launch([aTask('a', first), aTask('b', second)], overlay);
    const loser = first === NGINX ? 'b' : 'a';
    expect(world.last(loser)?.message).toBe(TAKEN);
    expect(world.since(loser, 'FAILED') - world.since(loser, 'RUNNING')).toBeCloseTo(after, 1);
  });

  test('a port that was given up in time can be opened', () => {
    const world = launch([aTask('a', `${NGINX} & sleep 3`), aTask('b', `sleep 10; ${NGINX}`)], overlay);
    world.runTo(40);
    expect([world.states('a'), world.states('b')]).toEqual(['STARTING RUNNING FINISHED', 'STARTING RUNNING']);
  });

  test('pods on a network of containers have ports of their own', () => {
    const world = aMesos();
    for (const id of ['a', 'b']) world.launch(aGroup(id, [aTask(id, NGINX)], overlay));
    world.runTo(20);
    expect([world.states('a'), world.states('b')]).toEqual(['STARTING RUNNING', 'STARTING RUNNING']);
  });

  test('pods on the agent’s network can take each other’s ports', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('squatter', 'python3 -m http.server 31005')]));
    world.runTo(10);
    world.launch(aGroup('b', [aTask('rightful', './serve', { listens: [31_005] })]));
    world.runTo(30);
    expect(world.states('squatter')).toBe('STARTING RUNNING');
    expect(world.last('rightful')?.message).toContain('bind to port 31005: address already in use');
  });
});

test.each([
  ['HTTP', { type: 'HTTP', port: 80, path: '/', scheme: 'HTTP' }],
  ['TCP', { type: 'TCP', port: 80 }],
  ['a command', { type: 'COMMAND', command: { shell: 'curl -f http://localhost/' } }],
  ['another command', { type: 'COMMAND', command: { shell: 'nc -z 127.0.0.1 80' } }],
] as const)('loopback: a sibling’s server answers by %s, another pod’s does not', (_, check) => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('server', NGINX), aTask('sibling', FOREVER, checked(check))], overlay));
  world.launch(aGroup('b', [aTask('stranger', FOREVER, checked(check))], overlay));
  world.runTo(20);
  expect(world.last('sibling')).toMatchObject({ healthy: true });
  expect(world.last('stranger')).toMatchObject({ healthy: false });
});

describe('IPC namespace and /dev/shm', () => {
  const PRIVATE = { ipc: { mode: 'PRIVATE', shmSize: 64 } } as const;
  const SHARED = { ipc: { mode: 'SHARE_PARENT' } } as const;

  test('the namespace is the executor’s unless the mode is PRIVATE', () => {
    const { of, executorId } = look([
      aTask('unset', FOREVER),
      aTask('own', FOREVER, PRIVATE),
      aTask('p', FOREVER, SHARED),
    ]);
    expect(of('unset').ipc).toBe(executorId);
    expect(of('p').ipc).toBe(executorId);
    expect(of('own').ipc).toBe(of('own').containerId);
  });

  test('the executor’s may be the agent’s', () => {
    const { of, agentId } = look([aTask('x', FOREVER)], SHARED);
    expect(of('x').ipc).toBe(agentId);
  });

  test('/dev/shm is the agent’s without an image, its own with one, and of a size where it is private', () => {
    const tasks = [aTask('plain', FOREVER), aTask('image', FOREVER, { image }), aTask('own', FOREVER, PRIVATE)];
    const { of, agentId } = look(tasks);
    expect(of('plain').shm).toEqual({ of: agentId });
    expect(of('image').shm).toEqual({ of: of('image').containerId });
    expect(of('own').shm).toEqual({ of: of('own').containerId, size: 64 });
  });

  test('a private one of the executor is shared by those that share with their parent', () => {
    const { of, executorId } = look([aTask('x', FOREVER, { ...SHARED, image })], PRIVATE);
    expect(of('x').shm).toEqual({ of: executorId, size: 64 });
  });
});

test('PID namespace: all see the processes of the agent', () => {
  const { of, agentId } = look([aTask('x', FOREVER, { image })]);
  expect(of('x').pid).toBe(agentId);
});

test('root file system: its own image, or the agent’s files', () => {
  const { of, agentId } = look([aTask('x', FOREVER, { image }), aTask('y', FOREVER)]);
  expect([of('x').root, of('y').root]).toEqual(['shop/web:1', agentId]);
});

test('cgroups: each its own, or all those of the executor', () => {
  const apart = look([aTask('x', FOREVER), aTask('y', FOREVER, { limits: { mem: milli(100.9) } })]);
  expect(apart.of('x').memory).toEqual({ cgroup: apart.of('x').containerId, limit: 32 });
  expect(apart.of('y').memory).toEqual({ cgroup: apart.of('y').containerId, limit: 100 });
  const shared = { sharesCgroups: true, resources: amount(0.1, 50) } as const;
  const together = look([aTask('x', FOREVER, shared), aTask('y', FOREVER, shared)]);
  for (const task of ['x', 'y']) expect(together.of(task).memory).toEqual({ cgroup: together.executorId, limit: 132 });
});

test('sandbox: one per container below the executor’s, seen at a fixed path inside an image', () => {
  const { of, agentId, executorId } = look([aTask('x', FOREVER), aTask('y', FOREVER, { image })]);
  const [, child = ''] = of('x').containerId.split('.');
  const runs = `/slaves/${agentId}/frameworks/`;
  expect(of('x').sandbox).toContain(runs);
  expect(of('x').sandbox).toMatch(new RegExp(`/executors/instance-a/runs/${executorId}/containers/${child}$`));
  expect(of('x').variables['MESOS_SANDBOX']).toBe(of('x').sandbox);
  expect(of('y').variables['MESOS_SANDBOX']).toBe('/mnt/mesos/sandbox');
  expect(of('x').variables['MESOS_ALLOCATION_ROLE']).toBe('*');
});

test('variables of the agent are there for the command', () => {
  const world = launch([aTask('x', '[ $MESOS_CONTAINER_IP = 10.0.0.1 ] && sleep inf')]);
  expect(world.states('x')).toBe('STARTING RUNNING');
});

test('volumes: whoever mounts one sees the same directory of the executor, each at its own path', () => {
  const scratch = { type: 'SANDBOX_PATH', path: 'volumes/scratch' } as const;
  const mount = (source: VolumeMount['source'], containerPath: string, readOnly = false): VolumeMount => ({
    source,
    containerPath,
    readOnly,
  });
  const { of } = look([
    aTask('x', FOREVER, {
      mounts: [mount(scratch, 'data'), mount({ type: 'HOST_PATH', path: '/var/log' }, '/logs', true)],
    }),
    aTask('y', FOREVER, {
      mounts: [mount(scratch, '/in', true), mount({ type: 'PERSISTENT', id: 'db#data#1' }, 'db')],
    }),
  ]);
  const executorSandbox = of('x').sandbox.replace(/\/containers\/.*$/, '');
  expect(of('x').mounts).toEqual([
    { from: `${executorSandbox}/volumes/scratch`, to: 'data', readOnly: false },
    { from: '/var/log', to: '/logs', readOnly: true },
  ]);
  expect(of('y').mounts).toEqual([
    { from: `${executorSandbox}/volumes/scratch`, to: '/in', readOnly: true },
    { from: '/var/lib/mesos/slave/volumes/roles/*/db#data#1', to: 'db', readOnly: false },
  ]);
});

test('user: its own, else the agent’s', () => {
  const { of } = look([aTask('x', FOREVER, { user: 'nobody' }), aTask('y', FOREVER)]);
  expect([of('x').user, of('y').user]).toEqual(['nobody', 'root']);
});

test('lifetime: containers die with their executor', () => {
  const world = launch([aTask('x', FOREVER), aTask('y', NGINX)]);
  const [executor] = world.state.mesos.executors.values();
  const { agentId = '', containerId = '' } = executor ?? {};
  world.runtime.send({ to: 'agent', kind: 'EXECUTOR_EXIT', agentId, executor: containerId });
  world.runTo(25);
  for (const task of ['x', 'y'])
    expect(world.last(task)).toMatchObject({
      state: 'TASK_FAILED',
      reason: 'EXECUTOR_TERMINATED',
      source: 'SOURCE_AGENT',
    });
  const { processes, nets } = world.state.workloads;
  expect([processes.size, nets.size, world.state.mesos.executors.size]).toEqual([0, 0, 0]);
});
