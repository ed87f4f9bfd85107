/** What can be done to a cluster in one stroke. Each answers why it missed; undefined = it hit. */
import type { ExitStatus } from '../../protocol/mesos/executor';
import { unreachable } from '../../protocol/mesos/unreachable';
import type { Millis } from '../../protocol/units';
import type { AgentState } from './agent/agent-state';
import { exhaustMemory } from './agent/nested-container';
import { crashMachine, cutNetwork, stopProcess } from './agent/outage';
import { drainAgent, goneByOperator } from './master/drain';
import { endMaster } from './master/failover';
import type { MesosContext } from './mesos-state';

export type Stroke =
  | { readonly kind: 'killContainer'; readonly containerId: string; readonly exit: ExitStatus }
  | { readonly kind: 'oom'; readonly agentId: string; readonly containerId: string }
  | { readonly kind: 'crashExecutor'; readonly agentId: string; readonly executor: string }
  | { readonly kind: 'agentCrash' | 'agentRestart' | 'partition'; readonly agentId: string; readonly lasts: Millis }
  | {
      readonly kind: 'drain';
      readonly agentId: string;
      readonly maxGrace: Millis | null;
      readonly markGone: boolean;
    }
  | { readonly kind: 'gone'; readonly agentId: string }
  | { readonly kind: 'masterFailover' };

const OUTAGES = { agentCrash: crashMachine, agentRestart: stopProcess, partition: cutNetwork } as const;

const isAlready = ({ cut, process }: AgentState, kind: keyof typeof OUTAGES): boolean => {
  switch (kind) {
    case 'partition':
      return cut !== null;
    case 'agentCrash':
      return process === 'crashed';
    case 'agentRestart':
      return process !== 'up';
    default:
      return unreachable(kind);
  }
};

const outage = (
  ctx: MesosContext,
  { kind, agentId, lasts }: Extract<Stroke, { readonly lasts: Millis }>,
): string | undefined => {
  const agent = ctx.state.agents.get(agentId);
  if (agent === undefined) return `there is no agent ${agentId}`;
  if (isAlready(agent, kind)) return `agent ${agentId} is ${kind === 'partition' ? 'cut off' : 'down'} already`;
  OUTAGES[kind](ctx, agent, lasts);
  return undefined;
};

const executorOf = (agent: AgentState | undefined, executor: string): string | undefined => {
  const phase = agent?.executors.get(executor)?.phase;
  return phase === 'running' || phase === 'starting' ? undefined : `there is no executor ${executor} that runs`;
};

export const strike = (ctx: MesosContext, stroke: Stroke): string | undefined => {
  switch (stroke.kind) {
    case 'killContainer':
      return ctx.workloads.crash(stroke.containerId, stroke.exit)
        ? undefined
        : `container ${stroke.containerId} does not run`;
    case 'oom': {
      const agent = ctx.state.agents.get(stroke.agentId);
      if (agent === undefined || agent.process === 'crashed') return `agent ${stroke.agentId} is down`;
      return exhaustMemory(ctx, agent, stroke.containerId);
    }
    case 'crashExecutor': {
      const { agentId, executor } = stroke;
      const missed = executorOf(ctx.state.agents.get(agentId), executor);
      if (missed !== undefined) return missed;
      ctx.state.executors.delete(executor);
      ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_EXIT', agentId, executor });
      return undefined;
    }
    case 'agentCrash':
    case 'agentRestart':
    case 'partition':
      return outage(ctx, stroke);
    case 'drain':
      return drainAgent(ctx, stroke.agentId, stroke);
    case 'gone':
      return goneByOperator(ctx, stroke.agentId);
    case 'masterFailover':
      if (!ctx.state.master.leading) return 'no master leads at the moment';
      endMaster(ctx);
      return undefined;
    default:
      return unreachable(stroke);
  }
};
