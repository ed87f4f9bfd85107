/** Pods whose containers start and stop in order, with limits and faults of their own, over the whole cluster. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ContainerInput, PodInput } from '../protocol/marathon/pod';
import type { PodInstanceStatus } from '../protocol/marathon/pod-status';
import { millis } from '../protocol/units';
import { aCluster, podOf } from './cluster-fixtures';
import { EPOCH } from './runtime/runtime';
import { quickstart } from './scenarios/quickstart';
import { newWorld } from './world';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

type Lifecycle = NonNullable<ContainerInput['lifecycle']>;

const container = (name: string, shell: string, lifecycle: Lifecycle = {}): ContainerInput => ({
  name,
  exec: { command: { shell } },
  resources: { cpus: 0.1, mem: 32 },
  lifecycle,
});
const FOREVER = 'sleep 100000';

const add = async (containers: readonly ContainerInput[], wish: Partial<PodInput> = {}): Promise<void> => {
  const [first, ...others] = containers;
  if (first === undefined) throw new RangeError('a pod has a container');
  await cluster.add({ ...podOf('/shop/web'), ...wish, containers: [first, ...others] });
};
const instance = async (): Promise<PodInstanceStatus | undefined> => (await cluster.status('/shop/web')).instances[0];
/** `name STATE message` of each container. */
const containers = async (): Promise<string[]> =>
  ((await instance())?.containers ?? []).map(({ name, status, message }) =>
    [name, status.replace('TASK_', ''), ...(message === undefined ? [] : [message])].join(' '),
  );

const migrated = [
  container('migrate', 'sleep 60', { kind: 'init' }),
  container('web', FOREVER, { startAfter: [{ container: 'migrate', condition: 'finished' }] }),
];

test('an instance is staging until every container runs, and each says what it waits for', async () => {
  await add(migrated);
  await cluster.advance(30);
  expect(await instance()).toMatchObject({ status: 'STAGING' });
  expect(await containers()).toEqual(['migrate RUNNING', 'web STARTING waiting for migrate: finished']);
  await cluster.advance(60);
  expect(await instance()).toMatchObject({ status: 'STABLE' });
  expect(await containers()).toEqual(['migrate FINISHED Command exited with status 0', 'web RUNNING']);
  expect(await cluster.deployments()).toEqual([]);
});

test('its deployment waits for that, and no container is taken to hang because it waits', async () => {
  await add([
    container('migrate', 'sleep 250', { kind: 'init' }),
    container('warm-up', 'sleep 30', {
      kind: 'init',
      startAfter: [{ container: 'migrate', condition: 'finished' }],
      startTimeoutSeconds: 300,
    }),
    {
      ...container('web', FOREVER, {
        startAfter: [{ container: 'warm-up', condition: 'finished' }],
        startTimeoutSeconds: 300,
      }),
      image: { kind: 'DOCKER', id: 'team/huge' },
    },
  ]);
  await cluster.advance(240);
  expect(await cluster.deployments()).toHaveLength(1);
  const [before] = (await cluster.status('/shop/web')).instances;
  await cluster.advance(200);
  expect(await instance()).toMatchObject({ id: before?.id, status: 'STABLE' });
  expect(await cluster.deployments()).toEqual([]);
  expect((await cluster.status('/shop/web')).terminationHistory).toEqual([]);
});

test('time to launch counts from the last gate that opened', () => {
  const world = newWorld(quickstart, 1);
  // The image takes four minutes, and its gate opens after more than three.
  world.state.mesos.disturbances.push({ id: 'f', kind: 'slowPull', image: 'team/huge', factor: 300 });
  const slow = { kind: 'DOCKER' as const, id: 'team/huge' };
  const pod = {
    ...podOf('/shop/web'),
    containers: [
      container('migrate', 'sleep 200', { kind: 'init' }),
      {
        ...container('web', FOREVER, {
          startAfter: [{ container: 'migrate', condition: 'finished' }],
          startTimeoutSeconds: 300,
        }),
        image: slow,
      },
    ],
  };
  world.runtime.runUntil(millis(world.runtime.now() + 2000));
  world.marathon.handle({
    method: 'POST',
    path: '/v2/pods',
    query: new URLSearchParams(),
    headers: new Map([['content-type', 'application/json']]),
    body: new TextEncoder().encode(JSON.stringify(pod)),
    origin: 'http://here',
  });
  world.runtime.runUntil(millis(world.runtime.now() + 600_000));
  const [running] = world.state.marathon.tracker.instances.values();
  expect(running).toMatchObject({ condition: 'Running', incarnation: 1 });
  expect(running?.since).toBeGreaterThan(EPOCH + 430_000);
});

test('a gate that does not open in time fails the instance, which is told and tried again', async () => {
  await add([
    { ...container('db', FOREVER), healthCheck: { exec: { command: { shell: 'exit 1' } }, gracePeriodSeconds: 900 } },
    container('web', FOREVER, { startAfter: [{ container: 'db', condition: 'healthy' }], startTimeoutSeconds: 40 }),
  ]);
  await cluster.advance(60);
  const [end] = (await cluster.status('/shop/web')).terminationHistory;
  expect(end?.containers.map(({ lastKnownState, termination }) => [lastKnownState, termination?.message])).toEqual([
    ['TASK_KILLED', 'Command terminated with signal Terminated'],
    ['TASK_FAILED', 'start condition not met within 40 s'],
  ]);
});

test('the label that mirrors the order works alone', async () => {
  await add([
    container('db', 'sleep 5; sleep 100000'),
    { ...container('web', FOREVER), labels: { DCOS_START_AFTER: 'db:running' } },
  ]);
  await cluster.advance(30);
  expect(await containers()).toEqual(['db RUNNING', 'web RUNNING']);
});

describe('stopping', () => {
  const stubborn = 'trap "" TERM; sleep 100000';
  const chain = [
    container('db', stubborn, { killGracePeriodSeconds: 6 }),
    container('web', stubborn, { killGracePeriodSeconds: 4, startAfter: [{ container: 'db' }] }),
  ];

  test('in reverse: whoever others wait for goes last, and says so', async () => {
    await add(chain, { scheduling: { shutdownOrder: 'reverse' } });
    await cluster.advance(30);
    await cluster.send('DELETE', `/v2/pods/shop/web::instances/${(await instance())?.id}`);
    await cluster.advance(2);
    expect(await containers()).toEqual(['db RUNNING waiting for web to stop', 'web KILLING']);
    await cluster.advance(4);
    expect(await containers()).toEqual(['db KILLING', 'web KILLED Command terminated with signal Killed']);
    await cluster.advance(30);
    expect(await instance()).toMatchObject({ status: 'STABLE' });
  });

  test('in parallel unless asked for otherwise', async () => {
    await add(chain);
    await cluster.advance(30);
    await cluster.send('DELETE', `/v2/pods/shop/web::instances/${(await instance())?.id}`);
    await cluster.advance(2);
    expect(await containers()).toEqual(['db KILLING', 'web KILLING']);
  });
});

test('a job with a sidecar ends when the job does', async () => {
  const stream = await cluster.listen('?event_type=status_update_event');
  await add([container('job', 'sleep 20'), container('log', FOREVER, { kind: 'sidecar' })], {
    scheduling: { backoff: { backoff: 300 } },
  });
  await cluster.advance(60);
  const ends = (await stream.end()).flatMap((event) =>
    event.eventType === 'status_update_event' && /FINISHED|KILLED|FAILED/.test(event.taskStatus)
      ? [`${event.taskId.split('.').at(-2)} ${event.taskStatus}`]
      : [],
  );
  expect(ends).toEqual(['job TASK_FINISHED', 'log TASK_KILLED']);
});

describe('memory', () => {
  const hog = container('hog', 'sleep 5; stress --vm 1 --vm-bytes 512M');
  const message = async (): Promise<string | undefined> =>
    (await cluster.status('/shop/web')).terminationHistory[0]?.containers[0]?.termination?.message;

  test('beyond the request ends the instance, and the container says why', async () => {
    await add([hog, container('other', FOREVER)], { scheduling: { backoff: { backoff: 300 } } });
    await cluster.advance(20);
    expect(await message()).toMatch(/Memory limit exceeded: Requested: 32MB Maximum Used: 32MB/);
  });

  test.each<[string, Partial<PodInput>, ContainerInput]>([
    ['a higher limit', {}, { ...hog, resourceLimits: { mem: 1024 } }],
    ['no limit', {}, { ...hog, resourceLimits: { mem: 'unlimited' } }],
  ])('is there with %s', async (_, wish, container_) => {
    await add([container_], wish);
    await cluster.advance(20);
    expect(await instance()).toMatchObject({ status: 'STABLE' });
  });

  test('is one for all where the pod says so', async () => {
    const roomy = { ...container('other', FOREVER), resources: { cpus: 0.1, mem: 600 } };
    await add([hog, roomy], { legacySharedCgroups: true });
    await cluster.advance(20);
    expect(await instance()).toMatchObject({ status: 'STABLE' });
  });
});
