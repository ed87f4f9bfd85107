/** What Marathon fills in once an app is valid (Marathon `AppNormalization.forPostValidation`, `AppConversion`). */
import type { AppContainer, AppHealthCheck, AppSpec, ModernApp, PortDefinition, PortMapping } from './app';
import { portCount } from './app-port-validator';
import { isResident, isSingleInstance } from './app-validator';
import { withNetworkName } from './network-default';
import { normaliseId, resolveId } from './path-id';
import type { UpgradeStrategy } from './pod';
import { DEFAULT_ROLE } from './role-validator';

/**
 * Without networks it is host networking; ports get their defaults and stay in one place; checks get a port; role, upgrade and
 * unreachable strategy get their defaults; what is a set upstream loses its repetitions. Relative dependencies are resolved
 * against the group `base`. Normalising twice changes nothing.
 */
export const normaliseApp = (app: ModernApp, base: string): AppSpec => {
  const { portDefinitions = [defaultDefinition()], container: _container, ...rest } = app;
  const networks =
    app.networks.length === 0 ? [{ mode: 'host' as const, labels: {} }] : app.networks.map(withNetworkName);
  const isHost = networks.every(({ mode }) => mode === 'host');
  const container = isHost ? withoutMappings(app.container) : withMappings(app);
  const ports = portCount(app);
  return {
    ...rest,
    id: normaliseId(app.id),
    ...(container === undefined ? {} : { container }),
    networks,
    ...(isHost ? { portDefinitions } : {}),
    requirePorts: isHost && app.requirePorts,
    healthChecks: distinct(app.healthChecks.map((check) => normaliseHealthCheck(check, ports))),
    readinessChecks: app.readinessChecks.map((check) =>
      check.httpStatusCodesForReady.length > 0 ? check : { ...check, httpStatusCodesForReady: [200] },
    ),
    constraints: distinct(app.constraints.map(withUpperCaseOperator)),
    dependencies: distinct(app.dependencies.map((dependency) => resolveId(dependency, base))),
    ...(app.acceptedResourceRoles && { acceptedResourceRoles: distinct(app.acceptedResourceRoles) }),
    upgradeStrategy: app.upgradeStrategy ?? defaultUpgrade(app),
    unreachableStrategy:
      app.unreachableStrategy ?? (isResident(app) ? 'disabled' : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 }),
    role: app.role ?? DEFAULT_ROLE,
  };
};

const defaultDefinition = (): PortDefinition => ({ port: 0, labels: {}, name: 'default', protocol: 'tcp' });
const defaultMapping = (): PortMapping => ({
  containerPort: 0,
  labels: {},
  name: 'default',
  protocol: 'tcp',
  servicePort: 0,
  networkNames: [],
});

const withoutMappings = (container: AppContainer | undefined): AppContainer | undefined => {
  if (container === undefined) return undefined;
  const { portMappings: _dropped, ...rest } = container;
  return rest;
};

/** On a network of its own an app has a container, whoever asked for one, and bridges map every port. */
const withMappings = ({ container = { type: 'MESOS', volumes: [] }, networks }: ModernApp): AppContainer => {
  const isBridge = networks.some(({ mode }) => mode === 'container/bridge');
  const mappings = container.portMappings ?? [defaultMapping()];
  return {
    ...container,
    portMappings: isBridge ? mappings.map((mapping) => ({ ...mapping, hostPort: mapping.hostPort ?? 0 })) : mappings,
  };
};

/** Members that mean nothing for the protocol are dropped; who names no port gets the first, if there is one. */
const normaliseHealthCheck = (check: AppHealthCheck, ports: number): AppHealthCheck => {
  const { command, path, port, portIndex, ignoreHttp1xx, ...common } = check;
  if (check.protocol === 'COMMAND') return command === undefined ? common : { ...common, command };
  const index = portIndex ?? (port === undefined && ports > 0 ? 0 : undefined);
  const place = { ...(port === undefined ? {} : { port }), ...(index === undefined ? {} : { portIndex: index }) };
  if (check.protocol === 'TCP' || check.protocol === 'MESOS_TCP') return { ...common, ...place };
  const request = { ...common, ...place, ...(path === undefined ? {} : { path }) };
  return check.protocol === 'HTTP' || check.protocol === 'HTTPS'
    ? { ...request, ignoreHttp1xx: ignoreHttp1xx ?? false }
    : request;
};

const withUpperCaseOperator = ([field = '', operator = '', ...value]: readonly string[]): string[] => [
  field,
  operator.toUpperCase(),
  ...value,
];

const defaultUpgrade = (app: ModernApp): UpgradeStrategy => {
  if (isSingleInstance(app)) return { minimumHealthCapacity: 0, maximumOverCapacity: 0 };
  const keepsData = app.container?.volumes.some((volume) => 'persistent' in volume || 'external' in volume) ?? false;
  return keepsData
    ? { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }
    : { minimumHealthCapacity: 1, maximumOverCapacity: 1 };
};

/** Repetitions left out, the first of each kept. */
const distinct = <Item>(items: readonly Item[]): Item[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return !seen.has(text) && seen.add(text);
  });
};
