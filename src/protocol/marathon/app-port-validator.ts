/** Rules about ports of apps and the checks that use them (Marathon `AppValidation.portDefinitionsValidator`, `portMappingsValidator`, `portIndexIsValid`, `readinessCheckValidator`). */
import type { AppHealthCheck, ModernApp, PortMapping, ReadinessCheck } from './app';
import type { Complain } from './field-errors';
import { NETWORK_NAME_NEEDED, hasDuplicates, networkFacts } from './network-validator';
import { expectedAtMost, expectedLessThan } from './number-wording';
import { itemPath } from './path';

export const checkPorts = (app: ModernApp, complain: Complain): void => {
  const mappings = app.container?.portMappings ?? [];
  const definitions = app.portDefinitions ?? [];
  if (namesRepeat(definitions)) complain('/portDefinitions', 'Port names must be unique.');
  if (hasDuplicates(definitions.map(({ port }) => port).filter((port) => port !== 0)))
    complain('/portDefinitions', 'Ports must be unique.');
  checkMappings(mappings, app, complain);
  if (mappings.length > 0 && app.networks.some(({ mode }) => mode === 'host'))
    complain('/', 'portMappings are not allowed with host-networking');
  if (definitions.length > 0 && app.networks.some(({ mode }) => mode !== 'host'))
    complain('/', 'portDefinitions are only allowed with host-networking');
};

const namesRepeat = (ports: readonly { readonly name?: string | undefined }[]): boolean =>
  hasDuplicates(ports.flatMap(({ name }) => name ?? []));

const checkMappings = (mappings: readonly PortMapping[], app: ModernApp, complain: Complain): void => {
  const path = '/container/portMappings';
  if (namesRepeat(mappings)) complain(path, 'Port names must be unique.');
  const { names, nameList, containerNetworks } = networkFacts(app.networks);
  for (const [index, { hostPort, networkNames }] of mappings.entries()) {
    const at = itemPath(path, index);
    if (containerNetworks > 1 && hostPort !== undefined && networkNames.length !== 1) complain(at, NETWORK_NAME_NEEDED);
    for (const [position, name] of networkNames.entries())
      if (!names.has(name)) complain(itemPath(`${at}/networkNames`, position), `is not one of (${nameList})`);
  }
};

/** How many ports the app has, where nothing was said about them as well: then it is one. */
export const portCount = (app: ModernApp): number => {
  if (app.networks.some(({ mode }) => mode !== 'host')) return app.container?.portMappings?.length ?? 1;
  return app.portDefinitions?.length ?? 1;
};

const BY_MARATHON: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TCP']);
const BY_EXECUTOR: ReadonlySet<string> = new Set(['MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP']);

export const checkHealthChecks = (app: ModernApp, complain: Complain): void => {
  const ports = portCount(app);
  const isDocker = app.container?.type === 'DOCKER';
  for (const [index, check] of app.healthChecks.entries()) {
    const path = itemPath('/healthChecks', index);
    if (BY_MARATHON.has(check.protocol) && !addressesPort(check, ports))
      complain(
        path,
        'Health check port indices must address an element of the ports array or container port mappings.',
      );
    if (check.ipProtocol === 'IPv6' && !(isDocker && BY_EXECUTOR.has(check.protocol)))
      complain(path, 'IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks');
    if (check.protocol === 'COMMAND' && check.command === undefined) complain(`${path}/command`, 'not defined');
  }
  if (app.healthChecks.filter(({ protocol }) => BY_EXECUTOR.has(protocol)).length > 1)
    complain('/', 'AppDefinition can contain at most one Mesos health check');
};

const addressesPort = ({ command, port, portIndex }: AppHealthCheck, ports: number): boolean => {
  if (command !== undefined) return true;
  if (portIndex !== undefined) return portIndex < ports;
  return port !== undefined || ports > 0;
};

export const checkReadinessChecks = (app: ModernApp, complain: Complain): void => {
  const checks = app.readinessChecks;
  if (checks.length > 1) complain('/readinessChecks', expectedAtMost(checks.length, 1));
  const names = portNames(app);
  for (const [index, check] of checks.entries())
    checkReadiness(check, names, itemPath('/readinessChecks', index), complain);
};

const portNames = (app: ModernApp): ReadonlySet<string | undefined> => {
  const ports = app.container?.portMappings ?? app.portDefinitions ?? [{ name: 'default' }];
  return new Set(ports.map(({ name }) => name));
};

const checkReadiness = (
  check: ReadinessCheck,
  names: ReadonlySet<string | undefined>,
  path: string,
  complain: Complain,
): void => {
  if (!names.has(check.portName))
    complain(`${path}/portName`, `No port definition reference for portName ${check.portName}`);
  if (check.timeoutSeconds >= check.intervalSeconds)
    complain(`${path}/timeoutSeconds`, expectedLessThan(check.timeoutSeconds, check.intervalSeconds));
};
