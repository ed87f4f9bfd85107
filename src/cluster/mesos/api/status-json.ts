/** Task statuses in both forms. v0 has neither reason nor message (Mesos `common/http.cpp`). */
import type { TaskStatus } from '../../../protocol/mesos/task';
import { containerIdJson, idValue, inNanoseconds, inSeconds, uuidBytes } from './value-json';

const containerStatus = (status: TaskStatus): object => {
  const { containerId, networks } = status;
  if (containerId === undefined) return {};
  const infos = (networks ?? []).map(({ name, ipAddresses }) => ({
    ...(name !== undefined && { name }),
    ip_addresses: ipAddresses.map((address) => ({ ip_address: address, protocol: 'IPv4' })),
  }));
  return { container_status: { container_id: containerIdJson(containerId), network_infos: infos } };
};

const shared = (status: TaskStatus): object => ({
  state: status.state,
  timestamp: inSeconds(status.timestamp),
  ...(status.healthy !== undefined && { healthy: status.healthy }),
  ...containerStatus(status),
});

/** One member of a v0 task's `statuses`. */
export const statusJson = (status: TaskStatus): object => shared(status);

/** A v1 `TaskStatus`. */
export const statusMessage = (status: TaskStatus): object => {
  const { taskId, agentId, executorId, source, reason, message, uuid, unreachableSince } = status;
  return {
    task_id: idValue(taskId),
    ...shared(status),
    source,
    ...(reason !== undefined && { reason: `REASON_${reason.replaceAll('SLAVE', 'AGENT')}` }),
    ...(message !== undefined && { message }),
    agent_id: idValue(agentId),
    // A command executor's is not told: the master knows no executor of it.
    ...(executorId !== undefined && executorId !== taskId && { executor_id: idValue(executorId) }),
    ...(uuid !== undefined && { uuid: uuidBytes(uuid) }),
    ...(unreachableSince !== undefined && { unreachable_time: inNanoseconds(unreachableSince) }),
  };
};
