/**
 * A service is a pod or an app. An app is read in the form of a pod with one container, so that lists, statuses, tables and
 * reasons know one form only; what differs asks for `app`.
 */
import type { AppHealth, AppInfo, AppTask, AppTaskFailure } from '../../protocol/marathon/app';
import type {
  ContainerStatus,
  PodInstanceState,
  PodInstanceStatus,
  PodStatus,
  StatusCondition,
  TerminationHistory,
} from '../../protocol/marathon/pod-status';
import { containerName, portsOf, specOfApp, taskEndpoints, type Port } from './app-form';

export interface ServiceInstance extends PodInstanceStatus {
  /** How often it was started again; told of instances of apps only. */
  readonly restarts?: number;
}

export interface Service extends PodStatus {
  readonly instances: readonly ServiceInstance[];
  /** The app as Marathon answers it; absent where the service is a pod. */
  readonly app?: AppInfo;
}

export type ServiceKind = 'pod' | 'app';

export const kindOf = ({ app }: Pick<Service, 'app'>): ServiceKind => (app === undefined ? 'pod' : 'app');

/** What a definition is of: a pod where it has containers, else an app. */
export const kindOfDefinition = (definition: object): ServiceKind =>
  Object.hasOwn(definition, 'containers') ? 'pod' : 'app';

/** The tasks of these instances: those of apps are killed by these ids. */
export const taskIds = ({ instances }: Service, instanceIds: readonly string[]): readonly string[] =>
  instances
    .filter(({ id }) => instanceIds.includes(id))
    .flatMap(({ containers }) => containers.flatMap(({ containerId }) => containerId ?? []));

/** Marathon does not tell when this was. */
const UNKNOWN_TIME = '';

/** `web.instance-1._app.2`: the instance, and which of its runs. Older ids are those of the instance itself. */
const TASK_ID = /^(.*)\._app\.(\d+)$/;

const instanceOf = (taskId: string): { readonly id: string; readonly restarts: number } => {
  const [, id = taskId, run = '1'] = TASK_ID.exec(taskId) ?? [];
  return { id, restarts: Number(run) - 1 };
};

/** Healthy when all checks pass; not known while one has not told and none fails. The reason is why one fails, if that is told. */
const conditionsOf = (app: AppInfo, results: readonly AppHealth[]): readonly StatusCondition[] => {
  const checks = app.healthChecks?.length ?? 0;
  if (checks === 0) return [];
  const failing = results.find(({ alive }) => !alive);
  const told = failing !== undefined || results.length >= checks;
  return [
    {
      name: 'healthy',
      value: String(told && failing === undefined),
      reason: failing?.lastFailureCause ?? (told ? 'health-reported-by-mesos' : 'health-unreported-by-mesos'),
      lastChanged: UNKNOWN_TIME,
      lastUpdated: UNKNOWN_TIME,
    },
  ];
};

const stateOf = (task: AppTask, healthy: boolean): PodInstanceState => {
  switch (task.state) {
    case 'TASK_STAGING':
    case 'TASK_STARTING':
      return 'STAGING';
    case 'TASK_RUNNING':
      return healthy ? 'STABLE' : 'DEGRADED';
    case 'TASK_UNREACHABLE':
      return 'DEGRADED';
    default:
      return 'TERMINAL';
  }
};

/** Since when a task is what it is: told only of those that start and those that run. */
const sinceOf = ({ state, stagedAt, startedAt }: AppTask): string => {
  if (state === 'TASK_RUNNING') return startedAt ?? stagedAt;
  return state === 'TASK_STAGING' || state === 'TASK_STARTING' ? stagedAt : UNKNOWN_TIME;
};

const containerOf = (app: AppInfo, ports: readonly Port[], task: AppTask): ContainerStatus => {
  const results = task.healthCheckResults ?? [];
  const since = sinceOf(task);
  return {
    name: containerName(app.id),
    status: task.state,
    statusSince: since,
    conditions: task.state === 'TASK_RUNNING' ? conditionsOf(app, results) : [],
    containerId: task.id,
    endpoints: taskEndpoints(ports, task),
    lastUpdated: since,
    lastChanged: since,
  };
};

const instanceOfTask = (app: AppInfo, ports: readonly Port[], task: AppTask): ServiceInstance => {
  const { id, restarts } = instanceOf(task.id);
  const container = containerOf(app, ports, task);
  const { cpus, mem, disk, gpus } = app;
  return {
    id,
    restarts,
    status: stateOf(
      task,
      container.conditions.every(({ value }) => value === 'true'),
    ),
    statusSince: container.statusSince,
    conditions: [],
    ...(task.host === '' ? {} : { agentHostname: task.host, agentId: task.slaveId }),
    ...(task.region === undefined ? {} : { agentRegion: task.region }),
    ...(task.zone === undefined ? {} : { agentZone: task.zone }),
    // A task launched before the last change may hold something else.
    ...(task.version < app.versionInfo.lastConfigChangeAt ? {} : { resources: { cpus, mem, disk, gpus } }),
    networks: [{ addresses: task.ipAddresses.map(({ ipAddress }) => ipAddress) }],
    containers: [container],
    specReference: `/v2/apps${app.id}/versions/${task.version}`,
    lastUpdated: container.lastUpdated,
    lastChanged: container.lastChanged,
  };
};

/** Marathon remembers the last failure of an app, and neither when that task began nor its exit code. */
const historyOf = (failure: AppTaskFailure | undefined): readonly TerminationHistory[] =>
  failure === undefined
    ? []
    : [
        {
          instanceID: instanceOf(failure.taskId).id,
          startedAt: UNKNOWN_TIME,
          terminatedAt: failure.timestamp,
          message: failure.message,
          containers: [
            {
              containerId: failure.taskId,
              lastKnownState: failure.state,
              termination: { message: failure.message },
            },
          ],
        },
      ];

/** An app that was read with its tasks. */
export const serviceOfApp = (app: AppInfo): Service => {
  const ports = portsOf(app);
  const instances = (app.tasks ?? []).map((task) => instanceOfTask(app, ports, task));
  const stable = instances.filter(({ status }) => status === 'STABLE').length;
  return {
    id: app.id,
    spec: specOfApp(app),
    status: stable >= app.instances ? 'STABLE' : 'DEGRADED',
    statusSince: UNKNOWN_TIME,
    instances,
    terminationHistory: historyOf(app.lastTaskFailure),
    lastUpdated: app.version,
    lastChanged: app.version,
    app,
  };
};
