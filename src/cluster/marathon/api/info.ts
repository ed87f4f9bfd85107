/** Who answers and how it does: `/v2/info`, `/v2/leader`, `/ping`, `/metrics`, and the apps this cluster has none of yet. */
import { appNotFound } from '../../../protocol/marathon/error';
import type { Info } from '../../../protocol/marathon/info';
import { normaliseId } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { podsWithin } from '../group/pod-store';
import {
  DECLINE_OFFER_DURATION,
  DEFAULT_NETWORK_NAME,
  FRAMEWORK_NAME,
  MARATHON_VERSION,
  MAX_INSTANCES_PER_OFFER,
  MESOS_BRIDGE_NAME,
  MESOS_ROLE,
  MIN_REVIVE_INTERVAL,
  TASK_LAUNCH_CONFIRM_TIMEOUT,
  TASK_LAUNCH_TIMEOUT,
  TASK_LOST_EXPUNGE_INTERVAL,
} from '../settings';
import { notAllowed, ok, refuse } from './answers';

const LEADER = '10.0.0.5:8080';

const info = ({ state }: MarathonCore): Info => ({
  name: FRAMEWORK_NAME,
  version: MARATHON_VERSION,
  buildref: 'podrome',
  elected: true,
  leader: LEADER,
  ...(state.frameworkId !== '' && { frameworkId: state.frameworkId }),
  marathon_config: {
    checkpoint: true,
    decline_offer_duration: DECLINE_OFFER_DURATION,
    default_network_name: DEFAULT_NETWORK_NAME,
    failover_timeout: 604_800,
    features: ['vips', 'task_killing', 'external_volumes', 'secrets', 'gpu_resources'],
    framework_name: FRAMEWORK_NAME,
    ha: true,
    hostname: '10.0.0.5',
    local_port_min: 10_000,
    local_port_max: 20_000,
    master: 'zk://zk-1.zk:2181/mesos',
    max_instances_per_offer: MAX_INSTANCES_PER_OFFER,
    mesos_bridge_name: MESOS_BRIDGE_NAME,
    mesos_leader_ui_url: '/mesos',
    mesos_role: MESOS_ROLE,
    min_revive_offers_interval: MIN_REVIVE_INTERVAL,
    task_launch_confirm_timeout: TASK_LAUNCH_CONFIRM_TIMEOUT,
    task_launch_timeout: TASK_LAUNCH_TIMEOUT,
    task_lost_expunge_interval: TASK_LOST_EXPUNGE_INTERVAL,
  },
  zookeeper_config: {},
  http_config: { http_port: 8080, https_port: 8443 },
});

const gauge = (name: string, value: number) => [name, { value }] as const;

const metrics = ({ state }: MarathonCore): object => ({
  version: '4.0.0',
  gauges: Object.fromEntries([
    gauge('marathon.apps.active.gauge', 0),
    gauge('marathon.pods.active.gauge', podsWithin(state.store, '/').length),
    gauge('marathon.groups.active.gauge', state.store.groups.size),
    gauge('marathon.deployments.active.gauge', state.deployments.deployments.size),
    gauge('marathon.instances.gauge', state.tracker.instances.size),
  ]),
  counters: {},
  histograms: {},
  meters: {},
  timers: {},
});

const ping = (request: HttpRequest): HttpAnswer => {
  const accept = request.headers.get('accept') ?? '*/*';
  if (/\*\/\*|text\/(\*|plain)/.test(accept))
    return { status: 200, headers: { 'Content-Type': 'text/plain' }, text: 'pong' };
  return /application\/(json|\*)/.test(accept) ? ok('pong') : { status: 204 };
};

const reads: ReadonlyMap<string, (core: MarathonCore, request: HttpRequest) => HttpAnswer> = new Map([
  ['/v2/info', (core: MarathonCore) => ok(info(core))],
  ['/v2/leader', () => ok({ leader: LEADER })],
  ['/ping', (_core: MarathonCore, request: HttpRequest) => ping(request)],
  ['/metrics', (core: MarathonCore) => ok(metrics(core))],
  ['/v2/apps', () => ok({ apps: [] })],
  ['/v2/tasks', () => ok({ tasks: [] })],
]);

export const infoResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const path = request.path.replace(/\/+$/, '');
    const read = reads.get(path);
    const isGet = request.method === 'GET';
    if (read !== undefined) return isGet ? read(core, request) : notAllowed('GET', 'HEAD', 'OPTIONS');
    const app = /^\/v2\/apps\/(.+)$/s.exec(path)?.[1];
    return app !== undefined && isGet ? refuse(404, appNotFound(normaliseId(app))) : undefined;
  };
