/**
 * Members of former versions, judged and translated before everything else: `ports`, `uris`, `ipAddress`, and the network and
 * ports of `container.docker` (Marathon `AppValidation.validateOldAppAPI`, `AppNormalization.forDeprecated`).
 */
import type { AppContainer, AppRead, ModernApp, PortDefinition, PortMapping } from './app';
import type { Complain } from './field-errors';
import { hasDuplicates } from './network-validator';
import { itemPath } from './path';
import { URI_PATTERN } from './patterns';
import type { Network, NetworkMode } from './pod';
import { isSame } from './same';

const isEmpty = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;

/** Rules about old members and how they may be mixed with new ones. Errors here hide all others but the reader's. */
export const checkOldMembers = (app: AppRead, complain: Complain): void => {
  checkOldContainer(app, complain);
  if (app.ipAddress?.discovery !== undefined && app.container?.type === 'DOCKER')
    complain('/ipAddress', 'ipAddress/discovery is not allowed for Docker containers');
  for (const [index, uri] of (app.uris ?? []).entries())
    if (!URI_PATTERN.test(uri)) complain(itemPath('/uris', index), 'URI has invalid syntax.');
  if (!isEmpty(app.uris) && app.fetch.length > 0) complain('/uris', 'may not be set in conjunction with fetch');
  if (app.container?.docker?.network !== undefined && app.networks.length > 0)
    complain('/', 'must not specify both container.docker.network and networks');
  if (app.ipAddress !== undefined && app.networks.length > 0)
    complain('/', 'must not specify both networks and ipAddress');
  if (hasDuplicates((app.ports ?? []).filter((port) => port !== 0))) complain('/', 'ports must be unique');
  if (app.ipAddress !== undefined && !(isEmpty(app.ports) && isEmpty(app.portDefinitions)))
    complain('/', 'cannot specify both an IP address and port');
  const definedPorts = app.portDefinitions?.map(({ port }) => port);
  if (app.ports !== undefined && definedPorts !== undefined && !isSame(definedPorts, app.ports))
    complain('/', 'cannot specify both ports and port definitions');
};

const checkOldContainer = ({ container, ipAddress }: AppRead, complain: Complain): void => {
  const docker = container?.docker;
  const path = '/container/docker';
  if (docker?.credential !== undefined) complain(`${path}/credential`, 'must be empty');
  if (docker?.network === 'NONE') complain(`${path}/network`, 'unsupported docker network type NONE');
  if (container?.type === 'MESOS') {
    if (docker?.network !== undefined) complain(`${path}/network`, 'must be empty');
    if (!isEmpty(docker?.parameters)) complain(`${path}/parameters`, 'must be empty');
    if (!isEmpty(docker?.portMappings)) complain(`${path}/portMappings`, 'must be empty');
    if (!isEmpty(container.portMappings) && !isEmpty(ipAddress?.discovery?.ports))
      complain('/', 'container.portMappings and ipAddress.discovery.ports must not both be set');
  }
  if (hasDuplicates((docker?.portMappings ?? []).flatMap(({ name }) => name ?? [])))
    complain(`${path}/portMappings`, 'Port names must be unique.');
  if (!isEmpty(container?.portMappings) && !isEmpty(docker?.portMappings))
    complain('/', 'cannot specify both portMappings and docker.portMappings');
};

const ARCHIVES = ['.tgz', '.tar.gz', '.tbz2', '.tar.bz2', '.txz', '.tar.xz', '.zip'];

/** An app that passed `checkOldMembers`, in today's terms. */
export const modernise = (app: AppRead): ModernApp => {
  const { ports, uris, ipAddress: _ip, residency: _residency, version: _version, ...rest } = app;
  const networks = translateNetworks(app);
  const isHost = networks.every(({ mode }) => mode === 'host');
  const container = translateContainer(app, networks);
  const { portDefinitions, ...others } = rest;
  const definitions = portDefinitions ?? ports?.map(definitionOf);
  return {
    ...others,
    networks: [...networks],
    container,
    // Ports of the agent on another network: refused later if the network was asked for in today's terms, else dropped.
    ...(definitions !== undefined && (isHost || (portDefinitions !== undefined && app.networks.length > 0))
      ? { portDefinitions: definitions }
      : {}),
    fetch:
      uris === undefined || uris.length === 0
        ? app.fetch
        : uris.map((uri) => ({
            uri,
            extract: ARCHIVES.some((ending) => uri.replace(/[?#].*$/, '').endsWith(ending)),
            executable: false,
            cache: false,
          })),
  };
};

const definitionOf = (port: number): PortDefinition => ({ port, labels: {}, protocol: 'tcp' });

/** A container port about which nothing was said. */
const blankMapping = (): PortMapping => ({
  containerPort: 0,
  servicePort: 0,
  protocol: 'tcp',
  labels: {},
  networkNames: [],
});

/** Mesos' own bridge, which some name as if it were a network of their own. */
const BRIDGE = 'mesos-bridge';
const MODES: Readonly<Record<'BRIDGE' | 'USER' | 'HOST' | 'NONE', NetworkMode>> = {
  BRIDGE: 'container/bridge',
  USER: 'container',
  HOST: 'host',
  NONE: 'host',
};

const translateNetworks = ({ networks, ipAddress, container }: AppRead): readonly Network[] => {
  const network = container?.docker?.network;
  if (ipAddress === undefined) return network === undefined ? networks : [{ mode: MODES[network], labels: {} }];
  const { networkName, labels } = ipAddress;
  const mode = network === undefined ? (networkName === BRIDGE ? 'container/bridge' : 'container') : MODES[network];
  if (mode === 'host') return [{ mode, labels: {} }];
  return [mode === 'container' && networkName !== undefined ? { mode, name: networkName, labels } : { mode, labels }];
};

const translateContainer = (app: AppRead, networks: readonly Network[]): AppContainer | undefined => {
  const read = app.container ?? (app.ipAddress && { type: 'MESOS' as const, volumes: [] });
  if (read === undefined) return undefined;
  const { docker, portMappings: _mappings, ...rest } = read;
  const portMappings = translateMappings(app, networks);
  return {
    ...rest,
    ...(docker === undefined ? {} : { docker: withoutOldMembers(docker) }),
    ...(portMappings === undefined ? {} : { portMappings: [...portMappings] }),
  };
};

type DockerRead = NonNullable<NonNullable<AppRead['container']>['docker']>;
const withoutOldMembers = ({
  network: _network,
  portMappings: _mappings,
  credential: _credential,
  ...docker
}: DockerRead): AppContainer['docker'] => docker;

/** Undefined with host networking, unless they are there against the rule and have to be refused. */
const translateMappings = (app: AppRead, networks: readonly Network[]): readonly PortMapping[] | undefined => {
  const { container, ipAddress } = app;
  if (networks.every(({ mode }) => mode === 'host'))
    return app.networks.length > 0 && !isEmpty(container?.portMappings) ? container?.portMappings : undefined;
  const discovered = ipAddress?.discovery?.ports.map(({ number, name, protocol, labels }) => ({
    ...blankMapping(),
    containerPort: number,
    name,
    protocol,
    labels,
  }));
  const sent = isEmpty(container?.portMappings)
    ? (container?.docker?.portMappings ?? container?.portMappings)
    : container?.portMappings;
  const mappings = isEmpty(discovered) ? (sent ?? [{ ...blankMapping(), name: 'default' }]) : (discovered ?? []);
  const wanted = app.networks.length > 0 ? (app.ports ?? []) : (app.portDefinitions ?? app.ports ?? []);
  return [...mappings, ...wanted.slice(mappings.length).map(blankMapping)];
};
