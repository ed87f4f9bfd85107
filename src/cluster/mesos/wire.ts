/** What lies between master and agents, and on a machine whose agent is down: messages arrive, wait, or get lost. */
import type { Acknowledgement } from '../../protocol/mesos/scheduler';
import { retryAt } from './agent/status-stream';
import { lossOf } from './disturbances';
import type { MesosContext } from './mesos-state';
import type { AgentEntry, AgentReport, MasterMessage, MesosEntry } from './messages';
import type { AgentState } from './agent/agent-state';
import { HOP } from './latency';
import { millis } from '../../protocol/units';

type ToMaster = Extract<MesosEntry, { readonly to: 'master' }>;

const isReport = (entry: ToMaster): entry is AgentReport =>
  entry.kind === 'AGENT_UPDATE' || entry.kind === 'EXITED_EXECUTOR' || entry.kind === 'REREGISTER_AGENT';

const FROM_MASTER: ReadonlySet<AgentEntry['kind']> = new Set<MasterMessage['kind']>([
  'RUN_TASK_GROUP',
  'CHECKPOINT_RESOURCES',
  'KILL_TASK',
  'ACKNOWLEDGE',
  'AGENT_REREGISTERED',
  'DRAIN_AGENT',
  'REACTIVATE_AGENT',
  'SHUTDOWN_AGENT',
]);

/** Cut off: it waits for the network, where there is one that can heal. */
const isParked = (agent: AgentState | undefined, entry: MesosEntry): boolean => {
  if (agent === undefined || agent.cut === null) return false;
  agent.cut.push(entry);
  return true;
};

/** Nobody will acknowledge these updates: the agent sends them again after a while. */
const sendAgain = (ctx: MesosContext, agent: AgentState | undefined, lost: readonly Acknowledgement[]): void => {
  for (const { taskId, uuid } of lost) {
    const stream = agent?.streams.get(taskId);
    if (agent === undefined || stream === undefined) continue;
    const wait = millis(Math.max(0, retryAt(stream) - ctx.runtime.now()));
    ctx.runtime.send({ to: 'agent', kind: 'RETRY_UPDATE', agentId: agent.id, taskId, uuid }, wait);
  }
};

type AgentUpdates = Extract<AgentReport, { kind: 'AGENT_UPDATE' }>;
type AgentAcknowledge = Extract<MasterMessage, { kind: 'ACKNOWLEDGE' }>;

const updatesOf = (entry: AgentUpdates | AgentAcknowledge): readonly Acknowledgement[] =>
  entry.kind === 'ACKNOWLEDGE'
    ? entry.updates
    : entry.updates.flatMap(({ status: { taskId, state, uuid } }) =>
        uuid === undefined ? [] : { taskId, state, uuid },
      );

/** Chance decides whether updates, or their acknowledgements, get lost now. */
const losesUpdates = (ctx: MesosContext, entry: AgentUpdates | AgentAcknowledge): boolean => {
  const { agentId } = entry;
  const cause = lossOf(ctx, 'updateLoss', agentId);
  if (cause === undefined) return false;
  ctx.runtime.because(cause, () => sendAgain(ctx, ctx.state.agents.get(agentId), updatesOf(entry)));
  return true;
};

const isConnected = ({ state: { master } }: MesosContext, frameworkId: string): boolean =>
  master.frameworks.get(frameworkId)?.connected === true;

const reachesMaster = (ctx: MesosContext, entry: ToMaster): boolean => {
  const { state } = ctx;
  if (!isReport(entry)) {
    // A framework that is not subscribed yet is not heard.
    if (entry.kind === 'ACKNOWLEDGE' && !isConnected(ctx, entry.frameworkId))
      sendAgain(ctx, state.agents.get(entry.agentId), entry.updates);
    return state.master.leading;
  }
  const agent = state.agents.get(entry.agentId);
  if (isParked(agent, entry)) return false;
  if (entry.kind === 'AGENT_UPDATE') {
    if (losesUpdates(ctx, entry)) return false;
    // The master keeps it to itself until the framework is back.
    if (!isConnected(ctx, entry.frameworkId)) sendAgain(ctx, agent, updatesOf(entry));
  }
  return state.master.leading;
};

/** Nobody answers: whoever asked waits as long as it is ready to. */
const noAnswer = (ctx: MesosContext, { id, timeout }: Extract<AgentEntry, { kind: 'PROBE' }>): void =>
  ctx.runtime.send({ to: 'marathon', kind: 'PROBED', id, ok: false }, millis(timeout + HOP));

/** What its executors and timers tell an agent is heard, whether it is registered or not. */
const runsProcesses = (agent: AgentState | undefined): boolean =>
  agent !== undefined && (agent.process === 'up' || agent.process === 'recovering');

const reaches = (ctx: MesosContext, agent: AgentState, entry: AgentEntry): boolean => {
  if (FROM_MASTER.has(entry.kind)) {
    if (isParked(agent, entry) || agent.process !== 'up') return false;
    return entry.kind !== 'ACKNOWLEDGE' || !losesUpdates(ctx, entry);
  }
  if (agent.process === 'stopped') agent.held.push(entry);
  return runsProcesses(agent);
};

/** The agent that hears an entry now; undefined: none does, as `arrives`. */
export const agentReached = (ctx: MesosContext, entry: AgentEntry): AgentState | undefined => {
  const agent = ctx.state.agents.get(entry.agentId);
  if (entry.kind === 'PROBE') {
    if (agent !== undefined && agent.cut === null && agent.process !== 'crashed') return agent;
    noAnswer(ctx, entry);
    return undefined;
  }
  return agent !== undefined && reaches(ctx, agent, entry) ? agent : undefined;
};

/** Whether an entry arrives now. One that waits comes again; one that is lost does not. */
export const arrives = (ctx: MesosContext, entry: Exclude<MesosEntry, AgentEntry>): boolean => {
  switch (entry.to) {
    case 'master':
      return reachesMaster(ctx, entry);
    case 'allocator':
      return ctx.state.master.leading;
    case 'executor':
      return entry.kind !== 'EXECUTOR_START' || runsProcesses(ctx.state.agents.get(entry.agentId));
    default:
      return true;
  }
};
