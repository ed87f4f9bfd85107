/** What an instance asks of its agent, one by one: what was asked, what is there, and by how much that misses. */
import type { NoMatchReason } from '../marathon/queue';

/** The scalars as users write them: cores, MiB, MiB, devices. */
export type ScalarName = 'cpus' | 'mem' | 'disk' | 'gpus';

export type Requirement =
  | ScalarRequirement
  | PortsRequirement
  | RoleRequirement
  | RegionRequirement
  | ConstraintRequirement
  | ScarcityRequirement
  | ReservationRequirement
  | MaintenanceRequirement
  | AgentRequirement;

/** Of executor and containers together, out of the accepted roles. */
export interface ScalarRequirement {
  readonly kind: ScalarName;
  readonly ok: boolean;
  readonly asked: number;
  readonly there: number;
  /** 0 when it is enough. */
  readonly missing: number;
}

export interface PortsRequirement {
  readonly kind: 'ports';
  readonly ok: boolean;
  /** Host ports asked for by number. */
  readonly fixed: readonly number[];
  /** Of those, the ones that are not free. */
  readonly missing: readonly number[];
  /** Host ports asked for whatever their number, and how many of them can be had. */
  readonly any: number;
  readonly anyThere: number;
}

/** The agent has resources of an accepted role at all. */
export interface RoleRequirement {
  readonly kind: 'role';
  readonly ok: boolean;
  readonly asked: readonly string[];
  /** Roles of what is free. */
  readonly there: readonly string[];
}

/** A service that chooses neither region nor zone stays in the region of the master. */
export interface RegionRequirement {
  readonly kind: 'region';
  readonly ok: boolean;
  /** Null: any, the constraints choose. */
  readonly asked: string | null;
  readonly there: string | null;
}

export interface ConstraintRequirement {
  readonly kind: 'constraint';
  readonly ok: boolean;
  /** Place among the service's constraints, from 0; -1: it has this one no more. */
  readonly index: number;
  readonly field: string;
  readonly operator: string;
  /** Null: the constraint has none. */
  readonly value: string | null;
  /** The agent's value of the field; null: it has none. */
  readonly there: string | null;
  /** Instances that count at this value already; null where the operator does not count. */
  readonly placed: number | null;
}

/** Agents with graphics processors are kept for services that ask for some. */
export interface ScarcityRequirement {
  readonly kind: 'scarcity';
  readonly ok: boolean;
  /** Devices the agent has free. */
  readonly there: number;
}

/** All that wait are bound to agents on which something is reserved for them, persistent volumes above all. Told only then. */
export interface ReservationRequirement {
  readonly kind: 'reservation';
  readonly ok: boolean;
  /** Host name of the agent that the one is bound to that would be launched next; null: it is not known any more. */
  readonly asked: string | null;
}

/** No maintenance window of the agent is open. Told only where it has one. */
export interface MaintenanceRequirement {
  readonly kind: 'maintenance';
  readonly ok: boolean;
  /** Milliseconds since the Unix epoch; null = for good. */
  readonly from: number;
  readonly until: number | null;
}

/** The agent is in a state in which anything may be launched on it. */
export interface AgentRequirement {
  readonly kind: 'agent';
  readonly ok: boolean;
  readonly there: string;
}

export type RequirementKind = Requirement['kind'];

/** How `GET /v2/queue` calls a requirement that is not met; null: it keeps silent about it. */
export const WIRE_REASONS: Readonly<Record<RequirementKind, NoMatchReason | null>> = {
  cpus: 'InsufficientCpus',
  mem: 'InsufficientMemory',
  disk: 'InsufficientDisk',
  gpus: 'InsufficientGpus',
  ports: 'InsufficientPorts',
  role: 'UnfulfilledRole',
  region: null,
  constraint: 'UnfulfilledConstraint',
  scarcity: 'DeclinedScarceResources',
  reservation: 'NoCorrespondingReservationFound',
  maintenance: 'AgentMaintenance',
  agent: null,
};
