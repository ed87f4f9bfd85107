/** `/v2/events`: every event with exactly its members, and when it comes (Marathon `core/event`, `raml/events`). */
import { beforeEach, describe, expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import type { MarathonEvent, MarathonEventType } from '../protocol/marathon/event';
import { STUCK, appOf, done, running, stuckPod } from './row-fixture';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

/** Everything that is heard while `act` happens and for a while after. */
const heard = async (act: () => Promise<unknown>, seconds = 30): Promise<MarathonEvent[]> => {
  const ear = await cluster.listen();
  await act();
  await cluster.advance(seconds);
  return ear.end();
};
const membersOf = (events: readonly MarathonEvent[], type: MarathonEventType): string[][] =>
  events.filter(({ eventType }) => eventType === type).map((event) => Object.keys(event).toSorted());
const expectMembers = (
  events: readonly MarathonEvent[],
  expected: Readonly<Record<string, readonly string[]>>,
): void => {
  for (const [type, members] of Object.entries(expected)) {
    const found = membersOf(events, type as MarathonEventType);
    expect([type, found.length > 0]).toEqual([type, true]);
    for (const each of found) expect([type, each]).toEqual([type, [...members, 'eventType', 'timestamp'].toSorted()]);
  }
};

const server = {
  ...podOf('/shop/web'),
  containers: podOf('/x').containers.map((main) => ({
    ...main,
    healthCheck: { exec: { command: { shell: 'true' } }, delaySeconds: 1, intervalSeconds: 5, timeoutSeconds: 1 },
  })),
};
const place = ['agentId', 'host', 'instanceId', 'condition', 'runSpecId', 'runSpecVersion'];

describe('of a pod', () => {
  test('its life has these events with these members', async () => {
    const events = await heard(async () => {
      await done(cluster, 'POST', '/v2/pods', server);
      await cluster.advance(30);
      await done(cluster, 'PUT', '/v2/pods/shop/web', { ...server, ...instances(2) });
      await cluster.advance(30);
      await done(cluster, 'DELETE', '/v2/pods/shop/web');
    });
    expectMembers(events, {
      pod_created_event: ['clientIp', 'uri'],
      pod_updated_event: ['clientIp', 'uri'],
      pod_deleted_event: ['clientIp', 'uri'],
      status_update_event: [
        'slaveId',
        'taskId',
        'taskStatus',
        'message',
        'appId',
        'host',
        'ipAddresses',
        'ports',
        'version',
      ],
      instance_health_changed_event: ['instanceId', 'runSpecId', 'healthy', 'runSpecVersion'],
      group_change_success: ['groupId', 'version'],
      deployment_info: ['plan', 'currentStep'],
      deployment_step_success: ['plan', 'currentStep'],
      deployment_success: ['id', 'plan'],
      app_terminated_event: ['appId'],
      event_stream_attached: ['remoteAddress'],
    });
    const changes = events.flatMap((event) => (event.eventType === 'instance_changed_event' ? [event] : []));
    for (const change of changes) {
      const known = change.condition === 'Scheduled' ? place.slice(2) : place;
      expect([change.condition, Object.keys(change).toSorted()]).toEqual([
        change.condition,
        [...known, 'eventType', 'timestamp'].toSorted(),
      ]);
      expect(typeof change.instanceId).toBe('string');
    }
    const plan = events.flatMap((event) => (event.eventType === 'deployment_success' ? [event.plan] : []))[0];
    expect(Object.keys(plan ?? {}).toSorted()).toEqual(['id', 'steps', 'version']);
    expect(membersOf(events, 'api_post_event')).toEqual([]);
    expect(events.filter(({ eventType }) => eventType.includes('health_check'))).toEqual([]);
  });

  test('the path of the request is in it, and the time of the cluster', async () => {
    const events = await heard(() => done(cluster, 'PUT', '/service/marathon/v2/pods//shop/web', podOf('/shop/web')));
    expect(events).toContainEqual({
      eventType: 'pod_updated_event',
      clientIp: '127.0.0.1',
      uri: '/v2/pods//shop/web',
      timestamp: expect.stringMatching(/^2017-03-17T10:00:/) as string,
    });
  });
});

describe('of an app', () => {
  test('its life has these events with these members', async () => {
    const events = await heard(async () => {
      await done(cluster, 'POST', '/v2/apps', appOf('/shop/web'));
      await cluster.advance(30);
      await done(cluster, 'PUT', '/v2/apps/shop/web', { instances: 2 });
      await cluster.advance(30);
      await done(cluster, 'DELETE', '/v2/apps/shop/web');
    });
    expectMembers(events, {
      api_post_event: ['clientIp', 'uri', 'appDefinition'],
      group_change_success: ['groupId', 'version'],
      deployment_success: ['id', 'plan'],
      app_terminated_event: ['appId'],
    });
    const posts = events.flatMap((event) => (event.eventType === 'api_post_event' ? [event] : []));
    expect(posts.map(({ uri, appDefinition }) => [uri, appDefinition.id, appDefinition.instances])).toEqual([
      ['/v2/apps', '/shop/web', 1],
      ['/v2/apps/shop/web', '/shop/web', 2],
    ]);
    expect(events.filter(({ eventType }) => eventType.startsWith('pod_'))).toEqual([]);
  });

  test('what Marathon checks itself is told from the first check to the kill', async () => {
    const healthChecks = [
      {
        protocol: 'HTTP' as const,
        gracePeriodSeconds: 5,
        intervalSeconds: 5,
        timeoutSeconds: 2,
        maxConsecutiveFailures: 2,
      },
    ];
    const events = await heard(() => done(cluster, 'POST', '/v2/apps', appOf('/deaf', { healthChecks })), 60);
    expectMembers(events, {
      add_health_check_event: ['appId', 'version', 'healthCheck'],
      failed_health_check_event: ['appId', 'version', 'instanceId', 'taskId', 'healthCheck'],
      unhealthy_instance_kill_event: ['appId', 'version', 'instanceId', 'taskId', 'reason', 'host', 'slaveId'],
    });
    const added = events.filter(({ eventType }) => eventType === 'add_health_check_event');
    expect(added).toHaveLength(1);
    const more = await heard(() => done(cluster, 'DELETE', '/v2/apps/deaf'));
    expectMembers(more, { remove_health_check_event: ['appId'] });
  });
});

describe('of changes that end badly', () => {
  test('a refused one: the group, and why', async () => {
    await done(cluster, 'POST', '/v2/pods', stuckPod('/shop/web'));
    const events = await heard(() => cluster.send('PUT', '/v2/pods/shop/web', podOf('/shop/web')));
    expectMembers(events, { group_change_failed: ['groupId', 'version', 'reason'] });
    expect(membersOf(events, 'pod_updated_event')).toEqual([]);
  });

  test('a change of apps by a group: one event of the group', async () => {
    const events = await heard(() => done(cluster, 'PUT', '/v2/groups/shop', { apps: [appOf('a'), appOf('b')] }));
    expect(events.filter(({ eventType }) => eventType === 'group_change_success')).toMatchObject([
      { groupId: '/shop' },
    ]);
  });

  test('a cancelled deployment', async () => {
    await done(cluster, 'POST', '/v2/apps', appOf('/shop/web', STUCK));
    const [deployment] = await cluster.deployments();
    const events = await heard(() => cluster.send('DELETE', `/v2/deployments/${deployment?.id}?force=true`));
    expect(membersOf(events, 'deployment_failed')).toEqual([['eventType', 'id', 'plan', 'reason', 'timestamp']]);
  });

  test('a wiped instance ends as one nobody knows', async () => {
    await running(podOf('/shop/web'))(cluster);
    const [instance] = (await cluster.status('/shop/web')).instances;
    const events = await heard(() => done(cluster, 'DELETE', `/v2/pods/shop/web::instances/${instance?.id}?wipe=true`));
    const type = 'unknown_instance_terminated_event';
    expect(membersOf(events, type)[0]).toEqual(['condition', 'eventType', 'instanceId', 'runSpecId', 'timestamp']);
  });

  test('a leader that leaves and comes back', async () => {
    const events = await heard(() => done(cluster, 'DELETE', '/v2/leader'));
    expect(membersOf(events, 'scheduler_disconnected_event')).toEqual([['eventType', 'timestamp']]);
    expect(membersOf(events, 'scheduler_reregistered_event')).toEqual([['eventType', 'master', 'timestamp']]);
  });
});

test('no event tells of a request that was refused', async () => {
  await running(appOf('/shop/web'))(cluster);
  const events = await heard(async () => {
    await cluster.send('POST', '/v2/apps', appOf('/shop/web'));
    await cluster.send('POST', '/v2/pods', { id: '/x' });
    await cluster.send('PUT', '/v2/apps/shop/web', { cpus: -1 });
    await cluster.send('DELETE', '/v2/pods/none');
  });
  expect(events.map(({ eventType }) => eventType)).toEqual(['event_stream_attached']);
});

test('types that do not exist are never sent, known ones only when asked for', async () => {
  const ear = await cluster.listen('?event_type=nonsense&event_type=app_terminated_event&plan-format=light');
  await done(cluster, 'POST', '/v2/apps', appOf('/a'));
  await cluster.advance(30);
  await done(cluster, 'DELETE', '/v2/apps/a');
  await cluster.advance(30);
  expect((await ear.end()).map(({ eventType }) => eventType)).toEqual([
    'event_stream_attached',
    'app_terminated_event',
  ]);
});
