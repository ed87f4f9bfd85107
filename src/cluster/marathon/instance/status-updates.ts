/**
 * Task statuses as Mesos sends them: acknowledged, told, folded; tasks nobody knows are killed
 * (Marathon `MarathonScheduler.statusUpdate`, `core/task/update/impl/TaskStatusUpdateProcessorImpl`).
 */
import type { Acknowledgement, SchedulerCall } from '../../../protocol/mesos/scheduler';
import { isTerminal as isTerminalState } from '../../../protocol/mesos/task';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Runtime } from '../../runtime/runtime';
import type { EventBus } from '../event/event-bus';
import { statusUpdateEvent } from '../event/instance-events';
import { taskCondition } from './condition';
import { instanceOfTask, runSpecIdOfInstance } from './instance-id';
import type { Reconciliation } from './reconciliation';
import type { InstanceTracker } from './tracker';

/** What came together is most often of one instance. */
const byInstance = (statuses: readonly TaskStatus[]): Iterable<readonly [string, readonly TaskStatus[]]> => {
  const first = instanceOfTask(statuses[0]?.taskId ?? '');
  if (statuses.every(({ taskId }) => taskId.startsWith(first) && taskId[first.length] === '.'))
    return [[first, statuses]];
  const groups = new Map<string, TaskStatus[]>();
  for (const status of statuses) {
    const id = instanceOfTask(status.taskId);
    const own = groups.get(id);
    if (own === undefined) groups.set(id, [status]);
    else own.push(status);
  }
  return groups;
};

const wantsAcknowledgement = (status: TaskStatus): status is TaskStatus & Acknowledgement => status.uuid !== undefined;

interface StatusUpdatesContext {
  readonly tracker: InstanceTracker;
  readonly bus: EventBus;
  readonly runtime: Runtime<SchedulerCall>;
  readonly frameworkId: () => string;
  readonly reconciliation: Pick<Reconciliation, 'onStatus'>;
}

/** Handles UPDATE for the framework `frameworkId`. */
export const createStatusUpdates = ({
  tracker,
  bus,
  runtime,
  frameworkId,
  reconciliation,
}: StatusUpdatesContext): ((statuses: readonly TaskStatus[]) => void) => {
  const stranger = (status: TaskStatus, instanceId: string): void => {
    if (isTerminalState(status.state)) {
      if (tracker.get(instanceId) !== undefined) return;
      bus.publish({
        eventType: 'unknown_instance_terminated_event',
        instanceId,
        runSpecId: runSpecIdOfInstance(instanceId) ?? '',
        condition: taskCondition(status),
      });
    } else if (
      status.state !== 'TASK_UNREACHABLE' &&
      status.state !== 'TASK_UNKNOWN' &&
      status.state !== 'TASK_KILLING'
    ) {
      runtime.send({
        to: 'master',
        kind: 'KILL',
        frameworkId: frameworkId(),
        taskId: status.taskId,
        agentId: status.agentId,
      });
    }
  };
  /** Statuses of one instance. */
  const take = (id: string, statuses: readonly TaskStatus[]): void => {
    const instance = tracker.get(id);
    const known = (status: TaskStatus): boolean => instance?.tasks.some((task) => task.id === status.taskId) === true;
    for (const status of statuses) if (!known(status)) stranger(status, id);
    if (instance === undefined) return;
    const news = tracker.update(id, statuses);
    if (bus.isHeard()) for (const status of news) bus.publish(statusUpdateEvent(instance, status));
  };
  return (statuses) => {
    for (const status of statuses) reconciliation.onStatus(status);
    for (const [id, own] of byInstance(statuses)) take(id, own);
    const updates = statuses.every(wantsAcknowledgement) ? statuses : statuses.filter(wantsAcknowledgement);
    const agentId = statuses[0]?.agentId;
    if (agentId === undefined || updates.length === 0) return;
    runtime.send({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId: frameworkId(), agentId, updates });
  };
};
