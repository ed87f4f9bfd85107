/** What the master remembers: agents, frameworks, offers, tasks. */
import type { Offer } from '../../../protocol/mesos/offer';
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

export interface MasterAgent {
  readonly id: string;
  readonly spec: AgentSpec;
  readonly registeredAt: Millis;
  /** What it has, as it is reserved now, with its persistent volumes: outlives restarts of the agent and its machine. */
  total: readonly RoleResources[];
  /** No offers and no launches while false. */
  active: boolean;
  /** Charged to tasks that are not terminal and to executors. */
  used: readonly RoleResources[];
  readonly executors: Map<string, MasterExecutor>;
  readonly offers: Set<string>;
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
  statuses: TaskStatus[];
}

export interface Framework {
  readonly id: string;
  readonly info: FrameworkInfo;
  readonly registeredAt: Millis;
  used: readonly RoleResources[];
  readonly counts: TaskCounts;
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

export interface MasterState {
  /** Empty until the cluster was started. */
  id: string;
  startedAt: Millis;
  readonly region: string;
  readonly zone: string;
  nextAgent: number;
  nextFramework: number;
  nextOffer: number;
  readonly agents: Map<string, MasterAgent>;
  readonly frameworks: Map<string, Framework>;
  readonly offers: Map<string, OfferRecord>;
  /** Not yet acknowledged to the end. */
  readonly tasks: Map<string, MasterTask>;
  readonly allocator: AllocatorState;
}
