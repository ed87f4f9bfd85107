/** Who answers and how it does: `/v2/info`, `/v2/plugins`, `/ping`, `/metrics`. */
import type { Info } from '../../../protocol/marathon/info';
import { ROOT } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { isApp, isPod } from '../group/definition';
import { recordsWithin } from '../group/run-spec-store';
import {
  DECLINE_OFFER_DURATION,
  DEFAULT_NETWORK_NAME,
  FRAMEWORK_NAME,
  MARATHON_VERSION,
  MAX_INSTANCES_PER_OFFER,
  MESOS_BRIDGE_NAME,
  MESOS_ROLE,
  MIN_REVIVE_INTERVAL,
  SCALE_CHECK_INITIAL_DELAY,
  SCALE_CHECK_INTERVAL,
  TASK_LAUNCH_CONFIRM_TIMEOUT,
  TASK_LAUNCH_TIMEOUT,
  TASK_LOST_EXPUNGE_INTERVAL,
} from '../settings';
import { notAllowed, ok } from './answers';
import { LEADER } from './leader';

const info = ({ state }: MarathonCore): Info => ({
  name: FRAMEWORK_NAME,
  version: MARATHON_VERSION,
  buildref: 'podrome',
  elected: state.leading,
  ...(state.leading && { leader: LEADER }),
  ...(state.frameworkId !== '' && { frameworkId: state.frameworkId }),
  marathon_config: {
    access_control_allow_origin: null,
    checkpoint: true,
    decline_offer_duration: DECLINE_OFFER_DURATION,
    default_network_name: DEFAULT_NETWORK_NAME,
    env_vars_prefix: null,
    executor: '//cmd',
    failover_timeout: 604_800,
    features: ['vips', 'task_killing', 'external_volumes', 'secrets', 'gpu_resources'],
    framework_name: FRAMEWORK_NAME,
    ha: true,
    hostname: '10.0.0.5',
    launch_token: state.settings.launchTokens,
    launch_token_refresh_interval: state.settings.launchTokenRefreshInterval,
    leader_proxy_connection_timeout_ms: 5000,
    leader_proxy_read_timeout_ms: 10_000,
    local_port_min: 10_000,
    local_port_max: 20_000,
    master: 'zk://zk-1.zk:2181/mesos',
    max_instances_per_offer: MAX_INSTANCES_PER_OFFER,
    mesos_bridge_name: MESOS_BRIDGE_NAME,
    mesos_leader_ui_url: '/mesos',
    mesos_role: MESOS_ROLE,
    mesos_user: 'root',
    min_revive_offers_interval: MIN_REVIVE_INTERVAL,
    offer_matching_timeout: 3000,
    reconciliation_initial_delay: 15_000,
    reconciliation_interval: 600_000,
    scale_apps_initial_delay: SCALE_CHECK_INITIAL_DELAY,
    scale_apps_interval: SCALE_CHECK_INTERVAL,
    store_cache: true,
    task_launch_confirm_timeout: TASK_LAUNCH_CONFIRM_TIMEOUT,
    task_launch_timeout: TASK_LAUNCH_TIMEOUT,
    task_lost_expunge_initial_delay: 300_000,
    task_lost_expunge_interval: TASK_LOST_EXPUNGE_INTERVAL,
    task_reservation_timeout: 20_000,
    webui_url: null,
  },
  zookeeper_config: {},
  http_config: { http_port: 8080, https_port: 8443 },
});

const gauge = (name: string, value: number) => [name, { value }] as const;

const metrics = ({ state }: MarathonCore): object => {
  const services = recordsWithin(state.store, ROOT);
  return {
    version: '4.0.0',
    gauges: Object.fromEntries([
      gauge('marathon.apps.active.gauge', services.filter(({ current }) => isApp(current)).length),
      gauge('marathon.pods.active.gauge', services.filter(({ current }) => isPod(current)).length),
      gauge('marathon.groups.active.gauge', state.store.groups.size),
      gauge('marathon.deployments.active.gauge', state.deployments.deployments.size),
      gauge('marathon.instances.gauge', state.tracker.instances.size),
    ]),
    counters: {},
    histograms: {},
    meters: {},
    timers: {},
  };
};

const ping = (request: HttpRequest): HttpAnswer => {
  const accept = request.headers.get('accept') ?? '*/*';
  if (/\*\/\*|text\/(\*|plain)/.test(accept))
    return { status: 200, headers: { 'Content-Type': 'text/plain' }, text: 'pong' };
  return /application\/(json|\*)/.test(accept) ? ok('pong') : { status: 204 };
};

const reads: ReadonlyMap<string, (core: MarathonCore, request: HttpRequest) => HttpAnswer> = new Map([
  ['/v2/info', (core: MarathonCore) => ok(info(core))],
  ['/v2/plugins', () => ok({ plugins: [] })],
  ['/ping', (_core: MarathonCore, request: HttpRequest) => ping(request)],
  ['/metrics', (core: MarathonCore) => ok(metrics(core))],
]);

export const infoResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const read = reads.get(request.path);
    if (read === undefined) return undefined;
    return request.method === 'GET' ? read(core, request) : notAllowed('GET', 'HEAD', 'OPTIONS');
  };
