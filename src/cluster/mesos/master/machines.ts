/** Machines under maintenance: found by hostname and address, as in a schedule (Mesos `MachineID`). */
import type { AgentSpec } from '../agent-spec';
import type { Machine, MasterState } from './master-state';

export interface MachineId {
  readonly hostname: string;
  readonly ip: string;
}

export const machineKey = ({ hostname, ip }: MachineId): string => `${hostname.toLowerCase()} ${ip}`;

/** As Mesos prints it: `{"hostname":"10.0.0.1","ip":"10.0.0.1"}`. */
export const machineName = ({ hostname, ip }: MachineId): string =>
  JSON.stringify({ ...(hostname !== '' && { hostname }), ...(ip !== '' && { ip }) });

/** The machine of an agent, if it is scheduled for maintenance or down. */
export const machineOf = ({ machines }: MasterState, { hostname, ip }: AgentSpec): Machine | undefined =>
  machines.size === 0 ? undefined : machines.get(machineKey({ hostname, ip }));
