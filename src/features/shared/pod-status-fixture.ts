/** Builders for tests of screens: the least valid pod status, app, queue item and deployment, with fixed values. */
import { serviceOfApp, type Service } from '../../api/client/service';
import type { AppInfo, AppTask } from '../../protocol/marathon/app';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodAnswer } from '../../protocol/marathon/pod';
import type {
  ContainerStatus,
  PodInstanceStatus,
  PodStatus,
  StatusCondition,
  TerminationHistory,
} from '../../protocol/marathon/pod-status';
import type { NoMatchReason, QueueItem, UnusedOffer } from '../../protocol/marathon/queue';

export const START = Date.parse('2017-03-17T10:00:00.000Z');
/** A Marathon timestamp so many seconds after the start of time. */
export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

export const aSpec = (overrides: Partial<PodAnswer> = {}): PodAnswer => ({
  id: '/shop/web',
  version: at(0),
  containers: [
    { name: 'nginx', resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 } },
    { name: 'logger', resources: { cpus: 0.1, mem: 16, disk: 0, gpus: 0 } },
  ],
  scaling: { kind: 'fixed', instances: 1 },
  scheduling: {
    backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    killSelection: 'YOUNGEST_FIRST',
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
  },
  executorResources: { cpus: 0.1, mem: 32, disk: 10 },
  ...overrides,
});

export const aContainerStatus = (overrides: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name: 'nginx',
  status: 'TASK_RUNNING',
  statusSince: at(0),
  conditions: [],
  endpoints: [],
  lastUpdated: at(0),
  lastChanged: at(0),
  ...overrides,
});

/** The condition a health check leaves behind. */
export const aHealth = (value: boolean, reason = 'health-reported-by-mesos'): StatusCondition => ({
  name: 'healthy',
  value: String(value),
  reason,
  lastChanged: at(0),
  lastUpdated: at(0),
});

export const anInstance = (overrides: Partial<PodInstanceStatus> = {}): PodInstanceStatus => ({
  id: 'shop_web.instance-3f9c0001',
  status: 'STABLE',
  statusSince: at(0),
  conditions: [],
  agentHostname: '10.0.1.12',
  agentId: 'S1',
  networks: [],
  containers: [aContainerStatus(), aContainerStatus({ name: 'logger' })],
  lastUpdated: at(0),
  lastChanged: at(0),
  specReference: `/v2/pods/shop/web::versions/${at(0)}`,
  ...overrides,
});

/** So many instances, each with its own id. */
export const instancesOf = (count: number, overrides: Partial<PodInstanceStatus> = {}): readonly PodInstanceStatus[] =>
  Array.from({ length: count }, (_, index) =>
    anInstance({ id: `shop_web.instance-${String(index).padStart(8, '0')}`, ...overrides }),
  );

export const aPodStatus = (overrides: Partial<PodStatus> & { readonly target?: number } = {}): PodStatus => {
  const { target = 1, ...rest } = overrides;
  return {
    id: '/shop/web',
    spec: aSpec({ scaling: { kind: 'fixed', instances: target } }),
    status: 'STABLE',
    statusSince: at(0),
    instances: [anInstance()],
    terminationHistory: [],
    lastUpdated: at(0),
    lastChanged: at(0),
    ...rest,
  };
};

export const aTask = (overrides: Partial<AppTask> = {}): AppTask => ({
  id: 'shop_web.instance-3f9c0001._app.1',
  appId: '/shop/web',
  host: '10.0.1.12',
  slaveId: 'S1',
  state: 'TASK_RUNNING',
  stagedAt: at(0),
  startedAt: at(2),
  version: at(0),
  ports: [],
  servicePorts: [],
  ipAddresses: [{ ipAddress: '10.0.1.12', protocol: 'IPv4' }],
  ...overrides,
});

/** As `GET /v2/apps/{id}` answers it. */
export const anApp = (overrides: Partial<AppInfo> = {}): AppInfo => ({
  id: '/shop/web',
  cmd: 'sleep 1000',
  instances: 1,
  cpus: 0.2,
  mem: 64,
  disk: 0,
  gpus: 0,
  labels: {},
  executor: '',
  backoffSeconds: 1,
  backoffFactor: 1.15,
  maxLaunchDelaySeconds: 300,
  requirePorts: false,
  upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
  unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
  killSelection: 'YOUNGEST_FIRST',
  role: 'slave_public',
  version: at(0),
  versionInfo: { lastScalingAt: at(0), lastConfigChangeAt: at(0) },
  networks: [{ mode: 'host' }],
  portDefinitions: [],
  tasks: [aTask()],
  ...overrides,
});

export const anAppService = (overrides: Partial<AppInfo> = {}): Service => serviceOfApp(anApp(overrides));

export const aTermination = (overrides: Partial<TerminationHistory> = {}): TerminationHistory => ({
  instanceID: 'shop_web.instance-3f9c0001',
  startedAt: at(0),
  terminatedAt: at(3),
  message: 'Command exited with status 1',
  containers: [
    { containerId: 'shop_web.instance-3f9c0001.nginx.1', lastKnownState: 'TASK_FAILED', termination: { exitCode: 1 } },
  ],
  ...overrides,
});

export const aQueueItem = (overrides: Partial<QueueItem> = {}): QueueItem => ({
  count: 1,
  delay: { timeLeftSeconds: 0, overdue: true },
  since: at(0),
  processedOffersSummary: { processedOffersCount: 0, unusedOffersCount: 0 },
  ...overrides,
});

/** A declined offer of an agent with some unreserved cpus and memory. */
export const anUnusedOffer = (
  hostname: string,
  cpus: number,
  mem: number,
  reason: readonly NoMatchReason[],
): UnusedOffer => ({
  offer: {
    id: `offer-${hostname}`,
    hostname,
    agentId: `agent-${hostname}`,
    resources: [
      { name: 'cpus', role: '*', scalar: cpus },
      { name: 'mem', role: '*', scalar: mem },
      { name: 'disk', role: '*', scalar: 1000 },
      { name: 'ports', role: '*', ranges: [{ begin: 1025, end: 2180 }] },
      { name: 'cpus', role: 'slave_public', scalar: 50 },
    ],
    attributes: [{ name: 'rack', text: 'r1' }],
  },
  reason,
  timestamp: at(1),
});

/** A queue item whose last offers were all turned down. */
export const aWaitingItem = (offers: readonly UnusedOffer[], overrides: Partial<QueueItem> = {}): QueueItem =>
  aQueueItem({
    processedOffersSummary: {
      processedOffersCount: offers.length,
      unusedOffersCount: offers.length,
      lastUnusedOfferAt: at(1),
      lastUsedOfferAt: null,
    },
    lastUnusedOffers: offers,
    ...overrides,
  });

export const aDeployment = (overrides: Partial<Deployment> = {}): Deployment => ({
  id: 'd1',
  version: at(0),
  affectedApps: [],
  affectedPods: ['/shop/web'],
  steps: [
    { actions: [{ action: 'StartPod', pod: '/shop/web' }] },
    { actions: [{ action: 'ScalePod', pod: '/shop/web' }] },
  ],
  currentActions: [],
  currentStep: 2,
  totalSteps: 2,
  ...overrides,
});
