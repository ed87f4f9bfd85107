/** What one agent remembers: executors and their containers, updates on their way, images, addresses. */
import type { ExecutorInfo, ContainerNetwork, TaskInfo, TaskState, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';

export interface ChildContainer {
  readonly taskId: string;
  readonly task: TaskInfo;
  phase: 'provisioning' | 'running';
}

/** An address of one of the agent's own subnets. */
export interface Lease {
  readonly network: string;
  readonly host: number;
}

export interface AgentExecutor {
  readonly containerId: string;
  readonly info: ExecutorInfo;
  readonly killingState: boolean;
  /** `preparing` its container, `starting` its process, `running` once subscribed, `terminating` at last. */
  phase: 'preparing' | 'starting' | 'running' | 'terminating';
  /** Not yet delivered to the executor. */
  queued: readonly TaskInfo[];
  /** Tasks that have not ended, with their newest state. */
  readonly live: Map<string, TaskState>;
  readonly children: Map<string, ChildContainer>;
  networks: readonly ContainerNetwork[];
  leases: readonly Lease[];
}

/** Updates of one task: the first is on its way to the framework, the rest wait for its acknowledgement. */
export interface StatusStream {
  readonly frameworkId: string;
  /** Container of the executor to tell about acknowledgements. */
  readonly executor: string;
  readonly pending: TaskStatus[];
}

export interface AddressPool {
  readonly used: Set<number>;
  /** Where the search for the next free address goes on. */
  next: number;
}

export interface AgentState {
  readonly id: string;
  /** Position among all agents ever: decides the overlay subnet. */
  readonly index: number;
  readonly ip: string;
  /** By container id. */
  readonly executors: Map<string, AgentExecutor>;
  /** Task → container id of its executor; until the task's last acknowledgement. */
  readonly tasks: Map<string, string>;
  readonly streams: Map<string, StatusStream>;
  /** Image → when its pull is or was done. */
  readonly images: Map<string, Millis>;
  /** When the pulls under way leave the agent's line free. */
  lineFreeAt: Millis;
  readonly addresses: Map<string, AddressPool>;
}
