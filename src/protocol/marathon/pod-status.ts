/** What `GET /v2/pods/{id}::status` answers (Marathon RAML `podStatus`, `podInstanceStatus`, `containerStatus`). Times are ISO-8601 UTC. */
import type { TaskState } from '../mesos/task';
import type { LocalVolume } from './local-volume';
import type { PodAnswer, Resources } from './pod';

export type PodState = 'DEGRADED' | 'STABLE' | 'TERMINAL';
export type PodInstanceState = 'PENDING' | 'STAGING' | 'STABLE' | 'DEGRADED' | 'TERMINAL';

export interface PodStatus {
  readonly id: string;
  /** The latest definition. */
  readonly spec: PodAnswer;
  readonly status: PodState;
  readonly statusSince: string;
  readonly message?: string;
  /** Without those that were never placed: they are only in the queue. */
  readonly instances: readonly PodInstanceStatus[];
  /** Newest first, at most 20. */
  readonly terminationHistory: readonly TerminationHistory[];
  readonly lastUpdated: string;
  readonly lastChanged: string;
}

export interface PodInstanceStatus {
  readonly id: string;
  readonly status: PodInstanceState;
  readonly statusSince: string;
  readonly message?: string;
  readonly conditions: readonly StatusCondition[];
  readonly agentHostname?: string;
  readonly agentId?: string;
  readonly agentRegion?: string;
  readonly agentZone?: string;
  /** Executor plus containers that report theirs: cpus in shares, mem and disk in MiB. */
  readonly resources?: Resources;
  readonly networks: readonly NetworkStatus[];
  readonly containers: readonly ContainerStatus[];
  /** `/v2/pods<id>::versions/<version>` */
  readonly specReference?: string;
  readonly localVolumes?: readonly LocalVolume[];
  readonly lastUpdated: string;
  readonly lastChanged: string;
  readonly role?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly status: TaskState;
  readonly statusSince: string;
  readonly message?: string;
  readonly conditions: readonly StatusCondition[];
  /** The task's id while the container is active. */
  readonly containerId?: string;
  readonly endpoints: readonly EndpointStatus[];
  readonly resources?: Resources;
  readonly termination?: ContainerTermination;
  readonly lastUpdated: string;
  readonly lastChanged: string;
}

export interface EndpointStatus {
  readonly name: string;
  readonly allocatedHostPort?: number;
  /** Result of the health check that uses this endpoint, once known. */
  readonly healthy?: boolean;
}

export interface ContainerTermination {
  readonly exitCode?: number;
  readonly message?: string;
}

/** E.g. `healthy` = `true` because `health-reported-by-mesos`. */
export interface StatusCondition {
  readonly name: string;
  readonly value: string;
  readonly reason?: string;
  readonly lastChanged: string;
  readonly lastUpdated: string;
}

export interface NetworkStatus {
  /** Absent for the network of the agent. */
  readonly name?: string;
  readonly addresses: readonly string[];
}

export interface TerminationHistory {
  readonly instanceID: string;
  readonly startedAt: string;
  readonly terminatedAt: string;
  readonly message?: string;
  readonly containers: readonly ContainerTerminationHistory[];
}

export interface ContainerTerminationHistory {
  /** The task's id. */
  readonly containerId: string;
  readonly lastKnownState?: TaskState;
  readonly termination?: ContainerTermination;
}
