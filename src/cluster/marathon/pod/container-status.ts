/** One container of an instance as the API tells it (Marathon `core/pod/PodStatusConversion`). */
import type { Container, PodDefinition, Resources } from '../../../protocol/marathon/pod';
import type {
  ContainerStatus,
  ContainerTermination,
  EndpointStatus,
  StatusCondition,
} from '../../../protocol/marathon/pod-status';
import type { TaskState } from '../../../protocol/mesos/task';
import { isoTime } from '../../../protocol/units';
import type { Condition, Task } from '../instance/instance';
import { isTerminal } from '../instance/instance';

/** What the API calls a condition. */
export const taskState = (condition: Condition): TaskState => STATES[condition];

const STATES: Readonly<Record<Condition, TaskState>> = {
  Scheduled: 'TASK_STAGING',
  Provisioned: 'TASK_STAGING',
  Staging: 'TASK_STAGING',
  Starting: 'TASK_STARTING',
  Running: 'TASK_RUNNING',
  Killing: 'TASK_KILLING',
  Finished: 'TASK_FINISHED',
  Failed: 'TASK_FAILED',
  Error: 'TASK_ERROR',
  Killed: 'TASK_KILLED',
  Gone: 'TASK_GONE',
  Dropped: 'TASK_DROPPED',
  Unknown: 'TASK_UNKNOWN',
  Unreachable: 'TASK_UNREACHABLE',
  UnreachableInactive: 'TASK_UNREACHABLE',
};

const HOLDING: ReadonlySet<Condition> = new Set<Condition>([
  'Staging',
  'Starting',
  'Running',
  'Unreachable',
  'UnreachableInactive',
  'Killing',
]);

/** What the container holds of its agent; undefined before Mesos answered and after its end, unless it is reserved. */
const heldResources = (container: Container, task: Task, isReserved: boolean): Resources | undefined =>
  isReserved || HOLDING.has(task.condition) ? container.resources : undefined;

/** How an ended container ended; undefined while it lives. */
export const terminationOf = (task: Task): ContainerTermination | undefined => {
  if (!isTerminal(task.condition)) return undefined;
  const { exitCode, message } = task.status ?? {};
  return { ...(exitCode !== undefined && { exitCode }), ...(message !== undefined && { message }) };
};

const checkedEndpoint = (container: Container): string | undefined =>
  container.healthCheck?.http?.endpoint ?? container.healthCheck?.tcp?.endpoint;

/** Those with a host port first, in order; the checked one last, with the health of its task. */
const endpointsOf = (container: Container, task: Task): EndpointStatus[] => {
  let at = 0;
  const withPort: EndpointStatus[] = [];
  const without: EndpointStatus[] = [];
  for (const { name, hostPort } of container.endpoints) {
    const port = hostPort === undefined ? undefined : task.hostPorts[at++];
    if (port === undefined) without.push({ name });
    else withPort.push({ name, allocatedHostPort: port });
  }
  const checked = checkedEndpoint(container);
  const healthy = task.status?.healthy;
  const all = [...withPort, ...without];
  return [
    ...all.filter(({ name }) => name !== checked),
    ...all
      .filter(({ name }) => name === checked)
      .map((endpoint) => (healthy === undefined ? endpoint : { ...endpoint, healthy })),
  ];
};

/** Whether the container's check counts it healthy; only of checked containers that run. */
const conditionsOf = (container: Container, task: Task, since: string): StatusCondition[] => {
  if (container.healthCheck === undefined || task.condition !== 'Running') return [];
  const healthy = task.status?.healthy;
  const reason = healthy === undefined ? 'health-unreported-by-mesos' : 'health-reported-by-mesos';
  const at = task.status === null ? since : isoTime(task.status.timestamp);
  return [{ name: 'healthy', value: String(healthy === true), reason, lastChanged: at, lastUpdated: at }];
};

/** Status of one container; `definition` is the version its instance was launched with. */
const containerStatus = (container: Container, task: Task, isReserved: boolean): ContainerStatus => {
  const since = isoTime(task.startedAt ?? task.stagedAt);
  const isActive = !isTerminal(task.condition);
  const resources = heldResources(container, task, isReserved);
  const termination = terminationOf(task);
  const message = task.status?.message;
  return {
    name: container.name,
    status: STATES[task.condition],
    statusSince: since,
    ...(message !== undefined && { message }),
    conditions: conditionsOf(container, task, since),
    ...(isActive && { containerId: task.id }),
    endpoints: isActive ? endpointsOf(container, task) : [],
    ...(resources !== undefined && { resources }),
    ...(termination !== undefined && { termination }),
    lastUpdated: since,
    lastChanged: since,
  };
};

/** One status per container of the definition that has a task. @param isReserved what they hold is theirs, whether they run or not */
export const containerStatuses = (
  definition: PodDefinition,
  tasks: readonly Task[],
  isReserved = false,
): ContainerStatus[] =>
  definition.containers.flatMap((container) => {
    const task = tasks.find((each) => each.container === container.name);
    return task === undefined ? [] : [containerStatus(container, task, isReserved)];
  });
