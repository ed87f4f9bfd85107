/** Environment of an app's task; later sources win (Marathon `mesos/EnvironmentHelper`, `mesos/TaskBuilder`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { declared, doubleText, labelVariables, variableName } from './task-environment';

export interface AppLaunch {
  readonly host: string;
  readonly taskId: string;
  /** Allocated host ports, in the order of the ports that ask for one. */
  readonly hostPorts: readonly number[];
}

type Pairs = readonly (readonly [string, string])[];

interface DeclaredPort {
  readonly name: string | undefined;
  /** As the definition has it; 0: any. */
  readonly declared: number;
  readonly allocated: number;
}

/** The host port where there is one, else the port in the container. */
const portsOf = (app: AppDefinition, hostPorts: readonly number[]): DeclaredPort[] => {
  const mappings = app.container?.portMappings;
  if (mappings === undefined)
    return (app.portDefinitions ?? []).map(({ name, port }, index) => ({
      name,
      declared: port,
      allocated: hostPorts[index] ?? 0,
    }));
  let at = 0;
  return mappings.map(({ name, containerPort, hostPort }) => ({
    name,
    declared: containerPort,
    allocated: hostPort === undefined ? containerPort : (hostPorts[at++] ?? 0),
  }));
};

const portVariables = (app: AppDefinition, { hostPorts }: AppLaunch): Pairs => {
  const ports = portsOf(app, hostPorts);
  const [first] = ports;
  if (first === undefined) return [];
  return [
    ...ports.map(({ allocated }, index) => [`PORT${index}`, String(allocated)] as const),
    ...ports.map(
      ({ declared: port, allocated }) => [`PORT_${port === 0 ? allocated : port}`, String(allocated)] as const,
    ),
    ...ports.flatMap(({ name, allocated }) =>
      name === undefined ? [] : [[`PORT_${variableName(name)}`, String(allocated)] as const],
    ),
    ['PORT', String(first.allocated)],
    ['PORTS', ports.map(({ allocated }) => allocated).join(',')],
  ];
};

const taskContext = (app: AppDefinition, { host, taskId }: AppLaunch): Pairs => [
  ['HOST', host],
  ['MESOS_TASK_ID', taskId],
  ['MARATHON_APP_ID', app.id],
  ['MARATHON_APP_VERSION', app.version],
  ...(app.container?.docker === undefined ? [] : [['MARATHON_APP_DOCKER_IMAGE', app.container.docker.image] as const]),
  ['MARATHON_APP_RESOURCE_CPUS', doubleText(app.cpus)],
  ['MARATHON_APP_RESOURCE_MEM', doubleText(app.mem)],
  ['MARATHON_APP_RESOURCE_DISK', doubleText(app.disk)],
  ['MARATHON_APP_RESOURCE_GPUS', String(app.gpus)],
  ['MARATHON_APP_ENFORCE_GROUP_ROLE', 'FALSE'],
];

/** All variables of an app's task. */
export const appEnvironment = (app: AppDefinition, launch: AppLaunch): Record<string, string> =>
  Object.fromEntries([
    ...declared(app.env, app.secrets),
    ...taskContext(app, launch),
    ...labelVariables([app.labels]),
    ...portVariables(app, launch),
  ]);
