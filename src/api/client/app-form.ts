/** The definition of an app in the form of a pod's: one container, no executor. For reading only; it is never sent. */
import type { AppAnswer, AppInfo, AppTask } from '../../protocol/marathon/app';
import type { EndpointInput, PodAnswer } from '../../protocol/marathon/pod';

type Volumes = NonNullable<PodAnswer['volumes']>;
type Constraints = NonNullable<NonNullable<PodAnswer['scheduling']['placement']>['constraints']>;

/** `/shop/web` is `web`: what its one container is called. */
export const containerName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** A port of the app, under the name it is shown by. */
export interface Port {
  readonly name: string;
  readonly containerPort?: number;
  /** Absent: no port of the agent. 0: whichever is free. */
  readonly hostPort?: number;
  readonly protocol: string;
}

const isHostNetwork = ({ networks = [] }: AppAnswer): boolean => networks.every(({ mode }) => mode === 'host');

export const portsOf = (app: AppAnswer): readonly Port[] =>
  isHostNetwork(app)
    ? (app.portDefinitions ?? []).map(({ port = 0, name, protocol = 'tcp' }, index) => ({
        name: name ?? `port${index}`,
        hostPort: app.requirePorts ? port : 0,
        protocol,
      }))
    : (app.container?.portMappings ?? []).map(({ containerPort = 0, hostPort, name, protocol = 'tcp' }, index) => ({
        name: name ?? `port${index}`,
        ...(containerPort === 0 ? {} : { containerPort }),
        ...(hostPort === undefined ? {} : { hostPort }),
        protocol,
      }));

const endpointsOf = (app: AppAnswer): EndpointInput[] =>
  portsOf(app).map(({ protocol, ...port }) => ({ ...port, protocol: protocol.split(',') }));

/** Where each port of a task is on its agent: Marathon lists those with a host port, in order. */
export const taskEndpoints = (
  all: readonly Port[],
  { ports }: AppTask,
): readonly { readonly name: string; readonly allocatedHostPort?: number }[] => {
  let next = 0;
  return all.map(({ name, hostPort }) => {
    const port = hostPort === undefined ? undefined : ports[next++];
    return port === undefined ? { name } : { name, allocatedHostPort: port };
  });
};

const constraintsOf = ({ constraints = [] }: AppAnswer): Constraints =>
  constraints.map(([fieldName = '', operator = '', value]) => ({
    fieldName,
    // The server's answer: one of the operators.
    operator: operator as Constraints[number]['operator'],
    ...(value === undefined ? {} : { value }),
  }));

const volumesOf = ({ container }: AppAnswer): Volumes =>
  (container?.volumes ?? []).map((volume): Volumes[number] => {
    const name = volume.containerPath;
    if ('persistent' in volume) return { name, persistent: { size: volume.persistent.size } };
    if ('secret' in volume) return { name, secret: volume.secret };
    return { name, host: 'hostPath' in volume ? volume.hostPath : (volume.external.name ?? '') };
  });

/** Everything that screens ask of a definition of either kind. */
export const specOfApp = (app: AppAnswer): PodAnswer => {
  const { id, version, labels, cpus, mem, disk, gpus, instances, killSelection, unreachableStrategy } = app;
  const image = app.container?.docker?.image;
  return {
    id,
    version,
    labels,
    containers: [
      {
        name: containerName(id),
        resources: { cpus, mem, disk, gpus },
        endpoints: endpointsOf(app),
        ...(image === undefined ? {} : { image: { kind: 'DOCKER', id: image } }),
      },
    ],
    volumes: volumesOf(app),
    scaling: { kind: 'fixed', instances },
    scheduling: {
      backoff: {
        backoff: app.backoffSeconds,
        backoffFactor: app.backoffFactor,
        maxLaunchDelay: app.maxLaunchDelaySeconds,
      },
      upgrade: app.upgradeStrategy,
      placement: { constraints: constraintsOf(app), acceptedResourceRoles: app.acceptedResourceRoles ?? [] },
      killSelection,
      unreachableStrategy,
    },
    // A command executor takes nothing of its own.
    executorResources: { cpus: 0, mem: 0, disk: 0 },
  };
};

/** An app without what Marathon adds when it answers one: the definition as of its version. */
export const answeredApp = ({
  tasksStaged: _staged,
  tasksRunning: _running,
  tasksHealthy: _healthy,
  tasksUnhealthy: _unhealthy,
  deployments: _deployments,
  tasks: _tasks,
  lastTaskFailure: _failure,
  readinessCheckResults: _readiness,
  taskStats: _stats,
  ...definition
}: AppInfo): AppAnswer => definition;
