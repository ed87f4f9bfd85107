/** What the master remembers: agents, frameworks, offers, tasks. */
import type { Offer, Unavailability } from '../../../protocol/mesos/offer';
import { NO_SCALARS } from '../../../protocol/mesos/resource-math';
import type { RoleResources, Scalars } from '../../../protocol/mesos/resources';
import type { FrameworkInfo } from '../../../protocol/mesos/scheduler';
import type { TaskInfo, TaskState, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import type { AgentSpec } from '../agent-spec';

export type TaskCounts = Map<TaskState, number>;

export interface MasterExecutor {
  readonly frameworkId: string;
  readonly resources: readonly RoleResources[];
}

/** An operator's wish that an agent be emptied. */
export interface Drain {
  state: 'DRAINING' | 'DRAINED';
  /** Longest grace of any kill; null = the tasks' own. */
  readonly maxGrace: Millis | null;
  /** It is marked gone once it is empty. */
  readonly markGone: boolean;
  /** When the agent was told; null = not yet. */
  startedAt: Millis | null;
}

export interface MasterAgent {
  readonly id: string;
  readonly spec: AgentSpec;
  readonly registeredAt: Millis;
  /** What it has, as it is reserved now, with its persistent volumes. */
  total: readonly RoleResources[];
  /** Its connection stands; messages get lost while it does not. */
  connected: boolean;
  /** Taken out by an operator: no offers, its tasks go on. */
  deactivated: boolean;
  /** Being emptied, or empty. */
  drain: Drain | null;
  /** Charged to tasks that are not terminal and to executors. */
  used: readonly RoleResources[];
  readonly executors: Map<string, MasterExecutor>;
  readonly offers: Set<string>;
  /** Kills asked for, until their tasks have ended; null = the task's own grace. */
  readonly killed: Map<string, Millis | null>;
  /** Tasks by state; ended ones stay counted. */
  readonly counts: TaskCounts;
  /** Messages to one agent arrive in the order they were sent: none before this. */
  link: Millis;
}

export interface MasterTask {
  readonly info: TaskInfo;
  readonly frameworkId: string;
  readonly executorId: string;
  readonly agentId: string;
  /** The newest state any update told. */
  state: TaskState;
  /** One per state, as Mesos keeps them: the last of several in a row. */
  statuses: readonly TaskStatus[];
}

export interface Framework {
  readonly id: string;
  readonly info: FrameworkInfo;
  readonly registeredAt: Millis;
  /** Calls of a framework that is not connected are ignored, and it gets no offers. */
  connected: boolean;
  used: readonly RoleResources[];
  readonly counts: TaskCounts;
  /** Tasks on agents that are unreachable; the last 1,000. */
  readonly unreachable: Map<string, MasterTask>;
  /** Ended and acknowledged, oldest first; the last 1,000. */
  completed: MasterTask[];
}

export interface OfferRecord {
  readonly offer: Offer;
  /** The role the resources were allocated to. */
  readonly role: string;
}

/** What a framework refused on an agent, and until when. */
export interface Filter {
  readonly role: string;
  readonly resources: readonly RoleResources[];
  readonly until: Millis;
}

export interface AllocatorState {
  /** Per agent: neither used nor offered. */
  readonly free: Map<string, readonly RoleResources[]>;
  /** Sum over all agents, for dominant shares. */
  total: Scalars;
  /** Per framework: offered and used. */
  readonly allocated: Map<string, Scalars>;
  readonly suppressed: Set<string>;
  /** framework → agent → filters. */
  readonly filters: Map<string, Map<string, Filter[]>>;
  /** Agents the pending event-driven run looks at; null = none pending. */
  pending: 'all' | Set<string> | null;
  /** When the next periodic run is due; null = nothing to do. */
  batchAt: Millis | null;
}

/** An agent the registry knows and the master has no connection with. */
export interface AbsentAgent {
  readonly id: string;
  readonly spec: AgentSpec;
  readonly registeredAt: Millis;
  /** When it was marked unreachable, or gone, or when the election was it has not come back since. */
  readonly since: Millis;
  /** What an operator wants of it outlives its absence. */
  readonly deactivated: boolean;
  readonly drain: Drain | null;
}

/** A machine as maintenance knows it. */
export interface Machine {
  readonly hostname: string;
  readonly ip: string;
  mode: 'DRAINING' | 'DOWN';
  window: Unavailability;
  /** The agents that ran on it when it went down. */
  readonly down: AgentSpec[];
}

export interface MasterState {
  /** Empty until the cluster was started. */
  id: string;
  startedAt: Millis;
  readonly region: string;
  readonly zone: string;
  /** False between the end of a master and the election of the next. */
  leading: boolean;
  nextAgent: number;
  nextFramework: number;
  nextOffer: number;
  readonly agents: Map<string, MasterAgent>;
  /** Known to the registry, not back since the last election. */
  readonly recovered: Map<string, AbsentAgent>;
  readonly unreachable: Map<string, AbsentAgent>;
  /** Marked gone by an operator: they may never come back. */
  readonly gone: Map<string, AbsentAgent>;
  /** By hostname and address: those with a maintenance window, and those that are down. */
  readonly machines: Map<string, Machine>;
  /** Before this no other agent may be marked unreachable. */
  removalsFrom: Millis;
  readonly frameworks: Map<string, Framework>;
  readonly offers: Map<string, OfferRecord>;
  /** Not yet acknowledged to the end. */
  readonly tasks: Map<string, MasterTask>;
  allocator: AllocatorState;
}

/** Whether its resources may be offered and launched on. */
export const isActive = ({ connected, deactivated, drain }: MasterAgent): boolean =>
  connected && !deactivated && drain === null;

/** In one word, for people. */
export const agentCondition = ({
  connected,
  deactivated,
  drain,
}: MasterAgent): 'active' | 'disconnected' | 'deactivated' | 'draining' | 'drained' => {
  if (!connected) return 'disconnected';
  if (drain !== null) return drain.state === 'DRAINED' ? 'drained' : 'draining';
  return deactivated ? 'deactivated' : 'active';
};
/** Frameworks that know nothing of partitions hear of all that the master found out by itself as of a lost task. */
export const toldState = (framework: Framework | undefined, state: TaskState): TaskState =>
  framework?.info.capabilities.includes('PARTITION_AWARE') === true ? state : 'TASK_LOST';

const MAX_UNREACHABLE = 1000;

/** Remembers a task that is out of reach. */
export const keepUnreachable = ({ unreachable }: Framework, task: MasterTask): void => {
  unreachable.set(task.info.taskId, task);
  for (const oldest of unreachable.keys()) {
    if (unreachable.size <= MAX_UNREACHABLE) return;
    unreachable.delete(oldest);
  }
};

export const newAllocatorState = (): AllocatorState => ({
  free: new Map(),
  total: NO_SCALARS,
  allocated: new Map(),
  suppressed: new Set(),
  filters: new Map(),
  pending: null,
  batchAt: null,
});
