/** Endpoints of a pod with the host ports an offer gave them, and the protocol each speaks. */
import type { Endpoint, PodDefinition } from '../../../protocol/marathon/pod';

export interface PlannedEndpoint {
  readonly container: string;
  readonly endpoint: Endpoint;
  /** Null: the endpoint asked for none. */
  readonly hostPort: number | null;
}

/** One per endpoint of the whole pod, in order. `hostPorts` as the match has them: per container, only endpoints that ask for one. */
export const planEndpoints = (pod: PodDefinition, hostPorts: readonly (readonly number[])[]): PlannedEndpoint[] =>
  pod.containers.flatMap((container, index) => {
    let at = 0;
    return container.endpoints.map((endpoint) => ({
      container: container.name,
      endpoint,
      hostPort: endpoint.hostPort === undefined ? null : (hostPorts[index]?.[at++] ?? null),
    }));
  });

export const isHostMode = (pod: PodDefinition): boolean => pod.networks.every((network) => network.mode === 'host');

/** The port a process in the pod listens on: the host's in host mode, else its own (which defaults to the host port). */
export const listeningPort = (planned: PlannedEndpoint, hostMode: boolean): number | null =>
  hostMode ? planned.hostPort : (planned.endpoint.containerPort ?? planned.hostPort);

/** tcp when the endpoint names none. */
export const protocolsOf = (endpoint: Endpoint): readonly string[] => endpoint.protocol ?? ['tcp'];
