/** Networks, discovery and health checks of a task group: all that depends on which port is whose (Marathon `mesos/TaskGroupBuilder`). */
import { toHostname } from '../../../protocol/marathon/path-id';
import type { Command, Container, HealthCheck, PodDefinition } from '../../../protocol/marathon/pod';
import type { CommandInfo, DiscoveryPort, HealthCheckInfo, NetworkInfo } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import { MESOS_BRIDGE_NAME } from '../settings';
import { isHostMode, listeningPort, protocolsOf } from './port-plan';
import type { PlannedEndpoint } from './port-plan';

const mappingsOn = (network: string | undefined, endpoints: readonly PlannedEndpoint[]): NetworkInfo['portMappings'] =>
  endpoints.flatMap(({ endpoint, hostPort }) => {
    if (hostPort === null) return [];
    const names = endpoint.networkNames;
    if (names.length > 0 && network !== undefined && !names.includes(network)) return [];
    const containerPort = endpoint.containerPort ?? hostPort;
    return protocolsOf(endpoint).map((protocol) => ({ hostPort, containerPort, protocol }));
  });

/** Host networking joins none; bridge mode joins Mesos' bridge; each container network is joined by its name. */
export const networkInfos = (pod: PodDefinition, endpoints: readonly PlannedEndpoint[]): NetworkInfo[] =>
  pod.networks.flatMap(({ mode, name, labels }): NetworkInfo[] => {
    switch (mode) {
      case 'host':
        return [];
      case 'container/bridge':
        return [{ name: MESOS_BRIDGE_NAME, labels, portMappings: mappingsOn(undefined, endpoints) }];
      case 'container':
        return [{ ...(name !== undefined && { name }), labels, portMappings: mappingsOn(name, endpoints) }];
      default:
        return mode satisfies never;
    }
  });

/** A host port is the host's; other ports are those of each network of containers the endpoint is on. */
const scopesOf = (pod: PodDefinition, { endpoint, hostPort }: PlannedEndpoint): readonly Record<string, string>[] => {
  if (hostPort !== null) return [{ 'network-scope': 'host' }];
  const all = pod.networks.flatMap(({ mode, name }) => (mode === 'container' && name !== undefined ? name : []));
  const names = endpoint.networkNames.length > 0 ? endpoint.networkNames : all;
  const scope = { 'network-scope': 'container' };
  return names.length === 0 ? [scope] : names.map((name) => ({ ...scope, 'network-name': name }));
};

/** One entry per protocol and network. */
const discoveryPorts = (pod: PodDefinition, planned: PlannedEndpoint): DiscoveryPort[] => {
  const { endpoint, hostPort } = planned;
  const number = hostPort ?? endpoint.containerPort;
  if (number === undefined) return [];
  const { name, labels } = endpoint;
  return protocolsOf(endpoint).flatMap((protocol) =>
    scopesOf(pod, planned).map((scope) => ({ name, number, protocol, labels: { ...labels, ...scope } })),
  );
};

/** What DNS and virtual IPs learn of a container; VIP labels ride on its ports. */
export const discoveryOf = (
  pod: PodDefinition,
  own: readonly PlannedEndpoint[],
): { name: string; ports: DiscoveryPort[] } => ({
  name: toHostname(pod.id),
  ports: own.flatMap((planned) => discoveryPorts(pod, planned)),
});

/** Shell text goes to `/bin/sh -c`; arguments go to the image's entrypoint unless they replace it. */
export const commandInfo = (command: Command, overrideEntrypoint: boolean): CommandInfo =>
  'shell' in command ? { shell: command.shell } : { argv: command.argv, overrideEntrypoint };

const checkOf = (check: HealthCheck, portOf: (endpoint: string) => number): HealthCheckInfo['check'] | undefined => {
  if (check.http !== undefined)
    return {
      type: 'HTTP',
      port: portOf(check.http.endpoint),
      path: check.http.path ?? '/',
      scheme: check.http.scheme ?? 'HTTP',
    };
  if (check.tcp !== undefined) return { type: 'TCP', port: portOf(check.tcp.endpoint) };
  if (check.exec !== undefined) return { type: 'COMMAND', command: commandInfo(check.exec.command, true) };
  return undefined;
};

/** The health check of a container with its port resolved; undefined without one. */
export const healthCheckInfo = (
  pod: PodDefinition,
  container: Container,
  own: readonly PlannedEndpoint[],
): HealthCheckInfo | undefined => {
  const declared = container.healthCheck;
  if (declared === undefined) return undefined;
  const hostMode = isHostMode(pod);
  const portOf = (name: string): number => {
    const planned = own.find(({ endpoint }) => endpoint.name === name);
    return planned === undefined ? 0 : (listeningPort(planned, hostMode) ?? 0);
  };
  const check = checkOf(declared, portOf);
  if (check === undefined) return undefined;
  return {
    check,
    delay: seconds(declared.delaySeconds),
    grace: seconds(declared.gracePeriodSeconds),
    interval: seconds(declared.intervalSeconds),
    timeout: seconds(declared.timeoutSeconds),
    maxConsecutiveFailures: declared.maxConsecutiveFailures,
  };
};
