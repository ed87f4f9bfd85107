/** A task of an app as the API tells it (Marathon `raml/TaskConversion`, `core/appinfo/EnrichedTask`). */
import type { AppDefinition, AppHealth, AppTask } from '../../../protocol/marathon/app';
import { servicePortsOf } from '../../../protocol/marathon/service-port';
import { isoTime } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { isMarathonCheck } from '../health/app-checks';
import { NO_RESULT, isAlive } from '../health/health-state';
import type { CheckRecord, HealthState } from '../health/health-state';
import { isTerminal } from '../instance/instance';
import type { Instance, Task } from '../instance/instance';
import { taskState } from '../pod/container-status';

/** The task of an app's instance, if there is one that has not ended. */
export const activeTask = ({ tasks }: Instance): Task | undefined => {
  const [task] = tasks;
  return task === undefined || isTerminal(task.condition) ? undefined : task;
};

/** The task that is told of: also one that has ended, if its instance holds volumes. */
export const toldTask = (instance: Instance): Task | undefined =>
  activeTask(instance) ?? (instance.reservation === undefined ? undefined : instance.tasks[0]);

const times = (record: CheckRecord) => {
  const instant = (name: 'firstSuccess' | 'lastSuccess' | 'lastFailure') => {
    const at = record[name];
    return at === null ? {} : { [name]: isoTime(at) };
  };
  return { ...instant('firstSuccess'), ...instant('lastSuccess'), ...instant('lastFailure') };
};

/** Mesos tells no more than whether a check passed last time. */
const byMesos = (task: Task): CheckRecord => {
  const at: Millis | null = task.status?.timestamp ?? null;
  return task.status?.healthy === true
    ? { ...NO_RESULT, firstSuccess: at, lastSuccess: at }
    : { ...NO_RESULT, lastFailure: at, consecutiveFailures: 1 };
};

const healthResults = (app: AppDefinition, instance: Instance, task: Task, health: HealthState): AppHealth[] =>
  app.healthChecks.flatMap((check, index) => {
    const own = health.checks.get(task.id)?.get(index);
    const record = isMarathonCheck(check) ? own : task.status?.healthy === undefined ? undefined : byMesos(task);
    if (record === undefined) return [];
    return {
      alive: isAlive(record),
      consecutiveFailures: record.consecutiveFailures,
      ...times(record),
      ...(record.lastFailureCause !== null && { lastFailureCause: record.lastFailureCause }),
      instanceId: instance.id,
    };
  });

const addresses = (task: Task): AppTask['ipAddresses'] =>
  (task.status?.networks ?? [])
    .flatMap(({ ipAddresses }) => ipAddresses)
    .map((ipAddress) => ({ ipAddress, protocol: ipAddress.includes(':') ? 'IPv6' : 'IPv4' }));

/** @param app the version the instance was launched with */
export const appTask = (app: AppDefinition, instance: Instance, task: Task, health: HealthState): AppTask => {
  const { agent } = instance;
  const results = healthResults(app, instance, task, health);
  return {
    id: task.id,
    appId: instance.runSpecId,
    host: agent?.host ?? '',
    slaveId: agent?.agentId ?? '',
    state: taskState(task.condition),
    stagedAt: isoTime(task.stagedAt),
    ...(task.startedAt !== null && { startedAt: isoTime(task.startedAt) }),
    version: instance.version,
    ports: task.hostPorts,
    servicePorts: servicePortsOf(app),
    ipAddresses: addresses(task),
    ...(results.length > 0 && { healthCheckResults: results }),
    localVolumes: instance.reservation?.volumes ?? [],
    ...(agent?.region != null && { region: agent.region }),
    ...(agent?.zone != null && { zone: agent.zone }),
    role: instance.role,
  };
};
