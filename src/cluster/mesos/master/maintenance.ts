/** Maintenance windows, and machines that go down and come up (Mesos `master/maintenance`, `Master::Http::_startMaintenance`). */
import type { Unavailability } from '../../../protocol/mesos/offer';
import type { MesosContext } from '../mesos-state';
import { requestRun } from './allocator';
import { removeAgent } from './departure';
import { machineKey, machineOf, machineText } from './machines';
import type { MachineId } from './machines';
import type { Machine, MasterState } from './master-state';
import { rescindOffersOf } from './offers';
import { registerAgent } from './registry';

/** Machines that are to be down at the same time. */
export interface MaintenanceWindow {
  readonly machines: readonly MachineId[];
  readonly unavailability: Unavailability;
}

/** The first machine that is down and not in a schedule. */
const dropped = ({ state }: MesosContext, windows: readonly MaintenanceWindow[]): Machine | undefined => {
  const kept = new Set(windows.flatMap(({ machines }) => machines.map(machineKey)));
  return [...state.master.machines].find(([key, { mode }]) => mode === 'DOWN' && !kept.has(key))?.[1];
};

/** Offers of these machines no longer say what is true: they are made anew. */
const offerAgain = (ctx: MesosContext, keys: ReadonlySet<string>): void => {
  for (const agent of ctx.state.master.agents.values()) {
    if (!keys.has(machineKey(agent.spec))) continue;
    for (const filters of ctx.state.master.allocator.filters.values()) filters.delete(agent.id);
    rescindOffersOf(ctx, agent);
    requestRun(ctx, agent.id);
  }
};

/** Replaces the whole schedule: no machine is in it twice. @returns what is wrong with it */
export const updateSchedule = (ctx: MesosContext, windows: readonly MaintenanceWindow[]): string | undefined => {
  const down = dropped(ctx, windows);
  if (down !== undefined)
    return `Machine '${machineText(down)}' is deactivated and cannot be removed from the schedule`;
  const { machines } = ctx.state.master;
  const changed = new Set<string>(machines.keys());
  const before = new Map(machines);
  machines.clear();
  for (const { machines: ids, unavailability: window } of windows) {
    for (const id of ids) {
      const key = machineKey(id);
      const known = before.get(key);
      machines.set(key, { ...id, mode: known?.mode ?? 'DRAINING', down: known?.down ?? [], window });
      changed.add(key);
    }
  }
  offerAgain(ctx, changed);
  return undefined;
};

/** Why one of the machines can't be brought down or up: its mode has to be another. */
const misplaced = (
  { machines, agents }: MasterState,
  ids: readonly MachineId[],
  mode: Machine['mode'],
  way: string,
): string | undefined => {
  for (const id of ids) {
    const key = machineKey(id);
    const machine = machines.get(key);
    if (machine?.mode === mode) continue;
    const isKnown = machine !== undefined || [...agents.values()].some(({ spec }) => machineKey(spec) === key);
    const why = isKnown ? `not in ${mode} mode and cannot be brought ${way}` : 'not part of a maintenance schedule';
    return `Machine '${machineText(id)}' is ${why}`;
  }
  return undefined;
};

const machinesOf = ({ machines }: MasterState, ids: readonly MachineId[]): readonly Machine[] =>
  ids.flatMap((id) => machines.get(machineKey(id)) ?? []);

/** The machines go down: their agents end, whatever runs on them too. */
export const startMaintenance = (ctx: MesosContext, ids: readonly MachineId[]): string | undefined => {
  const { master } = ctx.state;
  const refusal = misplaced(master, ids, 'DRAINING', 'down');
  if (refusal !== undefined) return refusal;
  for (const machine of machinesOf(master, ids)) {
    machine.mode = 'DOWN';
    const agents = [...master.agents.values()].filter(({ spec }) => machineOf(master, spec) === machine);
    machine.down.push(...agents.map(({ spec }) => spec));
    for (const agent of agents) removeAgent(ctx, agent, "Operator initiated 'Machine DOWN'");
  }
  return undefined;
};

/** The machines are up again: off the schedule, and their agents register anew. */
export const stopMaintenance = (ctx: MesosContext, ids: readonly MachineId[]): string | undefined => {
  const { master } = ctx.state;
  const refusal = misplaced(master, ids, 'DOWN', 'up');
  if (refusal !== undefined) return refusal;
  for (const machine of machinesOf(master, ids)) {
    master.machines.delete(machineKey(machine));
    for (const spec of machine.down) registerAgent(ctx, spec);
  }
  return undefined;
};
