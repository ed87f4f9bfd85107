/** An app as the Go client prints it: the members of go-marathon's `Application`, in that order (go-marathon `application.go`). */
import { goJson } from './go-output';
import { isObject, type Json } from './json';

const ORDER: readonly string[] = [
  'id',
  'cmd',
  'args',
  'constraints',
  'container',
  'cpus',
  'gpus',
  'disk',
  'networks',
  'executor',
  'healthChecks',
  'readinessChecks',
  'instances',
  'mem',
  'tasks',
  'ports',
  'portDefinitions',
  'requirePorts',
  'backoffSeconds',
  'backoffFactor',
  'maxLaunchDelaySeconds',
  'taskKillGracePeriodSeconds',
  'deployments',
  'readinessCheckResults',
  'dependencies',
  'tasksRunning',
  'tasksStaged',
  'tasksHealthy',
  'tasksUnhealthy',
  'taskStats',
  'user',
  'upgradeStrategy',
  'unreachableStrategy',
  'killSelection',
  'uris',
  'version',
  'versionInfo',
  'labels',
  'acceptedResourceRoles',
  'lastTaskFailure',
  'fetch',
  'ipAddress',
  'residency',
  'role',
  'env',
  'secrets',
];

const CHECK_ORDER: readonly string[] = [
  'command',
  'portIndex',
  'port',
  'path',
  'maxConsecutiveFailures',
  'protocol',
  'gracePeriodSeconds',
  'intervalSeconds',
  'timeoutSeconds',
  'ignoreHttp1xx',
];

/** Printed even when they are absent. */
const ALWAYS: ReadonlySet<string> = new Set(['ports', 'dependencies']);
/** Go leaves these out when they are zero or empty. */
const ONLY_FILLED: ReadonlySet<string> = new Set([
  'cpus',
  'tasks',
  'deployments',
  'tasksRunning',
  'tasksStaged',
  'tasksHealthy',
  'tasksUnhealthy',
  'taskStats',
  'user',
  'killSelection',
  'version',
  'acceptedResourceRoles',
  'env',
  'secrets',
]);

const isEmpty = (value: Json): boolean =>
  value === 0 ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** The members in this order, then those it does not know; without those that are null. */
const ordered = (value: Json, order: readonly string[]): Json => {
  if (!isObject(value)) return value;
  const known = order.filter((name) => Object.hasOwn(value, name) || ALWAYS.has(name));
  const unknown = Object.keys(value).filter((name) => !order.includes(name));
  const members = [...known, ...unknown].map((name) => [name, value[name] ?? null] as const);
  return Object.fromEntries(
    members
      .filter(([name, item]) => ALWAYS.has(name) || (item !== null && !(ONLY_FILLED.has(name) && isEmpty(item))))
      .map(([name, item]) =>
        name === 'healthChecks' && Array.isArray(item)
          ? [name, (item as readonly Json[]).map((check) => ordered(check, CHECK_ORDER))]
          : [name, item],
      ),
  );
};

/** The app in Go's order. */
const goApp = (app: Json): Json => ordered(app, ORDER);

export const goAppJson = (app: Json): string => goJson(goApp(app));
export const goAppsJson = (apps: readonly Json[]): string => goJson(apps.map(goApp));
