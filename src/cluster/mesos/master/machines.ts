/** Machines under maintenance: found by hostname and address, as in a schedule (Mesos `MachineID`). */
import type { AgentSpec } from '../agent-spec';
import type { Machine, MasterState } from './master-state';

/** At least one of the two is not empty. */
export interface MachineId {
  readonly hostname: string;
  readonly ip: string;
}

/** A `MachineID` in JSON: what is empty counts as not given. */
export const machineJson = ({ hostname, ip }: MachineId): object => ({
  ...(hostname !== '' && { hostname }),
  ...(ip !== '' && { ip }),
});

/** As Mesos prints it in its sentences. */
export const machineText = (machine: MachineId): string => JSON.stringify(machineJson(machine));

export const machineKey = ({ hostname, ip }: MachineId): string => `${hostname.toLowerCase()} ${ip}`;

/** The machine of an agent, if it is scheduled for maintenance or down. */
export const machineOf = ({ machines }: MasterState, { hostname, ip }: AgentSpec): Machine | undefined =>
  machines.size === 0 ? undefined : machines.get(machineKey({ hostname, ip }));
