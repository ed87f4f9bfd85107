/** What lies between master and agents, and on a machine whose agent is down: messages arrive, wait, or get lost. */
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

const reachesMaster = ({ state }: MesosContext, entry: ToMaster): boolean => {
  if (isReport(entry) && isParked(state.agents.get(entry.agentId), entry)) return false;
  return state.master.leading;
};

/** Nobody answers: whoever asked waits as long as it is ready to. */
const noAnswer = (ctx: MesosContext, { id, timeout }: Extract<AgentEntry, { kind: 'PROBE' }>): void =>
  ctx.runtime.send({ to: 'marathon', kind: 'PROBED', id, ok: false }, millis(timeout + HOP));

const reachesAgent = (ctx: MesosContext, entry: AgentEntry): boolean => {
  const agent = ctx.state.agents.get(entry.agentId);
  if (entry.kind === 'PROBE') {
    const isUp = agent !== undefined && agent.cut === null && agent.process !== 'crashed';
    if (!isUp) noAnswer(ctx, entry);
    return isUp;
  }
  if (agent === undefined) return false;
  if (FROM_MASTER.has(entry.kind)) return !isParked(agent, entry) && agent.process === 'up';
  if (agent.process === 'stopped') agent.held.push(entry);
  return agent.process === 'up';
};

/** Whether an entry arrives now. One that waits comes again; one that is lost does not. */
export const arrives = (ctx: MesosContext, entry: MesosEntry): boolean => {
  switch (entry.to) {
    case 'master':
      return reachesMaster(ctx, entry);
    case 'allocator':
      return ctx.state.master.leading;
    case 'agent':
      return reachesAgent(ctx, entry);
    case 'executor':
      return entry.kind !== 'EXECUTOR_START' || ctx.state.agents.get(entry.agentId)?.process === 'up';
    default:
      return true;
  }
};
