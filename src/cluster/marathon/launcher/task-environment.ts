/** Environment of a container; later sources win (Marathon `mesos/EnvironmentHelper`, `TaskGroupBuilder`). */
import type { Container, Environment, PodDefinition } from '../../../protocol/marathon/pod';
import { isHostMode, listeningPort } from './port-plan';
import type { PlannedEndpoint } from './port-plan';

export interface LaunchContext {
  readonly pod: PodDefinition;
  readonly host: string;
  readonly executorId: string;
  readonly endpoints: readonly PlannedEndpoint[];
}

type Pairs = readonly (readonly [string, string])[];

/** Key and value lengths beyond which labels are not handed on. */
const LABEL_KEY_LIMIT = 493;
const LABEL_VALUE_LIMIT = 512;

export const variableName = (text: string): string => text.replaceAll(/[^A-Za-z0-9_]+/g, '_').toUpperCase();

/** A double as the JVM prints it: `32.0`, `0.1`. */
export const doubleText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** Secret references stand as the path of their source: there is no secret store to read them from. */
export const declared = (environment: Environment, secrets: PodDefinition['secrets']): Pairs =>
  Object.entries(environment).map(([key, value]) => {
    if (typeof value === 'string') return [key, value];
    return [key, Object.hasOwn(secrets, value.secret) ? (secrets[value.secret]?.source ?? '') : ''];
  });

/** What differs from instance to instance, and what is the same for all of a version. */
const PER_INSTANCE = ['HOST', 'MESOS_TASK_ID', 'MESOS_EXECUTOR_ID'] as const;

const taskContext = (pod: PodDefinition, container: Container): Pairs => [
  // Their place in the order; the values follow.
  ...PER_INSTANCE.map((name) => [name, ''] as const),
  ['MARATHON_APP_ID', pod.id],
  ['MARATHON_APP_VERSION', pod.version],
  ['MARATHON_APP_ENFORCE_GROUP_ROLE', 'FALSE'],
  ['MARATHON_CONTAINER_ID', container.name],
  ['MARATHON_CONTAINER_RESOURCE_CPUS', doubleText(container.resources.cpus)],
  ['MARATHON_CONTAINER_RESOURCE_MEM', doubleText(container.resources.mem)],
  ['MARATHON_CONTAINER_RESOURCE_DISK', doubleText(container.resources.disk)],
  ['MARATHON_CONTAINER_RESOURCE_GPUS', String(container.resources.gpus)],
];

/** Labels of the outer definition first; the inner ones win. */
export const labelVariables = (maps: readonly Readonly<Record<string, string>>[]): Pairs => {
  const labels = maps
    .flatMap((map) => Object.entries(map))
    .filter(([key, value]) => key.length < LABEL_KEY_LIMIT && value.length < LABEL_VALUE_LIMIT);
  const byName = new Map(labels.map(([key, value]) => [variableName(key), value]));
  return [
    ['MARATHON_APP_LABELS', [...byName.keys()].join(' ')],
    ...[...byName].map(([name, value]) => [`MARATHON_APP_LABEL_${name}`, value] as const),
  ];
};

const endpointVariables = (context: LaunchContext): Pairs => {
  const hostMode = isHostMode(context.pod);
  return context.endpoints.flatMap((planned) => {
    const name = variableName(planned.endpoint.name);
    const port = listeningPort(planned, hostMode);
    return [
      ...(port === null ? [] : [[`ENDPOINT_${name}`, String(port)] as const]),
      ...(planned.hostPort === null ? [] : [[`EP_HOST_${name}`, String(planned.hostPort)] as const]),
      ...(planned.endpoint.containerPort === undefined
        ? []
        : [[`EP_CONTAINER_${name}`, String(planned.endpoint.containerPort)] as const]),
    ];
  });
};

/** Of containers launched lately; not state: it can be had again at any time. */
const shared = new WeakMap<Container, Readonly<Record<string, string>>>();

/** All that is the same for every instance. Definitions are never changed, so it is worked out once for each. */
const sharedEnvironment = (pod: PodDefinition, container: Container): Readonly<Record<string, string>> => {
  const known = shared.get(container);
  if (known !== undefined && known['MARATHON_APP_VERSION'] === pod.version) return known;
  const made: Record<string, string> = Object.fromEntries([
    ...declared(pod.environment, pod.secrets),
    ...declared(container.environment, pod.secrets),
    ...taskContext(pod, container),
    ...labelVariables([pod.labels, container.labels]),
  ]);
  shared.set(container, made);
  return made;
};

/** All variables of one container; endpoint variables are those of the whole pod. */
export const taskEnvironment = (
  context: LaunchContext,
  container: Container,
  taskId: string,
): Record<string, string> => {
  const environment: Record<string, string> = { ...sharedEnvironment(context.pod, container) };
  const own = { HOST: context.host, MESOS_TASK_ID: taskId, MESOS_EXECUTOR_ID: context.executorId };
  const endpoints = context.endpoints.length === 0 ? [] : endpointVariables(context);
  for (const name of PER_INSTANCE) environment[name] = own[name];
  for (const [name, value] of endpoints) environment[name] = value;
  return environment;
};
