/** Every entry the Mesos side receives: the scheduler's calls, the executor API, and what its own parts tell each other. */
import type { ExecutorCall, ExecutorEvent } from '../../protocol/mesos/executor';
import type { LaunchOperation } from '../../protocol/mesos/offer';
import type { ProbeCall } from '../../protocol/mesos/probe';
import type { RoleResources } from '../../protocol/mesos/resources';
import type { Acknowledgement, SchedulerCall } from '../../protocol/mesos/scheduler';
import type { TaskInfo, TaskState, TaskStatus } from '../../protocol/mesos/task';
import type { Millis } from '../../protocol/units';
import type { Probe, ProcessEvent, ProcessInquiry } from './containerizer/process';

/** One status on its way to the framework. */
export interface AgentUpdate {
  readonly status: TaskStatus;
  /** The newest state the agent knows; `status` may lag behind it while acknowledgements are outstanding. */
  readonly latest: TaskState;
}

/** A task an agent remembers. */
export interface ReportedTask {
  readonly info: TaskInfo;
  readonly frameworkId: string;
  readonly executorId: string;
  /** The newest one. */
  readonly state: TaskState;
  /** The last status the framework acknowledged; null before the first. */
  readonly status: TaskStatus | null;
}

export interface ReportedExecutor {
  readonly executorId: string;
  readonly frameworkId: string;
  readonly resources: readonly RoleResources[];
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
    }
  /** An agent is back and tells all it has. */
  | {
      readonly to: 'master';
      readonly kind: 'REREGISTER_AGENT';
      readonly agentId: string;
      readonly tasks: readonly ReportedTask[];
      readonly executors: readonly ReportedExecutor[];
      readonly total: readonly RoleResources[];
    };

/** Master → agent. */
export type MasterMessage = { readonly to: 'agent'; readonly agentId: string } & (
  | {
      readonly kind: 'RUN_TASK_GROUP';
      readonly group: LaunchOperation;
      /** False when the master believes the executor to be running already. */
      readonly launchExecutor: boolean;
      readonly killingState: boolean;
    }
  /** How its resources are reserved from now on, and the persistent volumes on them: what is not among them any more is deleted. */
  | { readonly kind: 'CHECKPOINT_RESOURCES'; readonly total: readonly RoleResources[] }
  | { readonly kind: 'KILL_TASK'; readonly taskId: string; readonly grace?: Millis }
  | { readonly kind: 'ACKNOWLEDGE'; readonly updates: readonly Acknowledgement[] }
  /** Welcome back. `unknown`: tasks the master launched here and the agent did not report. */
  | {
      readonly kind: 'AGENT_REREGISTERED';
      readonly unknown: readonly {
        readonly taskId: string;
        readonly frameworkId: string;
        readonly executorId: string;
      }[];
    }
  | { readonly kind: 'DRAIN_AGENT'; readonly maxGrace: Millis | null; readonly markGone: boolean }
  | { readonly kind: 'REACTIVATE_AGENT' }
  | { readonly kind: 'SHUTDOWN_AGENT' }
);

/** An agent's own timers. */
export type AgentTimer = { readonly to: 'agent'; readonly agentId: string } & (
  | { readonly kind: 'EXECUTOR_PREPARED'; readonly executor: string }
  | { readonly kind: 'CONTAINERS_READY'; readonly executor: string; readonly containerIds: readonly string[] }
  | { readonly kind: 'LAUNCH_FAILED'; readonly executor: string; readonly containerId: string; readonly error: string }
  | { readonly kind: 'EXECUTOR_DESTROYED'; readonly executor: string }
  /** An executor that was told to end had its time. */
  | { readonly kind: 'SHUTDOWN_TIMEOUT'; readonly executor: string }
  /** An update that got lost is sent again, if nobody acknowledged it meanwhile. */
  | { readonly kind: 'RETRY_UPDATE'; readonly taskId: string; readonly uuid: string }
);

/** What happens to a machine and its network, for whatever reason. */
export type MachineEvent = ProcessInquiry | MachineFate;

type MachineFate = { readonly to: 'machine'; readonly agentId: string } &
  /** An outage that began at `since` is over. */
  (
    | { readonly kind: 'PROCESS_STARTS'; readonly since: Millis }
    | { readonly kind: 'NETWORK_HEALS'; readonly since: Millis }
    /** Executors of an agent that has been away since `since` wait no longer. */
    | { readonly kind: 'EXECUTORS_GIVE_UP'; readonly since: Millis }
    /** The agent's process has found again what it will find of its executors. */
    | { readonly kind: 'RECOVERED' }
    /** The agent's process tries to register again. */
    | { readonly kind: 'REREGISTER_DUE' }
  );

/** What the master's failure detector and registrar find out. */
export type RegistrarTimer = { readonly to: 'registrar' } &
  /** The connection to an agent broke. */
  (
    | { readonly kind: 'CONNECTION_LOST'; readonly agentId: string }
    /** An agent did not answer pings since `since`. */
    | { readonly kind: 'PING_TIMEOUT'; readonly agentId: string; readonly since: Millis }
    /** Offers nobody answered are taken back. */
    | { readonly kind: 'OFFER_TIMEOUT'; readonly offerIds: readonly string[] }
    /** A master is elected. */
    | { readonly kind: 'ELECTED' }
    /** Agents that did not come back after the election at `since` count as unreachable. */
    | { readonly kind: 'REREGISTER_TIMEOUT'; readonly since: Millis }
  );

/** An executor's own timers. */
export type ExecutorTimer =
  | { readonly to: 'executor'; readonly kind: 'EXECUTOR_READY'; readonly executor: string }
  | { readonly to: 'executor'; readonly kind: 'HEALTH_CHECK'; readonly executor: string; readonly taskId: string }
  /** A check that took its time is over. */
  | {
      readonly to: 'executor';
      readonly kind: 'HEALTH_RESULT';
      readonly executor: string;
      readonly taskId: string;
      readonly begun: Millis;
      readonly probe: Probe;
    }
  | { readonly to: 'executor'; readonly kind: 'ESCALATE'; readonly executor: string; readonly taskId: string }
  /** A container waited too long for others, or was killed while it did. */
  | { readonly to: 'executor'; readonly kind: 'GATE_TIMEOUT'; readonly executor: string; readonly taskId: string }
  | { readonly to: 'executor'; readonly kind: 'GATE_CLOSED'; readonly executor: string; readonly taskId: string }
  /** All kills of an instant have come; the time they have together is over. */
  | { readonly to: 'executor'; readonly kind: 'STOP'; readonly executor: string }
  | { readonly to: 'executor'; readonly kind: 'STOP_DEADLINE'; readonly executor: string }
  | { readonly to: 'executor'; readonly kind: 'EXIT_ANYWAY'; readonly executor: string };

/** The allocator's own timers: BATCH is the periodic run, RUN the coalesced event-driven one. */
export type AllocatorTimer =
  | { readonly to: 'allocator'; readonly kind: 'BATCH'; readonly at: Millis }
  | { readonly to: 'allocator'; readonly kind: 'RUN' };

export type AgentEntry = MasterMessage | AgentTimer | ProbeCall | ExecutorCall | ProcessEvent;

export type MesosEntry =
  | SchedulerCall
  | AgentReport
  | AgentEntry
  | MachineEvent
  | RegistrarTimer
  | ExecutorEvent
  | ExecutorTimer
  | AllocatorTimer;
