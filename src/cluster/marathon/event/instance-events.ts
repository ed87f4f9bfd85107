/** Which events a change of an instance makes (Marathon `core/instance/update/InstanceChangedEventsGenerator`). */
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Instance } from '../instance/instance';
import type { InstanceChange } from '../instance/tracker';
import type { UntimedEvent } from './event-bus';

/** Placed, or reserved for; or its agent is gone with its reservation. */
const isMoved = (before: Instance | null, after: Instance): boolean =>
  before !== null && (before.agent === null) !== (after.agent === null);

/** Condition and health each make one event, and only when they changed; so does a first agent. */
export const instanceEvents = ({ before, after }: InstanceChange): UntimedEvent[] => {
  const events: UntimedEvent[] = [];
  if (before?.condition !== after.condition || isMoved(before, after)) {
    events.push({
      eventType: 'instance_changed_event',
      instanceId: after.id,
      condition: after.condition,
      runSpecId: after.runSpecId,
      ...(after.agent !== null && { agentId: after.agent.agentId, host: after.agent.host }),
      runSpecVersion: after.version,
    });
  }
  if ((before?.healthy ?? null) !== after.healthy) {
    events.push({
      eventType: 'instance_health_changed_event',
      instanceId: after.id,
      runSpecId: after.runSpecId,
      healthy: after.healthy,
      runSpecVersion: after.version,
    });
  }
  return events;
};

const addresses = (status: TaskStatus) =>
  (status.networks ?? [])
    .flatMap((network) => network.ipAddresses)
    .map((ipAddress) => ({ ipAddress, protocol: ipAddress.includes(':') ? ('IPv6' as const) : ('IPv4' as const) }));

/** A task of `instance` changed its status. */
export const statusUpdateEvent = (instance: Instance, status: TaskStatus): UntimedEvent => ({
  eventType: 'status_update_event',
  slaveId: status.agentId,
  taskId: status.taskId,
  taskStatus: status.state,
  message: status.message ?? '',
  appId: instance.runSpecId,
  host: instance.agent?.host ?? '',
  ipAddresses: addresses(status),
  ports: instance.tasks.find((task) => task.id === status.taskId)?.hostPorts ?? [],
  version: instance.version,
});
