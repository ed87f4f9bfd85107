/**
 * `/v2/deployments`, `/v2/queue`, `/v2/leader`, `/v2/info` and `/metrics`, row by row (Marathon `api/v2/*Resource`,
 * `api/SystemResource`). How deployments go and what waits in the queue is told beside the cluster and in this folder.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import {
  RESULT,
  STUCK,
  UUID,
  VERSION,
  appOf,
  deploying,
  done,
  matching,
  missing,
  rows,
  running,
  stuckPod,
} from './row-fixture';
import type { TestCluster } from './row-fixture';

describe('/v2/deployments', () => {
  rows([
    { says: 'none', ask: 'GET /v2/deployments', status: 200, body: [] },
    { says: 'none', ask: 'DELETE /v2/deployments/x', status: 404, body: missing('DeploymentPlan x does not exist') },
    {
      says: 'none, by force',
      ask: 'DELETE /v2/deployments/x?force=true',
      status: 404,
      body: missing('DeploymentPlan x does not exist'),
    },
    { says: 'one is not to be read', ask: 'GET /v2/deployments/x', status: 405, headers: { allow: 'DELETE, OPTIONS' } },
    { says: 'not to be written', ask: 'POST /v2/deployments', send: {}, status: 405 },
  ]);

  test('of an app and a pod have all their members', async () => {
    const cluster = aCluster();
    await deploying(stuckPod('/pod'), appOf('/app', STUCK))(cluster);
    const shape = (verb: string, noun: object) => ({
      id: matching(UUID),
      version: matching(VERSION),
      steps: [{ actions: [{ action: `Start${verb}`, ...noun }] }, { actions: [{ action: `Scale${verb}`, ...noun }] }],
      currentActions: [{ action: `Scale${verb}`, ...noun, readinessCheckResults: [] }],
      currentStep: 2,
      totalSteps: 2,
    });
    expect(await cluster.deployments()).toEqual([
      { ...shape('Pod', { pod: '/pod' }), affectedApps: [], affectedPods: ['/pod'] },
      { ...shape('Application', { app: '/app' }), affectedApps: ['/app'], affectedPods: [] },
    ]);
  });

  test.each([
    ['', 200, RESULT],
    ['?force=true', 202, undefined],
  ])('one that runs is ended%s', async (query, status, body) => {
    const cluster = aCluster();
    await deploying(appOf('/app', STUCK))(cluster);
    const [deployment] = await cluster.deployments();
    const answer = await cluster.send('DELETE', `/v2/deployments/${deployment?.id}${query}`);
    expect([answer.status, answer.body]).toEqual([status, body]);
    const header = answer.headers.get('Marathon-Deployment-Id');
    expect(header === null).toBe(status === 202);
    expect(header).not.toBe(deployment?.id);
  });
});

describe('/v2/queue', () => {
  const given = async (cluster: TestCluster): Promise<void> => {
    await deploying(stuckPod('/pod'), appOf('/app', STUCK))(cluster);
    await cluster.advance(10);
  };
  rows([
    { says: 'nothing', ask: 'GET /v2/queue', status: 200, body: { queue: [] } },
    { says: 'has no body', given, ask: 'HEAD /v2/queue', status: 200, body: undefined },
    { says: 'what waits', given, ask: 'DELETE /v2/queue//app/delay', status: 204, body: undefined },
    { says: 'what waits', given, ask: 'DELETE /v2/queue/pod/delay', status: 204, body: undefined },
    { says: 'what waits', given, ask: 'DELETE /v2/queue/%2Fpod/delay/', status: 204, body: undefined },
    {
      says: 'nothing waits',
      given: running(appOf('/app')),
      ask: 'DELETE /v2/queue/app/delay',
      status: 404,
      body: missing('Application /app not found in tasks queue.'),
    },
    { says: 'is no route', given, ask: 'DELETE /v2/queue/app', status: 404, body: { message: 'URI not found' } },
    { says: 'not to be read', ask: 'GET /v2/queue/app/delay', status: 405, headers: { allow: 'DELETE, OPTIONS' } },
  ]);

  test('an item has all its members, offers where they are asked for', async () => {
    const cluster = aCluster();
    await given(cluster);
    const reasons = [
      'UnfulfilledRole',
      'UnfulfilledConstraint',
      'NoCorrespondingReservationFound',
      'AgentMaintenance',
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientDisk',
      'InsufficientGpus',
      'InsufficientPorts',
      'DeclinedScarceResources',
    ];
    const row = { declined: expect.any(Number) as number, processed: expect.any(Number) as number };
    const item = {
      count: 1,
      role: 'slave_public',
      delay: { timeLeftSeconds: 0, overdue: true },
      since: matching(VERSION),
      processedOffersSummary: {
        processedOffersCount: 12,
        unusedOffersCount: 12,
        lastUnusedOfferAt: matching(VERSION),
        lastUsedOfferAt: null,
        rejectSummaryLastOffers: reasons.map((reason) => ({ reason, ...row })),
        rejectSummaryLaunchAttempt: reasons.map((reason) => ({ reason, ...row })),
      },
    };
    const whole = expect.objectContaining({ version: matching(VERSION) }) as unknown;
    expect(await cluster.read('/v2/queue')).toEqual({
      queue: [
        { ...item, pod: whole },
        { ...item, app: whole },
      ],
    });
    const [waiting] = (await cluster.queue()).queue;
    const first = waiting?.lastUnusedOffers?.find(({ offer }) => offer.hostname === '10.0.1.11');
    expect(first).toEqual({
      offer: {
        id: matching(/-O\d+$/),
        hostname: '10.0.1.11',
        agentId: matching(/-S\d+$/),
        resources: [
          { name: 'cpus', role: '*', scalar: 4 },
          { name: 'mem', role: '*', scalar: 14_336 },
          { name: 'disk', role: '*', scalar: 102_400 },
          { name: 'ports', role: '*', ranges: expect.arrayContaining([{ begin: 1025, end: 2180 }]) as unknown },
        ],
        attributes: [{ name: 'rack', text: 'r1' }],
      },
      reason: ['UnfulfilledConstraint'],
      timestamp: matching(VERSION),
    });
  });
});

describe('/v2/leader', () => {
  const left = async (cluster: TestCluster): Promise<void> => {
    await done(cluster, 'DELETE', '/v2/leader');
    await cluster.advance(1);
  };
  rows([
    { says: 'there is one', ask: 'GET /v2/leader', status: 200, body: { leader: matching(/^[\w.]+:\d+$/) } },
    { says: 'it leaves', ask: 'DELETE /v2/leader', status: 200, body: { message: 'Leadership abdicated' } },
    { says: 'it has left', given: left, ask: 'GET /v2/leader', status: 404, body: { message: 'There is no leader' } },
    { says: 'nobody leads', given: left, ask: 'GET /v2/pods', status: 503, body: undefined },
    { says: 'nobody leads', given: left, ask: 'POST /v2/apps', send: appOf('/app'), status: 503, body: undefined },
    { says: 'still there', given: left, ask: 'GET /ping', status: 200, body: 'pong' },
    { says: 'still there', given: left, ask: 'GET /v2/info', status: 200, body: { elected: false } },
    { says: 'not to be written', ask: 'PUT /v2/leader', send: {}, status: 405 },
  ]);

  test('answers until half a second has passed, and then another is elected', async () => {
    const cluster = aCluster();
    await done(cluster, 'DELETE', '/v2/leader');
    await cluster.advance(0.4);
    expect((await cluster.send('GET', '/v2/pods')).status).toBe(200);
    await cluster.advance(0.2);
    expect((await cluster.send('GET', '/v2/pods')).status).toBe(503);
    await cluster.advance(30);
    expect(await cluster.read('/v2/leader')).toEqual({ leader: matching(/:\d+$/) });
    await done(cluster, 'POST', '/v2/pods', podOf('/pod'));
  });
});

describe('who answers', () => {
  test('info tells every setting', async () => {
    const info = await aCluster().read<Record<string, Record<string, unknown>>>('/v2/info');
    expect(Object.keys(info)).toEqual([
      'name',
      'version',
      'buildref',
      'elected',
      'leader',
      'frameworkId',
      'marathon_config',
      'zookeeper_config',
      'http_config',
    ]);
    const settings = [
      'access_control_allow_origin',
      'checkpoint',
      'decline_offer_duration',
      'default_network_name',
      'env_vars_prefix',
      'executor',
      'failover_timeout',
      'features',
      'framework_name',
      'ha',
      'hostname',
      'launch_token',
      'launch_token_refresh_interval',
      'leader_proxy_connection_timeout_ms',
      'leader_proxy_read_timeout_ms',
      'local_port_max',
      'local_port_min',
      'master',
      'max_instances_per_offer',
      'mesos_bridge_name',
      'mesos_leader_ui_url',
      'mesos_role',
      'mesos_user',
      'min_revive_offers_interval',
      'offer_matching_timeout',
      'reconciliation_initial_delay',
      'reconciliation_interval',
      'scale_apps_initial_delay',
      'scale_apps_interval',
      'store_cache',
      'task_launch_confirm_timeout',
      'task_launch_timeout',
      'task_lost_expunge_initial_delay',
      'task_lost_expunge_interval',
      'task_reservation_timeout',
      'webui_url',
    ];
    expect(Object.keys(info['marathon_config'] ?? {}).toSorted()).toEqual(settings.toSorted());
  });

  test('metrics count apps, pods, groups, deployments and instances', async () => {
    const cluster = aCluster();
    await running(appOf('/shop/app'), podOf('/shop/pod'))(cluster);
    await done(cluster, 'POST', '/v2/apps', appOf('/other', STUCK));
    expect(await cluster.read('/metrics')).toMatchObject({
      gauges: {
        'marathon.apps.active.gauge': { value: 2 },
        'marathon.pods.active.gauge': { value: 1 },
        'marathon.groups.active.gauge': { value: 2 },
        'marathon.deployments.active.gauge': { value: 1 },
        'marathon.instances.gauge': { value: 3 },
      },
      counters: {},
      histograms: {},
      meters: {},
      timers: {},
    });
  });
});
