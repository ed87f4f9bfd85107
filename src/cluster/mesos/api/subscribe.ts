/** SUBSCRIBE: the master's state, and from then on whatever changes in it (Mesos `v1/master/master.proto`: Event). */
import { HEARTBEAT, record } from '../../../protocol/mesos/record-io';
import { unreachable } from '../../../protocol/mesos/unreachable';
import type { HttpAnswer } from '../../runtime/http';
import type { MasterChange } from '../master/changes';
import type { MasterState } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentMessage } from './agent-json';
import { frameworkEvent, frameworkInfo } from './framework-json';
import { stateMessage } from './state-messages';
import { statusMessage } from './status-json';
import { taskMessage } from './task-json';
import { idValue } from './value-json';

/** Hosts send one at least this often to readers who may lose their connection without a word. */
const HEARTBEAT_SECONDS = 15;

const eventOf = (master: MasterState, change: MasterChange): object => {
  const { kind: type } = change;
  switch (change.kind) {
    case 'TASK_ADDED':
      return { type, task_added: { task: taskMessage(master, change.task) } };
    case 'TASK_UPDATED': {
      const { frameworkId, state } = change.task;
      const updated = { framework_id: idValue(frameworkId), status: statusMessage(change.status), state };
      return { type, task_updated: updated };
    }
    case 'AGENT_ADDED':
      return { type, agent_added: { agent: agentMessage(master, change.agent) } };
    case 'AGENT_REMOVED':
      return { type, agent_removed: { agent_id: idValue(change.agentId) } };
    case 'FRAMEWORK_ADDED':
      return { type, framework_added: { framework: frameworkEvent(change.framework) } };
    case 'FRAMEWORK_UPDATED':
      return { type, framework_updated: { framework: frameworkEvent(change.framework) } };
    case 'FRAMEWORK_REMOVED':
      return { type, framework_removed: { framework_info: frameworkInfo(change.framework) } };
    default:
      return unreachable(change);
  }
};

/** Written once, however many listen. */
const written = new WeakMap<MasterChange, string>();

const recordOf = (master: MasterState, change: MasterChange): string => {
  const known = written.get(change);
  if (known !== undefined) return known;
  const text = record(JSON.stringify(eventOf(master, change)));
  written.set(change, text);
  return text;
};

export const subscribe = ({ state: { master }, changes }: MesosContext): HttpAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
  stream: (push, close) => {
    const subscribed = { get_state: stateMessage(master), heartbeat_interval_seconds: HEARTBEAT_SECONDS };
    push(record(JSON.stringify({ type: 'SUBSCRIBED', subscribed })));
    push(HEARTBEAT);
    return changes.subscribe({ hear: (change) => push(recordOf(master, change)), end: close });
  },
});
