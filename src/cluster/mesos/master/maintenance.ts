/** Maintenance windows, and machines that go down and come up (Mesos `master/maintenance`, `Master::Http::_startMaintenance`). */
import type { Unavailability } from '../../../protocol/mesos/offer';
import { switchOff } from '../agent/outage';
import type { AgentSpec } from '../agent-spec';
import type { MesosContext } from '../mesos-state';
import { requestRun } from './allocator';
import { removeAgent } from './departure';
import { machineKey, machineText, machineOf } from './machines';
import type { MachineId } from './machines';
import type { Machine } from './master-state';
import { rescindOffersOf } from './offers';
import { registerAgent } from './registry';

/** Machines that are to be down at the same time. */
export interface MaintenanceWindow {
  readonly machines: readonly MachineId[];
  readonly unavailability: Unavailability;
}

/** What is wrong with a schedule; undefined = nothing. */
const scheduleFault = (ctx: MesosContext, windows: readonly MaintenanceWindow[]): string | undefined => {
  const seen = new Set<string>();
  for (const { machines } of windows) {
    if (machines.length === 0) return 'List of machines in the maintenance window is empty';
    for (const id of machines) {
      if (id.hostname === '' && id.ip === '') return 'Both hostname and ip of a machine are empty';
      if (seen.has(machineKey(id))) return `Machine '${machineText(id)}' appears more than once in the schedule`;
      seen.add(machineKey(id));
    }
  }
  for (const [key, machine] of ctx.state.master.machines)
    if (machine.mode === 'DOWN' && !seen.has(key))
      return `Machine '${machineText(machine)}' is deactivated and cannot be removed from the schedule`;
  return undefined;
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

/** Replaces the whole schedule. @returns what is wrong with it */
export const updateSchedule = (ctx: MesosContext, windows: readonly MaintenanceWindow[]): string | undefined => {
  const fault = scheduleFault(ctx, windows);
  if (fault !== undefined) return fault;
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

/** Why machines can't go from one mode to the next; undefined = they can. */
const modeFault = (
  ctx: MesosContext,
  ids: readonly MachineId[],
  mode: Machine['mode'],
  where: 'down' | 'up',
): string | undefined => {
  for (const id of ids) {
    const { machines, agents } = ctx.state.master;
    const key = machineKey(id);
    const machine = machines.get(key);
    if (machine?.mode === mode) continue;
    const isKnown = machine !== undefined || [...agents.values()].some(({ spec }) => machineKey(spec) === key);
    const why = isKnown ? `not in ${mode} mode and cannot be brought ${where}` : 'not part of a maintenance schedule';
    return `Machine '${machineText(id)}' is ${why}`;
  }
  return undefined;
};

/** A machine that no message reaches is switched off all the same. */
const endUnheard = (ctx: MesosContext, agentId: string): void => {
  const agent = ctx.state.agents.get(agentId);
  if (agent !== undefined && (agent.cut !== null || agent.process !== 'up')) switchOff(ctx, agent);
};

/** The machines go down: their agents end, whatever runs on them too. */
export const startMaintenance = (ctx: MesosContext, ids: readonly MachineId[]): string | undefined => {
  const { master } = ctx.state;
  const fault = modeFault(ctx, ids, 'DRAINING', 'down');
  if (fault !== undefined) return fault;
  for (const id of ids) {
    const machine = master.machines.get(machineKey(id));
    if (machine === undefined) continue;
    machine.mode = 'DOWN';
    const agents = [...master.agents.values()].filter(({ spec }) => machineOf(master, spec) === machine);
    for (const agent of agents) {
      machine.down.push(agent.spec);
      removeAgent(ctx, agent, "Operator initiated 'Machine DOWN'");
      endUnheard(ctx, agent.id);
    }
  }
  return undefined;
};

/** Agents of a machine that went down while nobody heard of them: off the books. @returns what they were */
const endedUnheard = ({ state: { master, agents } }: MesosContext, machine: Machine): readonly AgentSpec[] =>
  [master.unreachable, master.recovered].flatMap((kept) =>
    [...kept.values()].flatMap(({ id, spec }) => {
      if (agents.has(id) || machineOf(master, spec) !== machine) return [];
      kept.delete(id);
      return spec;
    }),
  );

/** The machines are up again: off the schedule, and their agents register anew. */
export const stopMaintenance = (ctx: MesosContext, ids: readonly MachineId[]): string | undefined => {
  const { machines } = ctx.state.master;
  const fault = modeFault(ctx, ids, 'DOWN', 'up');
  if (fault !== undefined) return fault;
  for (const id of ids) {
    const machine = machines.get(machineKey(id));
    if (machine === undefined) continue;
    const specs = [...machine.down, ...endedUnheard(ctx, machine)];
    machines.delete(machineKey(id));
    for (const spec of specs) registerAgent(ctx, spec);
  }
  return undefined;
};
