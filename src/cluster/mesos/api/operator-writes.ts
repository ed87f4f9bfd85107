/**
 * Calls of operators that change something: their bodies as the master takes them, or why not, in Mesos's words (Mesos
 * `master/http.cpp`, `master/maintenance.cpp`).
 */
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { HttpAnswer } from '../../runtime/http';
import { deactivateAgent, drainAgent, goneByOperator, reactivateAgent } from '../master/drain';
import { machineText } from '../master/machines';
import type { MachineId } from '../master/machines';
import { startMaintenance, stopMaintenance, updateSchedule } from '../master/maintenance';
import type { MaintenanceWindow } from '../master/maintenance';
import type { MesosContext } from '../mesos-state';
import { badRequest, notFound, OK } from './http-answers';
import { isMessage } from './message-reader';
import type { Message } from './message-reader';

/** Of members that the shape of the call requires. */
const messageAt = (message: Message, name: string): Message => {
  const value = message[name];
  return isMessage(value) ? value : {};
};

const listAt = (message: Message, name: string): readonly Message[] => {
  const value = message[name];
  return Array.isArray(value) ? value.filter(isMessage) : [];
};

const agentIdOf = (body: Message): string => {
  const { value } = messageAt(body, 'agent_id');
  return typeof value === 'string' ? value : '';
};

const numberAt = (message: Message, name: string): number | undefined => {
  const value = message[name];
  return typeof value === 'number' ? value : undefined;
};

/** A `DurationInfo` or `TimeInfo`. */
const nanosecondsAt = (message: Message, name: string): Millis | undefined => {
  const nanoseconds = numberAt(messageAt(message, name), 'nanoseconds');
  return nanoseconds === undefined ? undefined : millis(nanoseconds / 1_000_000);
};

/** A `google.protobuf.Duration`; absent = null. */
const durationAt = (message: Message, name: string): Millis | null => {
  const duration = message[name];
  if (!isMessage(duration)) return null;
  return millis((numberAt(duration, 'seconds') ?? 0) * 1000 + (numberAt(duration, 'nanos') ?? 0) / 1_000_000);
};

/** Names of machines are the same in whatever letters. */
const machineOf = ({ hostname, ip }: Message): MachineId => ({
  hostname: typeof hostname === 'string' ? hostname.toLowerCase() : '',
  ip: typeof ip === 'string' ? ip : '',
});

const isAddress = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

const machinesFault = (machines: readonly MachineId[], seen = new Set<string>()): string | undefined => {
  for (const machine of machines) {
    const { hostname, ip } = machine;
    if (hostname === '' && ip === '') return "Both 'hostname' and 'ip' for a machine are empty";
    if (ip !== '' && !isAddress(ip)) return `Failed to parse IPv4: ${ip}`;
    const text = machineText(machine);
    if (seen.has(text)) return `Machine '${text}' appears more than once in the schedule`;
    seen.add(text);
  }
  return undefined;
};

const windowOf = (window: Message): MaintenanceWindow => {
  const unavailability = messageAt(window, 'unavailability');
  const duration = nanosecondsAt(unavailability, 'duration');
  return {
    machines: listAt(window, 'machine_ids').map(machineOf),
    unavailability: {
      start: nanosecondsAt(unavailability, 'start') ?? millis(0),
      ...(duration !== undefined && { duration }),
    },
  };
};

const scheduleFault = (windows: readonly MaintenanceWindow[]): string | undefined => {
  const seen = new Set<string>();
  for (const { machines, unavailability } of windows) {
    if (machines.length === 0) return 'List of machines in the maintenance window is empty';
    if ((unavailability.duration ?? 0) < 0) return "Unavailability 'duration' is negative";
    const fault = machinesFault(machines, seen);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

type Refusal = string | undefined;
type Write = (ctx: MesosContext, body: Message) => Refusal;

const writeSchedule: Write = (ctx, body) => {
  const windows = listAt(messageAt(body, 'schedule'), 'windows').map(windowOf);
  return scheduleFault(windows) ?? updateSchedule(ctx, windows);
};

const onMachines =
  (act: (ctx: MesosContext, machines: readonly MachineId[]) => Refusal): Write =>
  (ctx, body) => {
    const machines = listAt(body, 'machines').map(machineOf);
    if (machines.length === 0) return 'List of machines is empty';
    return machinesFault(machines) ?? act(ctx, machines);
  };

const onAgent =
  (act: (ctx: MesosContext, agentId: string) => Refusal): Write =>
  (ctx, body) =>
    act(ctx, agentIdOf(body));

const WRITES: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['MARK_AGENT_GONE', onAgent(goneByOperator)],
  [
    'DRAIN_AGENT',
    (ctx, body) => {
      const maxGrace = durationAt(body, 'max_grace_period');
      return drainAgent(ctx, agentIdOf(body), { maxGrace, markGone: body['mark_gone'] === true });
    },
  ],
  ['DEACTIVATE_AGENT', onAgent(deactivateAgent)],
  ['REACTIVATE_AGENT', onAgent(reactivateAgent)],
  ['UPDATE_MAINTENANCE_SCHEDULE', writeSchedule],
  ['START_MAINTENANCE', onMachines(startMaintenance)],
  ['STOP_MAINTENANCE', onMachines(stopMaintenance)],
]);

export const isWriteType = (type: string): boolean => WRITES.has(type);

/** Done at once: 200 without a body, or why not. `undefined` for calls that are none of these. */
export const operatorWrite = (ctx: MesosContext, type: string, body: Message): HttpAnswer | undefined => {
  const write = WRITES.get(type);
  if (write === undefined) return undefined;
  const refusal = write(ctx, body);
  if (refusal === undefined) return OK;
  return type === 'MARK_AGENT_GONE' ? notFound(refusal) : badRequest(refusal);
};
