/** What followed from which fault: entries that carry a cause, told in one line each. Looks on; changes nothing. */
import type { TimelineEvent } from '../../protocol/simulation/fault';
import type { ClusterEntry } from '../entry';
import type { Millis } from '../../protocol/units';
import type { FaultsState } from './faults-state';

const MAX_EVENTS = 2000;

type Told = Pick<TimelineEvent, 'subject' | 'event' | 'detail'>;

const ofStatuses = (entry: Extract<ClusterEntry, { kind: 'UPDATE' }>): Told[] =>
  entry.statuses.map(({ taskId, state, reason, message }) => {
    const detail = [reason, message].filter((part) => part !== undefined).join(': ');
    return { subject: taskId, event: state, ...(detail !== '' && { detail }) };
  });

const tell = (entry: ClusterEntry): Told[] => {
  switch (entry.kind) {
    case 'UPDATE':
      return ofStatuses(entry);
    case 'RUN_TASK_GROUP':
      return [{ subject: entry.group.executor.executorId, event: 'launch', detail: `on ${entry.agentId}` }];
    case 'RESCIND':
      return [{ subject: entry.offerId, event: 'rescinded' }];
    case 'CONNECTION_LOST':
      return [{ subject: entry.agentId, event: 'disconnected' }];
    case 'PING_TIMEOUT':
      return [{ subject: entry.agentId, event: 'unreachable' }];
    case 'PROCESS_STARTS':
      return [{ subject: entry.agentId, event: 'up again' }];
    case 'NETWORK_HEALS':
      return [{ subject: entry.agentId, event: 'network heals' }];
    case 'AGENT_REREGISTERED':
      return [{ subject: entry.agentId, event: 'registered again' }];
    case 'SHUTDOWN_AGENT':
      return [{ subject: entry.agentId, event: 'shut down' }];
    case 'DISCONNECTED':
      return [{ subject: 'master', event: 'gone' }];
    case 'MASTER_ELECTED':
      return [{ subject: 'master', event: 'elected' }];
    default:
      return [];
  }
};

/** Takes down what an entry that carries a cause did. */
export const noteEffects = (state: FaultsState, entry: ClusterEntry, cause: string, at: Millis): void => {
  for (const told of tell(entry)) state.timeline.push({ at, cause, ...told });
  if (state.timeline.length > 2 * MAX_EVENTS) state.timeline = state.timeline.slice(-MAX_EVENTS);
};

/** Of one hit, of all hits of a fault, or of everything; oldest first, at most 2,000. */
export const timelineOf = ({ timeline }: FaultsState, cause: string | null): TimelineEvent[] => {
  const wanted =
    cause === null
      ? timeline
      : timeline.filter((event) => event.cause === cause || event.cause.startsWith(`${cause}.`));
  return wanted.slice(-MAX_EVENTS);
};
