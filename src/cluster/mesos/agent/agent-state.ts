/** What one agent remembers: executors and their containers, updates on their way, images, addresses. */
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { ExecutorInfo, ContainerNetwork, TaskInfo, TaskState, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import type { AgentSpec } from '../agent-spec';
import type { MesosEntry } from '../messages';

export interface ChildContainer {
  readonly containerId: string;
  readonly task: TaskInfo;
  phase: 'provisioning' | 'running';
  /** Only where it has networks of its own. */
  own?: { readonly networks: readonly ContainerNetwork[]; readonly leases: readonly Lease[] };
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
  /** Ids of the tasks that have not ended. */
  live: readonly string[];
  /** In the order of their launch; see `ExecutorState`. */
  children: readonly ChildContainer[];
  networks: readonly ContainerNetwork[];
  leases: readonly Lease[];
}

/** Updates of one task: the first is on its way to the framework, the rest wait for its acknowledgement. */
export interface StatusStream {
  readonly frameworkId: string;
  /** Container of the executor to tell about acknowledgements. */
  readonly executor: string;
  readonly pending: TaskStatus[];
  /** How often the first was sent again. */
  retries: number;
  /** When it was sent last. */
  sentAt: Millis;
}

/** A task the agent remembers: from its launch to its last acknowledgement. */
export interface AgentTask {
  readonly info: TaskInfo;
  readonly frameworkId: string;
  readonly executorId: string;
  /** Container id of its executor. */
  readonly executor: string;
  /** The newest state, whether the framework knows it or not. */
  latest: TaskState;
  /** The last status the framework acknowledged; null before the first. */
  acknowledged: TaskStatus | null;
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
  /** Its resources as they are reserved, and its persistent volumes: written down, so that it outlives process and machine. */
  total: readonly RoleResources[];
  /**
   * `stopped`: the agent's process is down, what it launched goes on. `crashed`: the whole machine is down. `recovering`: it
   * was started again and waits for its executors; it hears nothing of the master yet.
   */
  process: 'up' | 'stopped' | 'crashed' | 'recovering';
  /** Messages from and to the rest of the cluster that wait for the network; null = it is not cut off. */
  cut: MesosEntry[] | null;
  /** Messages on the machine itself that wait for the agent's process. */
  held: MesosEntry[];
  /** Since when the master can't reach it; null = it can. */
  silentSince: Millis | null;
  /** When the outage of its process began. */
  downSince: Millis | null;
  /** When the network was cut. */
  cutSince: Millis | null;
  /** The master took it in, and the connection of that time stands. Updates wait while it does not. */
  registered: boolean;
  /** It was told to end, and does once its executors have. */
  leaving?: true;
  /** Every task is killed, none is taken. */
  drain: { readonly maxGrace: Millis | null; readonly markGone: boolean } | null;
  /** By container id. */
  readonly executors: Map<string, AgentExecutor>;
  /** By task id. */
  readonly tasks: Map<string, AgentTask>;
  readonly streams: Map<string, StatusStream>;
  /** Image → when its pull is or was done. */
  readonly images: Map<string, Millis>;
  /** The fetcher's cache by URI, last used last: MiB, and when it is or was there. */
  readonly artifacts: Map<string, { readonly size: number; readonly readyAt: Millis }>;
  /** When the pulls and downloads under way leave the agent's line free. */
  lineFreeAt: Millis;
  readonly addresses: Map<string, AddressPool>;
}

/** The container with an id, if it is (still) below the executor. */
export const childOf = ({ children }: AgentExecutor, containerId: string): ChildContainer | undefined => {
  for (const child of children) if (child.containerId === containerId) return child;
  return undefined;
};

export const dropChild = (executor: AgentExecutor, child: ChildContainer): void => {
  executor.children = executor.children.filter((other) => other !== child);
};

/** An agent that has just registered. */
export const newAgentState = (id: string, index: number, { ip, resources }: AgentSpec, now: Millis): AgentState => ({
  id,
  index,
  ip,
  total: resources,
  process: 'up',
  cut: null,
  held: [],
  silentSince: null,
  downSince: null,
  cutSince: null,
  registered: true,
  drain: null,
  executors: new Map(),
  tasks: new Map(),
  streams: new Map(),
  images: new Map(),
  artifacts: new Map(),
  lineFreeAt: now,
  addresses: new Map(),
});
