/**
 * Calls of operators that change something: their bodies as the master takes them, or why not, in Mesos's words (Mesos
 * `master/http.cpp`, `master/maintenance.cpp`).
 */
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { HttpAnswer } from '../../runtime/http';
import type { MachineId, MaintenanceWindow, OperatorCalls } from '../operator-calls';
import { badRequest, notFound, notImplemented, OK } from './http-answers';
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

const nanosecondsAt = (message: Message, name: string): Millis | undefined => {
  const { nanoseconds } = messageAt(message, name);
  return typeof nanoseconds === 'number' ? millis(nanoseconds / 1_000_000) : undefined;
};

/** Names of machines are the same in whatever letters. */
const machineOf = ({ hostname, ip }: Message): MachineId => ({
  ...(typeof hostname === 'string' && hostname !== '' && { hostname: hostname.toLowerCase() }),
  ...(typeof ip === 'string' && ip !== '' && { ip }),
});

/** As Mesos prints it in its sentences. */
export const machineText = (machine: MachineId): string => JSON.stringify(machine);

const isAddress = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

const machinesFault = (machines: readonly MachineId[], seen = new Set<string>()): string | undefined => {
  for (const machine of machines) {
    const { hostname, ip } = machine;
    if (hostname === undefined && ip === undefined) return "Both 'hostname' and 'ip' for a machine are empty";
    if (ip !== undefined && !isAddress(ip)) return `Failed to parse IPv4: ${ip}`;
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
    start: nanosecondsAt(unavailability, 'start') ?? millis(0),
    ...(duration !== undefined && { duration }),
  };
};

const scheduleFault = (windows: readonly MaintenanceWindow[]): string | undefined => {
  const seen = new Set<string>();
  for (const { machines, duration } of windows) {
    if (machines.length === 0) return 'List of machines in the maintenance window is empty';
    if (duration !== undefined && duration < 0) return "Unavailability 'duration' is negative";
    const fault = machinesFault(machines, seen);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

type Act = (operator: OperatorCalls) => string | undefined;

/** What to ask the master, or (a text) what is wrong with the body. */
const actOf = (type: string, body: Message): Act | string => {
  const agentId = agentIdOf(body);
  switch (type) {
    case 'MARK_AGENT_GONE':
      return (operator) => operator.markGone(agentId);
    case 'DRAIN_AGENT': {
      const maxGrace = nanosecondsAt(body, 'max_grace_period');
      const config = { markGone: body['mark_gone'] === true, ...(maxGrace !== undefined && { maxGrace }) };
      return (operator) => operator.drain(agentId, config);
    }
    case 'DEACTIVATE_AGENT':
      return (operator) => operator.deactivate(agentId);
    case 'REACTIVATE_AGENT':
      return (operator) => operator.reactivate(agentId);
    case 'UPDATE_MAINTENANCE_SCHEDULE': {
      const windows = listAt(messageAt(body, 'schedule'), 'windows').map(windowOf);
      return scheduleFault(windows) ?? ((operator) => operator.updateSchedule(windows));
    }
    default: {
      const machines = listAt(body, 'machines').map(machineOf);
      if (machines.length === 0) return 'List of machines is empty';
      const act: Act = (operator) =>
        type === 'START_MAINTENANCE' ? operator.startMaintenance(machines) : operator.stopMaintenance(machines);
      return machinesFault(machines) ?? act;
    }
  }
};

export const OPERATOR_WRITES: ReadonlySet<string> = new Set([
  'MARK_AGENT_GONE',
  'DRAIN_AGENT',
  'DEACTIVATE_AGENT',
  'REACTIVATE_AGENT',
  'UPDATE_MAINTENANCE_SCHEDULE',
  'START_MAINTENANCE',
  'STOP_MAINTENANCE',
]);

/** Does one of `OPERATOR_WRITES`: 200 without a body, or the refusal. */
export const operatorWrite = (operator: OperatorCalls | undefined, type: string, body: Message): HttpAnswer => {
  const act = actOf(type, body);
  if (typeof act === 'string') return badRequest(act);
  if (operator === undefined) return notImplemented(`This cluster does not do ${type} yet.`);
  const refusal = act(operator);
  if (refusal === undefined) return OK;
  return type === 'MARK_AGENT_GONE' ? notFound(refusal) : badRequest(refusal);
};
