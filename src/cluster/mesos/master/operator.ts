/** What operators ask of the master (Mesos `master/http.cpp`), each done at once. */
import type { MesosContext } from '../mesos-state';
import type { MachineId, MaintenanceWindow, OperatorCalls } from '../operator-calls';
import { deactivateAgent, drainAgent, goneByOperator, reactivateAgent } from './drain';
import { startMaintenance, stopMaintenance, updateSchedule } from './maintenance';
import type { Machine } from './master-state';

/** Machines that leave and come back together have one window object. */
const windowsOf = (machines: Iterable<Machine>): MaintenanceWindow[] => {
  const windows = new Map<Machine['window'], MachineId[]>();
  for (const machine of machines)
    windows.set(machine.window, [...(windows.get(machine.window) ?? []), nameOf(machine)]);
  return [...windows].map(([window, together]) => ({ machines: together, ...window }));
};

const nameOf = ({ hostname, ip }: Machine): MachineId => ({
  ...(hostname !== '' && { hostname }),
  ...(ip !== '' && { ip }),
});

const known = ({ hostname = '', ip = '' }: MachineId) => ({ hostname, ip });

export const createOperator = (ctx: MesosContext): OperatorCalls => {
  const machines = (): Machine[] => [...ctx.state.master.machines.values()];
  const inMode = (mode: Machine['mode']): MachineId[] =>
    machines()
      .filter((machine) => machine.mode === mode)
      .map(nameOf);
  return {
    markGone: (agentId) => goneByOperator(ctx, agentId),
    drain: (agentId, { maxGrace, markGone }) => drainAgent(ctx, agentId, { maxGrace: maxGrace ?? null, markGone }),
    deactivate: (agentId) => deactivateAgent(ctx, agentId),
    reactivate: (agentId) => reactivateAgent(ctx, agentId),
    updateSchedule: (windows) =>
      updateSchedule(
        ctx,
        windows.map(({ machines: ids, ...unavailability }) => ({ machines: ids.map(known), unavailability })),
      ),
    startMaintenance: (ids) => startMaintenance(ctx, ids.map(known)),
    stopMaintenance: (ids) => stopMaintenance(ctx, ids.map(known)),
    schedule: () => windowsOf(machines()),
    machines: () => ({ draining: inMode('DRAINING'), down: inMode('DOWN') }),
  };
};
