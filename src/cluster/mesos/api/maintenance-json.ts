/** The maintenance schedule and what has become of it (Mesos `v1/maintenance/maintenance.proto`). Both forms are one. */
import type { Unavailability } from '../../../protocol/mesos/offer';
import { machineJson } from '../master/machines';
import type { Machine, MasterState } from '../master/master-state';
import { inNanoseconds } from './value-json';

const unavailabilityJson = ({ start, duration }: Unavailability): object => ({
  start: inNanoseconds(start),
  ...(duration !== undefined && { duration: inNanoseconds(duration) }),
});

interface Window {
  readonly machine_ids: object[];
  readonly unavailability: object;
}

/** `{}` for an empty one. Machines that are to be down at the same time make one window. */
export const scheduleJson = ({ machines }: MasterState): object => {
  const windows = new Map<string, Window>();
  for (const machine of machines.values()) {
    const { start, duration = '' } = machine.window;
    const key = `${start} ${duration}`;
    const window = windows.get(key) ?? { machine_ids: [], unavailability: unavailabilityJson(machine.window) };
    window.machine_ids.push(machineJson(machine));
    windows.set(key, window);
  }
  return windows.size === 0 ? {} : { windows: [...windows.values()] };
};

/** Lists that hold nothing are left out. */
export const statusJson = ({ machines }: MasterState): object => {
  const inMode = (wanted: Machine['mode']): readonly object[] =>
    [...machines.values()].filter(({ mode }) => mode === wanted).map(machineJson);
  const [draining, down] = [inMode('DRAINING'), inMode('DOWN')];
  return {
    ...(draining.length > 0 && { draining_machines: draining.map((id) => ({ id })) }),
    ...(down.length > 0 && { down_machines: down }),
  };
};
