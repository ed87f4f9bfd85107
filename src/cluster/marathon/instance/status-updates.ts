/**
 * Task statuses as Mesos sends them: acknowledged, told, folded; tasks nobody knows are killed
 * (Marathon `MarathonScheduler.statusUpdate`, `core/task/update/impl/TaskStatusUpdateProcessorImpl`).
 */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { isTerminal as isTerminalState } from '../../../protocol/mesos/task';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Runtime } from '../../runtime/runtime';
import type { EventBus } from '../event/event-bus';
import { statusUpdateEvent } from '../event/instance-events';
import { taskCondition } from './condition';
import { instanceOfTask, runSpecIdOfInstance } from './instance-id';
import type { Reconciliation } from './reconciliation';
import type { InstanceTracker } from './tracker';

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
  const take = (status: TaskStatus): void => {
    reconciliation.onStatus(status);
    const id = instanceOfTask(status.taskId);
    const instance = tracker.get(id);
    if (instance?.tasks.some((task) => task.id === status.taskId) !== true) stranger(status, id);
    else if (tracker.update(id, status)) bus.publish(statusUpdateEvent(instance, status));
  };
  return (statuses) => {
    for (const status of statuses) take(status);
    const updates = statuses.flatMap(({ taskId, uuid }) => (uuid === undefined ? [] : { taskId, uuid }));
    const agentId = statuses[0]?.agentId;
    if (agentId === undefined || updates.length === 0) return;
    runtime.send({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId: frameworkId(), agentId, updates });
  };
};
