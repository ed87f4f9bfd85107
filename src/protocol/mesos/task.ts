/** Tasks, executors and their statuses (Mesos `v1/mesos.proto`: TaskInfo, ExecutorInfo, TaskStatus). */
import type { Milli, Millis } from '../units';
import type { RoleResources } from './resources';
import type { StartRule } from './start-rule';

export type TaskState =
  | 'TASK_STAGING'
  | 'TASK_STARTING'
  | 'TASK_RUNNING'
  | 'TASK_KILLING'
  | 'TASK_FINISHED'
  | 'TASK_FAILED'
  | 'TASK_KILLED'
  | 'TASK_ERROR'
  | 'TASK_LOST'
  | 'TASK_DROPPED'
  | 'TASK_UNREACHABLE'
  | 'TASK_GONE'
  | 'TASK_GONE_BY_OPERATOR'
  | 'TASK_UNKNOWN';

/** States a task never leaves. */
const TERMINAL: ReadonlySet<TaskState> = new Set<TaskState>([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
]);
export const isTerminal = (state: TaskState): boolean => TERMINAL.has(state);

export type CommandInfo =
  | { readonly shell: string }
  | { readonly argv: readonly string[]; readonly overrideEntrypoint: boolean };

export interface NetworkInfo {
  /** CNI network name; absent for host networking, `mesos-bridge` for bridge mode. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly portMappings: readonly {
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
}

export type VolumeSource =
  | { readonly type: 'SANDBOX_PATH'; readonly path: string }
  | { readonly type: 'HOST_PATH'; readonly path: string }
  | { readonly type: 'SECRET'; readonly source: string }
  /** A persistent volume of the agent, by its id there. */
  | { readonly type: 'PERSISTENT'; readonly id: string };

export interface VolumeMount {
  readonly source: VolumeSource;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** Ports in `http` and `tcp` are already resolved to the number the check connects to. */
export interface HealthCheckInfo {
  readonly check:
    | { readonly type: 'HTTP'; readonly port: number; readonly path: string; readonly scheme: 'HTTP' | 'HTTPS' }
    | { readonly type: 'TCP'; readonly port: number }
    | { readonly type: 'COMMAND'; readonly command: CommandInfo };
  readonly delay: Millis;
  readonly grace: Millis;
  readonly interval: Millis;
  readonly timeout: Millis;
  readonly maxConsecutiveFailures: number;
}

export interface DiscoveryPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Thousandths. */
export type ResourceLimit = Milli | 'unlimited';

/** How a container shares memory with others. `shmSize`: MiB of `/dev/shm`. */
export interface IpcInfo {
  readonly mode: 'PRIVATE' | 'SHARE_PARENT';
  readonly shmSize?: number;
}

export interface TaskInfo {
  /** `<instanceId>.<container>.<incarnation>` */
  readonly taskId: string;
  /** The container's name. */
  readonly name: string;
  readonly resources: readonly RoleResources[];
  /** What it may use at most; absent: what it asks for. */
  readonly limits?: { readonly cpus?: ResourceLimit; readonly mem?: ResourceLimit };
  /** It has no cgroups of its own: what it uses counts towards its executor's. */
  readonly sharesCgroups?: true;
  readonly ipc?: IpcInfo;
  /** Networks of its own; absent: those of its executor. */
  readonly networks?: readonly NetworkInfo[];
  readonly command?: CommandInfo;
  readonly image?: { readonly id: string; readonly cached: boolean };
  readonly user?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly VolumeMount[];
  readonly artifacts: readonly {
    readonly uri: string;
    readonly extract: boolean;
    readonly executable: boolean;
    readonly cache: boolean;
    readonly destPath?: string;
  }[];
  /** Ports this container says it listens on: what a modelled server opens. */
  readonly listens: readonly number[];
  readonly healthCheck?: HealthCheckInfo;
  /** SIGTERM to SIGKILL; Mesos uses 3 s when absent. */
  readonly killGrace?: Millis;
  /** Absent: it is a main container that waits for nothing. */
  readonly start?: StartRule;
  readonly labels: Readonly<Record<string, string>>;
  readonly discovery?: { readonly name: string; readonly ports: readonly DiscoveryPort[] };
}

/** The executor of one task group, or of one task. Ports of a group belong to it, not to its tasks. */
export interface ExecutorInfo {
  /** `instance-<safePath>.<uuid>`; of a command executor the id of its task. */
  readonly executorId: string;
  readonly frameworkId: string;
  readonly resources: readonly RoleResources[];
  readonly networks: readonly NetworkInfo[];
  /** Ephemeral pod volumes, created in the executor's sandbox. */
  readonly volumes: readonly string[];
  readonly ipc?: IpcInfo;
  /** A kill of all its tasks ends those first that others don't wait for. */
  readonly stopsInReverse?: true;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ContainerNetwork {
  readonly name?: string;
  readonly ipAddresses: readonly string[];
}

export interface TaskStatus {
  readonly taskId: string;
  readonly executorId?: string;
  readonly agentId: string;
  readonly state: TaskState;
  readonly source: 'SOURCE_MASTER' | 'SOURCE_AGENT' | 'SOURCE_EXECUTOR';
  /** Without the `REASON_` prefix, e.g. `TASK_HEALTH_CHECK_STATUS_UPDATED`. */
  readonly reason?: string;
  readonly message?: string;
  readonly timestamp: Millis;
  readonly healthy?: boolean;
  /** `<executor container>.<child>` */
  readonly containerId?: string;
  readonly networks?: readonly ContainerNetwork[];
  readonly exitCode?: number;
  /** When the container's process started. Not told to frameworks: what the process printed is counted from here. */
  readonly startedAt?: Millis;
  /** When the process ended, where that was before the status was made. Nor is this. */
  readonly endedAt?: Millis;
  /** Since when the agent has been unreachable. */
  readonly unreachableSince?: Millis;
  /** Identifies the update for its acknowledgement; absent when none is wanted. */
  readonly uuid?: string;
}
