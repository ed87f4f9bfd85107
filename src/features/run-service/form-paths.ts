/**
 * Every place of a definition that the form has a control for, pods and apps. A test holds this table against the schema,
 * another against the form as rendered; what a draft holds besides is *only in JSON*.
 */
import type { JSONPath } from 'jsonc-parser';
import type { ServiceKind } from '../../api/client/service';
import { isRecord } from './json-value';

/** A control shows and changes the value. `WITH` marks what has no control of its own, since another one writes it. */
export const FIELD = 'field';
export const WITH = 'with another';
/** Stands for every item of a list, every member of a map, and the value itself where it may be one. */
export const EACH = '[]';
export const ANY = '{}';
export const SELF = '';

export type FormShape = typeof FIELD | typeof WITH | { readonly [name: string]: FormShape };

const fields = <Name extends string>(...names: readonly Name[]): Record<Name, typeof FIELD> =>
  Object.fromEntries(names.map((name) => [name, FIELD])) as Record<Name, typeof FIELD>;

const texts: FormShape = { [ANY]: FIELD };
const list: FormShape = { [EACH]: FIELD };
const environment: FormShape = { [ANY]: { [SELF]: FIELD, secret: FIELD } };
const secrets: FormShape = { [ANY]: fields('source') };
const command: FormShape = { shell: FIELD, argv: list };
const linuxInfo: FormShape = { seccomp: fields('profileName', 'unconfined'), ipcInfo: fields('mode', 'shmSize') };
const artifacts: FormShape = { [EACH]: fields('uri', 'extract', 'executable', 'cache', 'destPath') };
const networks: FormShape = { [EACH]: { ...fields('name', 'mode'), labels: texts } };
const upgrade = fields('minimumHealthCapacity', 'maximumOverCapacity');
const unreachable: FormShape = { [SELF]: FIELD, ...fields('inactiveAfterSeconds', 'expungeAfterSeconds') };
const timing = fields(
  'gracePeriodSeconds',
  'intervalSeconds',
  'maxConsecutiveFailures',
  'timeoutSeconds',
  'delaySeconds',
);
const constraints: FormShape = { [EACH]: fields('fieldName', 'operator', 'value') };
const listConstraints: FormShape = { [EACH]: list };
const disk = (rules: FormShape): FormShape => ({
  ...fields('type', 'size', 'maxSize', 'profileName'),
  constraints: rules,
});

const container: FormShape = {
  ...fields('name', 'user', 'tty'),
  exec: { command, overrideEntrypoint: FIELD },
  resources: fields('cpus', 'mem', 'disk', 'gpus'),
  resourceLimits: fields('cpus', 'mem'),
  endpoints: {
    [EACH]: { ...fields('name', 'containerPort', 'hostPort'), protocol: list, labels: texts, networkNames: list },
  },
  // The image's field writes its kind, of which there is one.
  image: { kind: WITH, ...fields('id', 'forcePull'), pullConfig: fields('secret'), labels: texts },
  environment,
  healthCheck: { http: fields('endpoint', 'path', 'scheme'), tcp: fields('endpoint'), exec: { command }, ...timing },
  // A mount is listed in the card of its volume.
  volumeMounts: { [EACH]: { name: WITH, ...fields('mountPath', 'readOnly') } },
  artifacts,
  labels: texts,
  lifecycle: {
    ...fields('killGracePeriodSeconds', 'startTimeoutSeconds', 'kind'),
    startAfter: { [EACH]: fields('container', 'condition') },
  },
  linuxInfo,
};

const pod: FormShape = {
  ...fields('id', 'user', 'role', 'legacySharedCgroups'),
  // Marathon sets it.
  version: WITH,
  labels: texts,
  environment,
  secrets,
  containers: { [EACH]: container },
  volumes: { [EACH]: { ...fields('name', 'host', 'secret'), persistent: disk(constraints) } },
  networks,
  // The number of instances writes its kind, of which there is one.
  scaling: { kind: WITH, instances: FIELD },
  scheduling: {
    backoff: fields('backoff', 'backoffFactor', 'maxLaunchDelay'),
    upgrade,
    placement: { constraints, acceptedResourceRoles: list },
    unreachableStrategy: unreachable,
    ...fields('killSelection', 'shutdownOrder'),
  },
  executorResources: fields('cpus', 'mem', 'disk'),
  linuxInfo,
};

const portMappings: FormShape = {
  [EACH]: {
    ...fields('containerPort', 'hostPort', 'name', 'protocol', 'servicePort'),
    labels: texts,
    networkNames: list,
  },
};

const appContainer: FormShape = {
  type: FIELD,
  docker: {
    ...fields('image', 'forcePullImage', 'privileged', 'network'),
    parameters: { [EACH]: fields('key', 'value') },
    pullConfig: fields('secret'),
    portMappings,
    credential: texts,
  },
  volumes: {
    [EACH]: {
      ...fields('containerPath', 'hostPath', 'secret', 'mode'),
      persistent: disk(listConstraints),
      external: { ...fields('size', 'name', 'provider'), options: texts },
    },
  },
  portMappings,
  linuxInfo,
};

const app: FormShape = {
  ...fields('id', 'cmd', 'user', 'tty', 'executor', 'taskKillGracePeriodSeconds', 'role', 'killSelection'),
  ...fields('instances', 'cpus', 'mem', 'disk', 'gpus'),
  ...fields('backoffSeconds', 'backoffFactor', 'maxLaunchDelaySeconds', 'requirePorts'),
  version: WITH,
  args: list,
  env: environment,
  secrets,
  labels: texts,
  fetch: artifacts,
  resourceLimits: fields('cpus', 'mem'),
  constraints: listConstraints,
  acceptedResourceRoles: list,
  upgradeStrategy: upgrade,
  unreachableStrategy: unreachable,
  dependencies: list,
  residency: fields('relaunchEscalationTimeoutSeconds', 'taskLostBehavior'),
  container: appContainer,
  networks,
  ipAddress: {
    networkName: FIELD,
    labels: texts,
    discovery: { ports: { [EACH]: { ...fields('number', 'name', 'protocol'), labels: texts } } },
  },
  portDefinitions: { [EACH]: { ...fields('port', 'name', 'protocol'), labels: texts } },
  ports: list,
  healthChecks: {
    [EACH]: {
      command: fields('value'),
      ...timing,
      ...fields('ignoreHttp1xx', 'path', 'port', 'portIndex', 'protocol', 'ipProtocol'),
    },
  },
  readinessChecks: {
    [EACH]: {
      ...fields('name', 'protocol', 'path', 'portName', 'intervalSeconds', 'timeoutSeconds', 'preserveLastResponse'),
      httpStatusCodesForReady: list,
    },
  },
  uris: list,
};

export const formShapes: Readonly<Record<ServiceKind, FormShape>> = { pod, app };

type Members = Exclude<FormShape, string>;

/** The table's name for a member or item. A user may name one `constructor`, so only the table's own names count. */
export function nameIn(shape: Members, key: string | number): string | undefined {
  const name = typeof key === 'number' ? EACH : key !== SELF && Object.hasOwn(shape, key) ? key : ANY;
  return Object.hasOwn(shape, name) ? name : undefined;
}

const isField = (shape: FormShape): boolean => typeof shape === 'string' || Object.hasOwn(shape, SELF);

/** The places the form does not show, outermost first; `null` says as little as an absent member. */
export function onlyInJson(value: unknown, shape: FormShape, path: JSONPath = []): readonly JSONPath[] {
  if (value === null) return [];
  if (!Array.isArray(value) && !isRecord(value)) return isField(shape) ? [] : [path];
  if (typeof shape === 'string') return [path];
  const rows: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : Object.entries(value);
  return rows.flatMap(([key, item]) => {
    const name = nameIn(shape, key);
    const inner = name === undefined ? undefined : shape[name];
    return inner === undefined ? [[...path, key]] : onlyInJson(item, inner, [...path, key]);
  });
}
