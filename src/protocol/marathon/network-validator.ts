/** Rules about networks and endpoints (Marathon `api/v2/validation/NetworkValidation`, `PodsValidation.endpointValidator`). */
import type { Complain } from './field-errors';
import { itemPath } from './path';
import type { Endpoint, Network, NetworkMode, PodRead } from './pod';

export const NETWORK_NAME_NEEDED =
  'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined';

const ofMode = (networks: readonly Network[], mode: NetworkMode): readonly Network[] =>
  networks.filter((network) => network.mode === mode);

export const hasDuplicates = (values: readonly unknown[]): boolean => new Set(values).size !== values.length;

/** The list as a whole; complaints are at `/networks`. A missing name is no error, since there is a default network. */
export const checkNetworks = (networks: readonly Network[], complain: Complain): void => {
  const hosts = ofMode(networks, 'host');
  const bridges = ofMode(networks, 'container/bridge');
  const containers = ofMode(networks, 'container');
  if (hosts.some((network) => network.name !== undefined || Object.keys(network.labels).length > 0))
    complain('/networks', 'Host networks may not have names or labels');
  if (bridges.some((network) => network.name !== undefined))
    complain('/networks', 'Bridge networks may not have names');
  const unnamed = containers.filter((network) => network.name === undefined).length;
  if (unnamed > 1 || hasDuplicates(networks.flatMap((network) => network.name ?? [])))
    complain('/networks', 'Duplicate networks are not allowed');
  const modes = [hosts, bridges, containers].filter((some) => some.length > 0).length;
  if (modes > 1 || hosts.length > 1 || bridges.length > 1)
    complain(
      '/networks',
      'May specify a single host network, single bridge network, or else 1-to-n container networks',
    );
};

/** What endpoints need to know of their pod's networks, gathered once for all of them. */
export interface NetworkFacts {
  readonly names: ReadonlySet<string>;
  /** For the complaint; a body full of names must not be repeated in each of thousands of complaints. */
  readonly nameList: string;
  readonly usesHost: boolean;
  readonly containerNetworks: number;
}

const MOST_NAMES_LISTED = 20;

export const networkFacts = (networks: readonly Network[]): NetworkFacts => {
  const names = new Set(networks.flatMap((network) => network.name ?? []));
  const more = names.size > MOST_NAMES_LISTED ? ['…'] : [];
  return {
    names,
    nameList: [...[...names].slice(0, MOST_NAMES_LISTED), ...more].join(','),
    usesHost: ofMode(networks, 'host').length > 0,
    containerNetworks: ofMode(networks, 'container').length,
  };
};

/** One endpoint against the networks of its pod. */
export const checkEndpoint = (endpoint: Endpoint, networks: NetworkFacts, path: string, complain: Complain): void => {
  for (const [index, name] of endpoint.networkNames.entries())
    if (!networks.names.has(name))
      complain(itemPath(`${path}/networkNames`, index), `is not one of (${networks.nameList})`);
  if (networks.usesHost && endpoint.containerPort !== undefined)
    complain(`${path}/containerPort`, 'is not allowed when using host-mode networking');
  if (networks.containerNetworks > 0 && endpoint.containerPort === undefined)
    complain(`${path}/containerPort`, 'is required when using container-mode networking');
  if (hasDuplicates(endpoint.protocol ?? []))
    complain(`${path}/protocol`, 'Duplicate protocols within the same endpoint are not allowed');
  if (networks.containerNetworks > 1 && endpoint.hostPort !== undefined && endpoint.networkNames.length !== 1)
    complain(path, NETWORK_NAME_NEEDED);
};

/** What has to be unique over all containers; complaints are at `/`. Ports 0 are chosen later and never collide. */
export const checkEndpointsTogether = (pod: PodRead, complain: Complain): void => {
  const endpoints = pod.containers.flatMap((container) => container.endpoints);
  const ports = (port: (endpoint: Endpoint) => number | undefined): readonly number[] =>
    endpoints.flatMap((endpoint) => port(endpoint) ?? []).filter((number) => number !== 0);
  if (hasDuplicates(endpoints.map((endpoint) => endpoint.name)))
    complain('/', 'endpoint names nust be unique across all containers');
  if (hasDuplicates(ports((endpoint) => endpoint.containerPort)))
    complain('/', 'container ports must be unique across all containers');
  if (hasDuplicates(ports((endpoint) => endpoint.hostPort)))
    complain('/', 'host ports must be unique across all containers');
};
