/** Deployments over the whole cluster: steps, events, locks, cancel and roll back. Rolling updates by number: `conformance/restarts.test.ts`. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Deployment } from '../protocol/marathon/deployment';
import type { MarathonEvent } from '../protocol/marathon/event';
import type { PodAnswer, PodInput } from '../protocol/marathon/pod';
import { aCluster, instances, podOf } from './cluster-fixtures';
import type { Answer } from './cluster-fixtures';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

const web = (count: number, wish: Partial<PodInput> = {}): PodInput => ({
  ...podOf('/shop/web'),
  ...instances(count),
  ...wish,
});
const changed = { labels: { release: '2' } };
const idOf = (answer: Answer): string => answer.headers.get('Marathon-Deployment-Id') ?? '';
const checks = { gracePeriodSeconds: 0, delaySeconds: 1, intervalSeconds: 5, timeoutSeconds: 1 };
const running = async (count: number, wish: Partial<PodInput> = {}) => {
  await cluster.add(web(count, wish));
  await cluster.advance(30);
};

/** What a deployment says, as one word each. */
const story = (events: readonly MarathonEvent[]): string[] =>
  events.flatMap((event) => {
    switch (event.eventType) {
      case 'deployment_info':
      case 'deployment_step_success':
        return [`${event.eventType} ${event.currentStep.actions.map(({ action }) => action).join()}`];
      case 'deployment_success':
      case 'deployment_failed':
      case 'app_terminated_event':
      case 'pod_created_event':
      case 'pod_updated_event':
      case 'pod_deleted_event':
        return [event.eventType];
      default:
        return [];
    }
  });
const heard = async (act: () => Promise<unknown>): Promise<MarathonEvent[]> => {
  const ear = await cluster.listen();
  await act();
  await cluster.advance(30);
  return ear.end();
};

describe('while it runs', () => {
  test('it tells its steps, what it does now and to whom', async () => {
    const id = idOf(await cluster.add(web(1)));
    const expected: Deployment[] = [
      {
        id,
        version: expect.any(String) as string,
        affectedApps: [],
        affectedPods: ['/shop/web'],
        steps: [
          { actions: [{ action: 'StartPod', pod: '/shop/web' }] },
          { actions: [{ action: 'ScalePod', pod: '/shop/web' }] },
        ],
        currentActions: [{ action: 'ScalePod', pod: '/shop/web', readinessCheckResults: [] }],
        currentStep: 2,
        totalSteps: 2,
      },
    ];
    expect(await cluster.deployments()).toEqual(expected);
    await cluster.advance(30);
    expect(await cluster.deployments()).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['scale up', () => cluster.update(web(3)), ['ScalePod']],
    ['scale down', () => cluster.update(web(1)), ['ScalePod']],
    ['change', () => cluster.update(web(2, changed)), ['RestartPod']],
    ['suspend with a change', () => cluster.update(web(0, changed)), ['ScalePod']],
    ['unchanged', () => cluster.update(web(2)), []],
    ['delete', () => cluster.send('DELETE', '/v2/pods/shop/web'), ['StopPod']],
  ])('%s: its events come in order', async (what, act, actions) => {
    await running(2);
    const steps = actions.flatMap((action) => [
      `deployment_info ${action}`,
      ...(action === 'StopPod' ? ['app_terminated_event'] : []),
      `deployment_step_success ${action}`,
    ]);
    const first = what === 'delete' ? 'pod_deleted_event' : 'pod_updated_event';
    expect(story(await heard(act))).toEqual([first, ...steps, 'deployment_success']);
  });

  test('create: its events, the instance’s between', async () => {
    const events = await heard(() => cluster.add(web(1)));
    expect(story(events)).toEqual([
      'pod_created_event',
      'deployment_info StartPod',
      'deployment_step_success StartPod',
      'deployment_info ScalePod',
      'deployment_step_success ScalePod',
      'deployment_success',
    ]);
    expect(events[0]).toMatchObject({ eventType: 'event_stream_attached' });
    const conditions = events.flatMap((event) =>
      event.eventType === 'instance_changed_event' ? [event.condition] : [],
    );
    expect(conditions).toEqual(['Scheduled', 'Provisioned', 'Starting', 'Running']);
    const states = events.flatMap((event) => (event.eventType === 'status_update_event' ? [event.taskStatus] : []));
    expect(states).toEqual(['TASK_STARTING', 'TASK_RUNNING']);
    expect(events).toContainEqual(expect.objectContaining({ eventType: 'group_change_success', groupId: '/shop' }));
  });

  test('a health check holds it up until every instance is healthy', async () => {
    const [main] = podOf('/x').containers;
    const healthCheck = {
      exec: { command: { shell: 'true' } },
      delaySeconds: 60,
      intervalSeconds: 5,
      timeoutSeconds: 1,
    };
    await cluster.add(web(2, { containers: main === undefined ? [] : [{ ...main, healthCheck }] }));
    await cluster.advance(40);
    expect((await cluster.status('/shop/web')).instances.map(({ status }) => status)).toEqual(['DEGRADED', 'DEGRADED']);
    expect(await cluster.deployments()).toHaveLength(1);
    await cluster.advance(60);
    expect(await cluster.deployments()).toEqual([]);
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });
});

describe('a rolling update', () => {
  test('to something that fails goes on for ever; the old ones it needs stay', async () => {
    await running(2);
    const [main] = podOf('/x').containers;
    const healthCheck = { exec: { command: { shell: 'false' } }, ...checks, maxConsecutiveFailures: 1 };
    await cluster.update(web(2, { containers: main === undefined ? [] : [{ ...main, healthCheck }] }));
    await cluster.advance(600);
    expect(await cluster.deployments()).toHaveLength(1);
    const { instances: all, terminationHistory } = await cluster.status('/shop/web');
    const stable = all.filter(({ status }) => status === 'STABLE');
    expect(stable.map(({ containers }) => containers[0]?.status)).toEqual(['TASK_RUNNING', 'TASK_RUNNING']);
    expect(all.filter(({ status }) => status !== 'STABLE')).toHaveLength(2);
    expect(terminationHistory).toEqual([]);
    // Tried over and over: what is there now began long after the update.
    expect(all.every(({ status, statusSince }) => status === 'STABLE' || statusSince > '2017-03-17T10:09')).toBe(true);
  });
});

describe('ending one', () => {
  const stuck = web(2, {
    scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS', value: 'x' }] } },
  });

  test('by force leaves everything as it is', async () => {
    const id = idOf(await cluster.add(stuck));
    await cluster.advance(5);
    const ear = await cluster.listen();
    const answer = await cluster.send('DELETE', `/v2/deployments/${id}?force=true`);
    expect([answer.status, answer.body]).toEqual([202, undefined]);
    expect(await cluster.deployments()).toEqual([]);
    expect((await cluster.read<PodAnswer[]>('/v2/pods')).map((pod) => pod.id)).toEqual(['/shop/web']);
    expect((await ear.end()).at(-1)).toMatchObject({ eventType: 'deployment_failed', id });
  });

  test('otherwise rolls back: what it added goes, in a new deployment', async () => {
    const id = idOf(await cluster.add(stuck));
    await cluster.advance(5);
    const answer = await cluster.send('DELETE', `/v2/deployments/${id}`);
    const result = answer.body as { deploymentId: string; version: string };
    expect(answer.status).toBe(200);
    expect(result.deploymentId).not.toBe(id);
    await cluster.advance(10);
    expect(await cluster.deployments()).toEqual([]);
    expect(await cluster.read('/v2/pods')).toEqual([]);
    expect(await cluster.read('/v2/groups')).toMatchObject({ groups: [] });
  });

  test('otherwise rolls back: what it changed gets its old definition', async () => {
    await running(2);
    const id = idOf(await cluster.update({ ...podOf('/shop/web', {}, 'exit 1'), ...instances(3) }));
    await cluster.advance(20);
    await cluster.send('DELETE', `/v2/deployments/${id}`);
    await cluster.advance(60);
    const { status, spec, instances: all } = await cluster.status('/shop/web');
    expect([status, spec.scaling.instances, all.length]).toEqual(['STABLE', 2, 2]);
    expect(spec.containers).toMatchObject([{ exec: { command: { shell: 'sleep 100000' } } }]);
    expect(await cluster.deployments()).toEqual([]);
  });

  test('rolls a delete back before the last instance is gone', async () => {
    await running(1);
    const id = idOf(await cluster.send('DELETE', '/v2/pods/shop/web'));
    await cluster.send('DELETE', `/v2/deployments/${id}`);
    await cluster.advance(30);
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });

  test('a delete that is cancelled by force has no way back: the pod goes', async () => {
    await running(1);
    const id = idOf(await cluster.send('DELETE', '/v2/pods/shop/web'));
    await cluster.advance(0.001);
    await cluster.send('DELETE', `/v2/deployments/${id}?force=true`);
    await cluster.advance(30);
    expect((await cluster.send('GET', '/v2/pods/shop/web::status')).status).toBe(404);
    expect(await cluster.read('/v2/pods')).toEqual([]);
  });

  test.each(['', '?force=true'])('an unknown one%s is 404', async (query) => {
    expect(await cluster.send('DELETE', `/v2/deployments/nope${query}`)).toMatchObject({
      status: 404,
      body: { message: 'DeploymentPlan nope does not exist', details: [] },
    });
  });

  test('a forced change cancels the one it conflicts with and takes over', async () => {
    const first = idOf(await cluster.add(stuck));
    await cluster.advance(5);
    const events = await heard(() => cluster.update(web(1), '?force=true'));
    expect(story(events)[0]).toBe('deployment_failed');
    expect(events).toContainEqual(expect.objectContaining({ eventType: 'deployment_failed', id: first }));
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });

  test('a refused change is told, too, and changes nothing', async () => {
    await cluster.add(stuck);
    const before = await cluster.read('/v2/groups?embed=group.groups');
    const events = await heard(() => cluster.update(web(1)));
    expect(events).toContainEqual(expect.objectContaining({ eventType: 'group_change_failed', groupId: '/shop' }));
    expect(await cluster.read('/v2/groups?embed=group.groups')).toEqual(before);
  });
});

test('scaling down ends the youngest, or the oldest where the pod says so', async () => {
  for (const [killSelection, kept] of [
    ['YOUNGEST_FIRST', 0],
    ['OLDEST_FIRST', 1],
  ] as const) {
    cluster = aCluster();
    const scheduling = { killSelection };
    await running(1, { scheduling });
    await cluster.update(web(2, { scheduling }));
    await cluster.advance(30);
    const before = (await cluster.status('/shop/web')).instances.toSorted((a, b) =>
      a.statusSince < b.statusSince ? -1 : 1,
    );
    await cluster.update(web(1, { scheduling }));
    await cluster.advance(30);
    expect((await cluster.status('/shop/web')).instances.map(({ id }) => id)).toEqual([before[kept]?.id]);
  }
});
