/** The network as processes in containers meet it. Who answers where is decided elsewhere (`cluster/discovery`). */
import type { TaskInfo } from '../../../protocol/mesos/task';

/** Where somebody asks from: a network namespace on an agent. */
export interface Namespace {
  readonly agentId: string;
  /** The agent's own, or named by a container. */
  readonly net: string;
}

/** What became of a connection. */
export type Connection =
  /** `status`: of an answer to an HTTP request. `server`: the task that answers; absent: a part of the cluster does. */
  | { readonly kind: 'answered'; readonly address: string; readonly status: number; readonly server?: TaskInfo }
  /** Nobody listens on that port, or nobody says anything. */
  | { readonly kind: 'refused' | 'timeout'; readonly address: string }
  /** Nobody has that name. */
  | { readonly kind: 'unresolved' }
  /** Beyond the cluster, of which nothing is known. */
  | { readonly kind: 'outside' };

/** Target of an SRV record. */
export interface ServiceTarget {
  readonly host: string;
  readonly port: number;
}

/** Answers hold for the present moment. */
export interface Network {
  /** A TCP connection, and an HTTP request where one is sent. */
  connect(from: Namespace, host: string, port: number): Connection;
  /** Whether a host answers a ping. */
  reach(from: Namespace, host: string): Connection;
  /** Addresses of a name, in order; empty when nobody in the cluster has it, undefined where it is not the cluster's. */
  lookup(name: string): readonly string[] | undefined;
  services(name: string): readonly ServiceTarget[];
}

/** A container that listens on a port of a namespace and answers. */
export interface Listener {
  readonly containerId: string;
  readonly status: number;
}

export type FindListener = (net: string, port: number) => Listener | undefined;
