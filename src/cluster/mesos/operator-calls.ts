/**
 * What operators ask of the master (Mesos `master/http.cpp`): the calls of `POST /api/v1` that change something, their bodies
 * already read and checked. Each is done at once; a text is Mesos's own sentence on why it was refused.
 */
import type { Millis } from '../../protocol/units';

/** A machine by its name, its address, or both. At least one is there; names are in lower case. */
export interface MachineId {
  readonly hostname?: string;
  readonly ip?: string;
}

/** When machines are not there, or not to be counted on. */
export interface MaintenanceWindow {
  readonly machines: readonly MachineId[];
  readonly start: Millis;
  /** For ever when absent. */
  readonly duration?: Millis;
}

export interface DrainConfig {
  /** At most this long between SIGTERM and SIGKILL; tasks' own policies when absent. */
  readonly maxGrace?: Millis;
  /** Whether the agent is marked gone once it is drained. */
  readonly markGone: boolean;
}

/** Undefined = done. */
type Refusal = string | undefined;

export interface OperatorCalls {
  /** Refused with 404. */
  markGone(agentId: string): Refusal;
  /** This and all others are refused with 400. */
  drain(agentId: string, config: DrainConfig): Refusal;
  deactivate(agentId: string): Refusal;
  reactivate(agentId: string): Refusal;
  /** Replaces the whole schedule. */
  updateSchedule(windows: readonly MaintenanceWindow[]): Refusal;
  startMaintenance(machines: readonly MachineId[]): Refusal;
  stopMaintenance(machines: readonly MachineId[]): Refusal;
  schedule(): readonly MaintenanceWindow[];
  /** Machines that the schedule names and that are still there, and those that were taken down. */
  machines(): { readonly draining: readonly MachineId[]; readonly down: readonly MachineId[] };
}
