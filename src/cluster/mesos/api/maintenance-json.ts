/** The maintenance schedule and what has become of it (Mesos `v1/maintenance/maintenance.proto`). Both forms are one. */
import type { OperatorCalls } from '../operator-calls';
import { inNanoseconds } from './value-json';

export const scheduleJson = (operator: OperatorCalls | undefined): object => {
  const windows = operator?.schedule() ?? [];
  if (windows.length === 0) return {};
  return {
    windows: windows.map(({ machines, start, duration }) => ({
      machine_ids: machines,
      unavailability: {
        start: inNanoseconds(start),
        ...(duration !== undefined && { duration: inNanoseconds(duration) }),
      },
    })),
  };
};

/** Lists that hold nothing are left out. */
export const statusJson = (operator: OperatorCalls | undefined): object => {
  const { draining = [], down = [] } = operator?.machines() ?? {};
  return {
    ...(draining.length > 0 && { draining_machines: draining.map((id) => ({ id })) }),
    ...(down.length > 0 && { down_machines: down }),
  };
};
