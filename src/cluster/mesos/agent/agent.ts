/** The agents: one receiver for all of them, each with its own state. */
import type { ExecutorCall } from '../../../protocol/mesos/executor';
import { unreachable } from '../../../protocol/mesos/unreachable';
import type { MesosContext } from '../mesos-state';
import type { AgentEntry, AgentTimer } from '../messages';
import type { AgentExecutor, AgentState } from './agent-state';
import {
  containerExited,
  killContainer,
  launchContainers,
  launchFailed,
  memoryExceeded,
  startContainers,
} from './nested-container';
import { drain } from './drain';
import { answerProbe } from './probe';
import { shutDown, shutdownOverdue } from './shutdown';
import { acknowledgeUpdates, dropUnknown, resumeUpdates, retryUpdate } from './status-stream';
import {
  deliverTaskGroup,
  executorDestroyed,
  executorExited,
  killTask,
  runTaskGroup,
  startExecutor,
  takeUpdates,
} from './task-group';

type OfExecutor = Extract<AgentTimer | ExecutorCall, { readonly executor: string }>;

const receiveForExecutor = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor, entry: OfExecutor): void => {
  switch (entry.kind) {
    case 'EXECUTOR_PREPARED':
      return startExecutor(ctx, agent, executor);
    case 'EXECUTOR_SUBSCRIBE':
      return deliverTaskGroup(ctx, executor);
    case 'EXECUTOR_UPDATE':
      return takeUpdates(ctx, agent, executor, entry.statuses);
    case 'LAUNCH_CONTAINERS':
      return launchContainers(ctx, agent, executor, entry);
    case 'CONTAINERS_READY':
      return startContainers(ctx, agent, executor, entry.containerIds);
    case 'LAUNCH_FAILED':
      return launchFailed(ctx, agent, executor, entry);
    case 'KILL_CONTAINER':
      return killContainer(ctx, executor, entry);
    case 'EXECUTOR_EXIT':
      return executorExited(ctx, agent, executor);
    case 'SHUTDOWN_TIMEOUT':
      return shutdownOverdue(ctx, agent, executor);
    case 'EXECUTOR_DESTROYED':
      return executorDestroyed(ctx, agent, executor);
    default:
      return unreachable(entry);
  }
};

/** One message to an agent. What concerns an executor that is gone is stale and ignored. */
export const receiveAtAgent = (ctx: MesosContext, agent: AgentState, entry: AgentEntry): void => {
  switch (entry.kind) {
    case 'AGENT_REREGISTERED':
      agent.registered = true;
      dropUnknown(ctx, agent, entry.unknown);
      return resumeUpdates(ctx, agent);
    case 'DRAIN_AGENT':
      return drain(ctx, agent, entry);
    case 'REACTIVATE_AGENT':
      agent.drain = null;
      return undefined;
    case 'SHUTDOWN_AGENT':
      return shutDown(ctx, agent);
    case 'RETRY_UPDATE':
      return retryUpdate(ctx, agent, entry.taskId, entry.uuid);
    case 'CHECKPOINT_RESOURCES':
      agent.total = entry.total;
      return undefined;
    case 'RUN_TASK_GROUP':
      return runTaskGroup(ctx, agent, entry);
    case 'KILL_TASK':
      return killTask(ctx, agent, entry);
    case 'ACKNOWLEDGE':
      return acknowledgeUpdates(ctx, agent, entry.updates);
    case 'PROBE':
      return answerProbe(ctx, agent, entry);
    case 'PROCESS_EXITED':
      return containerExited(ctx, agent, entry);
    case 'PROCESS_BINDS':
      return ctx.workloads.bind(entry.containerId);
    case 'MEMORY_EXCEEDED':
      return memoryExceeded(ctx, agent, entry);
    default: {
      const executor = agent.executors.get(entry.executor);
      return executor === undefined ? undefined : receiveForExecutor(ctx, agent, executor, entry);
    }
  }
};
