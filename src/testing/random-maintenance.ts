/** Maintenance as operators do it: windows for some machines, machines and agents taken out of service and brought back. */
import type { World } from '../cluster/world';
import type { Dice } from './dice';
import type { Deed } from './deed';

interface MachineId {
  readonly hostname: string;
  readonly ip: string;
}

const call = (type: string, members: object): Omit<Deed, 'wait'> => ({
  method: 'POST',
  path: '/mesos/api/v1',
  body: JSON.stringify({ type, [type.toLowerCase()]: members }),
});

const idOf = ({ hostname, ip }: MachineId): MachineId => ({ hostname, ip });

const machinesIn = ({ state }: World, mode: 'DRAINING' | 'DOWN'): MachineId[] =>
  [...state.mesos.master.machines.values()].filter((machine) => machine.mode === mode).map(idOf);

const nanoseconds = (milliseconds: number): { readonly nanoseconds: number } => ({
  nanoseconds: milliseconds * 1_000_000,
});

const randomWindow = (dice: Dice, now: number): object => ({
  start: nanoseconds(now + dice.pick([-10_000, 0, 5000, 60_000])),
  ...(dice.chance(70) && { duration: nanoseconds(dice.pick([20_000, 120_000])) }),
});

const update = (windows: readonly object[]): Omit<Deed, 'wait'> =>
  call('UPDATE_MAINTENANCE_SCHEDULE', { schedule: { windows } });

/** Out of service, or back. */
const randomService = (dice: Dice, { state }: World): Omit<Deed, 'wait'> => {
  const agents = [...state.mesos.master.agents.values()];
  const out = agents.filter(({ deactivated, drain }) => deactivated || drain !== null);
  const isBack = out.length > 0 && dice.chance(60);
  const agent = dice.pickFrom(isBack ? out : agents);
  return call(isBack ? 'REACTIVATE_AGENT' : 'DEACTIVATE_AGENT', { agent_id: { value: agent?.id ?? 'nobody' } });
};

export const randomMaintenance = (dice: Dice, world: World): Omit<Deed, 'wait'> => {
  if (dice.chance(40)) return randomService(dice, world);
  const down = machinesIn(world, 'DOWN');
  const up = [...world.state.mesos.master.agents.values()].map(({ spec }) => idOf(spec));
  const begin = dice.pickFrom(machinesIn(world, 'DRAINING'));
  const end = dice.pickFrom(down);
  if (end !== undefined && dice.chance(40)) return call('STOP_MAINTENANCE', { machines: [end] });
  if (begin !== undefined && dice.chance(50)) return call('START_MAINTENANCE', { machines: [begin] });
  const chosen = [...down, ...up.filter(() => dice.chance(20))];
  return update(
    chosen.map((machine) => ({ machine_ids: [machine], unavailability: randomWindow(dice, world.runtime.now()) })),
  );
};

/** Brings up whatever is down, and clears the schedule. */
export const endMaintenance = (world: World): Omit<Deed, 'wait'>[] => {
  const down = machinesIn(world, 'DOWN');
  return [...(down.length === 0 ? [] : [call('STOP_MAINTENANCE', { machines: down })]), update([])];
};
