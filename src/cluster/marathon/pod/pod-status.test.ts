/** From instances to what the API tells of a pod. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../../../protocol/marathon/pod';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import { instances } from '../../cluster-fixtures';
import type { Condition, Goal, Instance } from '../instance/instance';
import { VERSION, aPod, aStatus, aTask, anInstance } from '../marathon-fixtures';
import { podStatus } from './pod-status';
import type { StatusInput } from './pod-status';

const NOW = millis(60_000);
const statusOf = (all: readonly Instance[], wish: Partial<StatusInput> = {}): PodStatus =>
  podStatus({
    pod: aPod(),
    instances: all,
    versionOf: () => undefined,
    history: [],
    removing: false,
    now: NOW,
    ...wish,
  });
const first = (instance: Instance, pod?: Partial<PodInput>) => {
  const [status] = statusOf([instance], { pod: aPod(pod) }).instances;
  if (status === undefined) throw new Error('hidden');
  return status;
};

describe('a pod', () => {
  test('is stable while enough instances are, whatever else there is', () => {
    const pod = aPod(instances(1));
    expect(statusOf([anInstance(), anInstance({ condition: 'Staging' })], { pod }).status).toBe('STABLE');
    expect(statusOf([], { pod: aPod(instances(0)) }).status).toBe('STABLE');
    expect(statusOf([anInstance({ condition: 'Staging' })], { pod }).status).toBe('DEGRADED');
    expect(statusOf([anInstance()], { pod: aPod(instances(2)) }).status).toBe('DEGRADED');
  });

  test('is terminal while a deployment removes it', () => {
    expect(statusOf([anInstance()], { removing: true }).status).toBe('TERMINAL');
  });

  test('has been so since its latest instance changed, or since now', () => {
    const both = [anInstance({ since: millis(1000) }), anInstance({ since: millis(3000) })];
    expect(statusOf(both)).toMatchObject({
      statusSince: '1970-01-01T00:00:03.000Z',
      lastChanged: '1970-01-01T00:00:03.000Z',
      lastUpdated: '1970-01-01T00:01:00.000Z',
    });
    expect(statusOf([]).statusSince).toBe('1970-01-01T00:01:00.000Z');
  });

  test('hides what was never placed, and shows what waits for its next launch', () => {
    const waiting = anInstance({ condition: 'Scheduled' });
    expect(statusOf([{ ...waiting, agent: null, tasks: [] }]).instances).toEqual([]);
    expect(statusOf([waiting]).instances).toMatchObject([{ status: 'PENDING', agentHostname: '10.0.0.11' }]);
  });
});

const ENDS: Condition[] = ['Error', 'Failed', 'Finished', 'Killed', 'Gone', 'Dropped', 'Unknown'];

describe('an instance', () => {
  test.each<[Condition, Goal, string, string?]>([
    ['Scheduled', 'Running', 'PENDING'],
    ['Provisioned', 'Running', 'PENDING'],
    ...ENDS.map((end): [Condition, Goal, string] => [end, 'Running', 'PENDING']),
    ['Staging', 'Running', 'STAGING'],
    ['Starting', 'Running', 'STAGING'],
    ['Running', 'Running', 'STABLE'],
    ['Unreachable', 'Running', 'DEGRADED', 'pod instance has become unreachable'],
    ['UnreachableInactive', 'Running', 'DEGRADED', 'pod instance has become unreachable'],
    ['Killing', 'Running', 'TERMINAL'],
    ...ENDS.map((end): [Condition, Goal, string] => [end, 'Decommissioned', 'TERMINAL']),
    ['Scheduled', 'Stopped', 'TERMINAL'],
    ['Provisioned', 'Stopped', 'TERMINAL'],
  ])('%s with goal %s is %s', (condition, goal, status, message) => {
    const shown = first(anInstance({ condition, goal }));
    expect([shown.status, shown.message]).toEqual([status, message]);
  });

  test('names its agent, its version and its role', () => {
    const agent = { agentId: 'S1', host: '10.0.0.11', region: 'east', zone: 'east-a', attributes: [] };
    expect(first(anInstance({ agent }))).toMatchObject({
      id: 'shop_web.instance-1',
      agentId: 'S1',
      agentHostname: '10.0.0.11',
      agentRegion: 'east',
      agentZone: 'east-a',
      specReference: `/v2/pods/shop/web::versions/${VERSION}`,
      localVolumes: [],
      role: 'slave_public',
    });
    expect(first(anInstance())).not.toHaveProperty('agentRegion');
  });

  test('holds its executor’s resources and those of containers that run', () => {
    expect(first(anInstance()).resources).toEqual({ cpus: 0.2, mem: 64, disk: 10, gpus: 0 });
    const ended = anInstance({ condition: 'Failed', tasks: [aTask({ condition: 'Failed' })] });
    expect(first(ended).resources).toEqual({ cpus: 0.1, mem: 32, disk: 10, gpus: 0 });
    const executorResources = { cpus: 0.5, mem: 64, disk: 20 };
    expect(first(ended, { executorResources }).resources).toEqual({ ...executorResources, gpus: 0 });
  });

  test('has the networks of all its containers, merged by name', () => {
    const on = (networks: NonNullable<TaskStatus['networks']>) => aTask({ status: aStatus({ networks }) });
    const tasks = [
      on([{ name: 'dcos', ipAddresses: ['9.0.0.1'] }, { ipAddresses: ['10.0.0.11'] }]),
      on([{ name: 'dcos', ipAddresses: ['9.0.0.1', '9.0.0.2'] }]),
    ];
    expect(first(anInstance({ tasks })).networks).toEqual([
      { name: 'dcos', addresses: ['9.0.0.1', '9.0.0.2'] },
      { addresses: ['10.0.0.11'] },
    ]);
  });

  test('of an older version is told by its own definition', () => {
    const old = aPod({ containers: [{ name: 'old', resources: { cpus: 1, mem: 32 } }] }, '2017-01-01T00:00:00.000Z');
    const instance = anInstance({ version: old.version, tasks: [aTask({ container: 'old' })] });
    const [shown] = statusOf([instance], {
      versionOf: (version) => (version === old.version ? old : undefined),
    }).instances;
    expect(shown?.containers.map(({ name }) => name)).toEqual(['old']);
    expect(shown?.specReference).toBe(`/v2/pods/shop/web::versions/${old.version}`);
  });
});
