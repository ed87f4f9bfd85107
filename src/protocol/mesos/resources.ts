/** Resources and attributes of agents, offers, tasks and executors (Mesos `v1/mesos.proto`: Resource, Attribute, DomainInfo). */
import type { Milli } from '../units';

/** Inclusive on both ends. */
export interface PortRange {
  readonly begin: number;
  readonly end: number;
}

/** The four scalars Marathon schedules by, in thousandths (cpus, MiB, MiB, devices). */
export interface Scalars {
  readonly cpus: Milli;
  readonly mem: Milli;
  readonly disk: Milli;
  readonly gpus: Milli;
}

/** Labels of a dynamic reservation, by which whoever made it knows it again (Mesos `Resource.ReservationInfo`). */
export interface Reservation {
  readonly labels: Readonly<Record<string, string>>;
}

/** A directory on reserved disk that outlives the tasks that use it (Mesos `Resource.DiskInfo`). */
export interface PersistentVolume {
  /** Unique on its agent. */
  readonly id: string;
  /** Thousandths of MiB; part of the `disk` of its entry. */
  readonly size: Milli;
  /** Relative to the sandbox. */
  readonly containerPath: string;
}

/** What one role holds: `*` is unreserved. Ports are sorted and disjoint. */
export interface RoleResources extends Scalars {
  readonly role: string;
  readonly ports: readonly PortRange[];
  /** Absent: unreserved, or reserved by the agent's flags. */
  readonly reservation?: Reservation;
  /** Absent: none. Only of what is dynamically reserved; sorted by id. */
  readonly volumes?: readonly PersistentVolume[];
}

export type Attribute =
  | { readonly name: string; readonly type: 'TEXT'; readonly text: string }
  | { readonly name: string; readonly type: 'SCALAR'; readonly scalar: number }
  | { readonly name: string; readonly type: 'RANGES'; readonly ranges: readonly PortRange[] }
  | { readonly name: string; readonly type: 'SET'; readonly set: readonly string[] };

export interface FaultDomain {
  readonly region: string;
  readonly zone: string;
}
