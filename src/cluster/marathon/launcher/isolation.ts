/** Limits and sharing of a pod's containers, and the order they start and stop in, as its executor is told. */
import type { Container, IpcInfo, PodDefinition } from '../../../protocol/marathon/pod';
import { kindOf, startConditions } from '../../../protocol/marathon/start-order';
import type { StartRule } from '../../../protocol/mesos/start-rule';
import type { ExecutorInfo, IpcInfo as MesosIpcInfo, ResourceLimit, TaskInfo } from '../../../protocol/mesos/task';
import { milli, seconds } from '../../../protocol/units';

/** Where `startTimeoutSeconds` is absent: leaves a minute of the time Marathon gives a launch. */
const START_TIMEOUT = 240;

const limitOf = (limit: number | 'unlimited'): ResourceLimit => (limit === 'unlimited' ? limit : milli(limit));

const limitsOf = ({ resourceLimits }: Container): TaskInfo['limits'] => {
  if (resourceLimits === undefined) return undefined;
  const { cpus, mem } = resourceLimits;
  return { ...(cpus !== undefined && { cpus: limitOf(cpus) }), ...(mem !== undefined && { mem: limitOf(mem) }) };
};

const ipcOf = (info: IpcInfo | undefined): MesosIpcInfo | undefined => {
  if (info === undefined) return undefined;
  return { mode: info.mode, ...(info.shmSize !== undefined && { shmSize: info.shmSize }) };
};

const startRuleOf = (container: Container): StartRule | undefined => {
  const [kind, after] = [kindOf(container), startConditions(container)];
  if (kind === 'main' && after.length === 0) return undefined;
  return { kind, after, timeout: seconds(container.lifecycle?.startTimeoutSeconds ?? START_TIMEOUT) };
};

/** What a container has of its own, beyond its resources. Nothing, for most. */
export const containerIsolation = (
  pod: PodDefinition,
  container: Container,
): Pick<TaskInfo, 'limits' | 'sharesCgroups' | 'ipc' | 'start'> => {
  const [limits, ipc] = [limitsOf(container), ipcOf(container.linuxInfo?.ipcInfo)];
  const start = startRuleOf(container);
  return {
    ...(limits !== undefined && { limits }),
    ...(pod.legacySharedCgroups === true && { sharesCgroups: true }),
    ...(ipc !== undefined && { ipc }),
    ...(start !== undefined && { start }),
  };
};

/** What concerns the executor and thereby all containers. */
export const executorIsolation = (pod: PodDefinition): Pick<ExecutorInfo, 'ipc' | 'stopsInReverse'> => {
  const ipc = ipcOf(pod.linuxInfo?.ipcInfo);
  const stopsInReverse = pod.scheduling.shutdownOrder === 'reverse';
  return { ...(ipc !== undefined && { ipc }), ...(stopsInReverse && { stopsInReverse }) };
};
