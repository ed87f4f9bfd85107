/** Every entry the Mesos side receives: the scheduler's calls, the executor API, and what its own parts tell each other. */
import type { ExecutorCall, ExecutorEvent } from '../../protocol/mesos/executor';
import type { Operation } from '../../protocol/mesos/offer';
import type { ProbeCall } from '../../protocol/mesos/probe';
import type { Acknowledgement, SchedulerCall } from '../../protocol/mesos/scheduler';
import type { TaskState, TaskStatus } from '../../protocol/mesos/task';
import type { Millis } from '../../protocol/units';
import type { ProcessEvent } from './containerizer/process';

/** One status on its way to the framework. */
export interface AgentUpdate {
  readonly status: TaskStatus;
  /** The newest state the agent knows; `status` may lag behind it while acknowledgements are outstanding. */
  readonly latest: TaskState;
}

/** Agent → master. */
export type AgentReport =
  | {
      readonly to: 'master';
      readonly kind: 'AGENT_UPDATE';
      readonly agentId: string;
      readonly frameworkId: string;
      readonly updates: readonly AgentUpdate[];
    }
  | {
      readonly to: 'master';
      readonly kind: 'EXITED_EXECUTOR';
      readonly agentId: string;
      readonly frameworkId: string;
      readonly executorId: string;
    };

/** Master → agent, and the agent's own timers. */
export type AgentMessage =
  | {
      readonly to: 'agent';
      readonly kind: 'RUN_TASK_GROUP';
      readonly agentId: string;
      readonly group: Operation;
      /** False when the master believes the executor to be running already. */
      readonly launchExecutor: boolean;
      readonly killingState: boolean;
    }
  | {
      readonly to: 'agent';
      readonly kind: 'KILL_TASK';
      readonly agentId: string;
      readonly taskId: string;
      readonly grace?: Millis;
    }
  | {
      readonly to: 'agent';
      readonly kind: 'ACKNOWLEDGE';
      readonly agentId: string;
      readonly updates: readonly Acknowledgement[];
    }
  | { readonly to: 'agent'; readonly kind: 'EXECUTOR_PREPARED'; readonly agentId: string; readonly executor: string }
  | {
      readonly to: 'agent';
      readonly kind: 'CONTAINERS_READY';
      readonly agentId: string;
      readonly executor: string;
      readonly containerIds: readonly string[];
    }
  | { readonly to: 'agent'; readonly kind: 'EXECUTOR_DESTROYED'; readonly agentId: string; readonly executor: string };

/** An executor's own timers. */
export type ExecutorTimer =
  | { readonly to: 'executor'; readonly kind: 'EXECUTOR_READY'; readonly executor: string }
  | { readonly to: 'executor'; readonly kind: 'HEALTH_CHECK'; readonly executor: string; readonly taskId: string }
  | { readonly to: 'executor'; readonly kind: 'ESCALATE'; readonly executor: string; readonly taskId: string }
  | { readonly to: 'executor'; readonly kind: 'EXIT_ANYWAY'; readonly executor: string };

/** The allocator's own timers: BATCH is the periodic run, RUN the coalesced event-driven one. */
export type AllocatorTimer =
  | { readonly to: 'allocator'; readonly kind: 'BATCH'; readonly at: Millis }
  | { readonly to: 'allocator'; readonly kind: 'RUN' };

export type MesosEntry =
  | SchedulerCall
  | AgentReport
  | AgentMessage
  | ProbeCall
  | ExecutorCall
  | ProcessEvent
  | ExecutorEvent
  | ExecutorTimer
  | AllocatorTimer;
