/** Which checks of an app Marathon runs itself, and where they connect to (Marathon `core/health/HealthCheck.effectivePort`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import type { HealthCheckInfo } from '../../../protocol/mesos/task';
import { podFormOf } from '../app/pod-form';
import type { Task } from '../instance/instance';
import { isHostMode, listeningPort, planEndpoints } from '../launcher/port-plan';

export type AppHealthCheck = AppDefinition['healthChecks'][number];
export type ReadinessCheck = AppDefinition['readinessChecks'][number];

/** HTTP, HTTPS and TCP; Mesos runs those that say so, and commands. */
export const isMarathonCheck = ({ protocol }: AppHealthCheck): boolean =>
  protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TCP';

/** The port endpoint number `index` of a task listens on; 0 when there is none. */
const portOf = (app: AppDefinition, task: Task, index: number): number => {
  const pod = podFormOf(app);
  const planned = planEndpoints(pod, [task.hostPorts])[index];
  return planned === undefined ? 0 : (listeningPort(planned, isHostMode(pod)) ?? 0);
};

/** What one of Marathon's own health checks asks for. */
export const probeOfHealthCheck = (app: AppDefinition, task: Task, check: AppHealthCheck): HealthCheckInfo['check'] => {
  const port = check.port ?? portOf(app, task, check.portIndex ?? 0);
  if (check.protocol === 'TCP') return { type: 'TCP', port };
  return { type: 'HTTP', port, path: check.path ?? '/', scheme: check.protocol === 'HTTPS' ? 'HTTPS' : 'HTTP' };
};

/** What a readiness check asks for: the port of its name. */
export const probeOfReadinessCheck = (
  app: AppDefinition,
  task: Task,
  check: ReadinessCheck,
): HealthCheckInfo['check'] => {
  const names = podFormOf(app).containers.flatMap(({ endpoints }) => endpoints.map(({ name }) => name));
  const port = portOf(app, task, names.indexOf(check.portName));
  return { type: 'HTTP', port, path: check.path, scheme: check.protocol };
};
