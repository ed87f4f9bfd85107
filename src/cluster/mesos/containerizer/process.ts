/**
 * A container's process as the agent sees it. What a process does is decided elsewhere (`cluster/workloads`):
 * modelled from its command, or really run. Agent and executor know only this interface.
 */
import type { ExitStatus, Signal } from '../../../protocol/mesos/executor';
import type { CommandInfo, HealthCheckInfo } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';

/** What a process has around it, and with whom it shares that. A namespace is named by the agent or container it belongs to. */
export interface Surroundings {
  /** Network namespace: ports, loopback, addresses. */
  readonly net: string;
  /** IPC namespace. */
  readonly ipc: string;
  /** Whose `/dev/shm` it sees; MiB where it has one of its own of a certain size. */
  readonly shm: { readonly of: string; readonly size?: number };
  /** PID namespace. */
  readonly pid: string;
  /** Its image, or the agent whose files it sees. */
  readonly root: string;
  readonly user: string;
  /** Its sandbox on the agent. */
  readonly sandbox: string;
  readonly mounts: readonly { readonly from: string; readonly to: string; readonly readOnly: boolean }[];
  /** Memory cgroup and its limit in MiB; absent: no limit. */
  readonly memory?: { readonly cgroup: string; readonly limit: number };
  /** Variables that the agent adds to those of the task. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ProcessSpec {
  readonly agentId: string;
  readonly containerId: string;
  /** Network namespace. */
  readonly net: string;
  /** All that is around it. Most processes that are only modelled never ask. */
  readonly surroundings: () => Surroundings;
  readonly command?: CommandInfo;
  readonly image?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ports the container declares. */
  readonly listens: readonly number[];
}

export type ProcessEvent = { readonly to: 'agent'; readonly agentId: string } & (
  | {
      /** A process ended by itself or by a signal. Told once per container; the agent ignores repetitions. */
      readonly kind: 'PROCESS_EXITED';
      readonly containerId: string;
      readonly exit: ExitStatus;
    }
  /** A process opens a port that somebody else may have by then. */
  | { readonly kind: 'PROCESS_BINDS'; readonly containerId: string }
  /** What the processes of a cgroup use reaches its limit, if they still run. */
  | { readonly kind: 'MEMORY_EXCEEDED'; readonly cgroup: string }
);

/** A process asks its network now. On the machine itself: no agent is needed for it. */
export interface ProcessInquiry {
  readonly to: 'machine';
  readonly kind: 'PROCESS_ASKS';
  readonly agentId: string;
  readonly containerId: string;
}

/** The outcome of one health check. `until`: when the answer may change on its own; absent = not before something happens to the process. */
export interface Probe {
  readonly ok: boolean;
  readonly took: Millis;
  readonly until?: Millis;
}

/** A process that is or was: what it executed, and when. */
export interface ProcessPast {
  readonly containerId: string;
  readonly command?: CommandInfo;
  readonly image?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly startedAt: Millis;
  /** When it was asked to end. */
  readonly stoppedAt?: Millis;
  /** What it had to say when it ended, and when. */
  readonly lastWords?: { readonly text: string; readonly at: Millis };
  /** Now, or when it ended. */
  readonly until: Millis;
}

/** What a process has printed into one of its two files. Built from the process, never stored. */
export interface Printed {
  /** Bytes. */
  readonly size: number;
  /** When the last of it was printed; the process's start when nothing was. */
  readonly lastAt: Millis;
  /** Bytes `from` to `to`, exclusive, as far as there are any. */
  read(from: number, to: number): Uint8Array;
}

/** What the kernel counts of a container. */
export interface ProcessUsage {
  /** Seconds of processor time since the start. */
  readonly userSeconds: number;
  readonly systemSeconds: number;
  readonly memoryBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly threads: number;
}

/** What a container asked for, and the most memory it may have: Infinity without bounds. */
export interface ProcessShare {
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly limitBytes: number;
}

export interface Workloads {
  /** What a pull of this image transfers, MiB. */
  imageSize(image: string): number;
  /** Starts a container's process. A text is the reason why it can't be started. */
  start(spec: ProcessSpec): string | undefined;
  /** It asks its network what it wants to know by now, and goes on. `spec`: of its start. */
  inquire(spec: ProcessSpec): void;
  signal(containerId: string, signal: Signal): void;
  /** Ends a process by surprise. False: it does not run. */
  crash(containerId: string, exit: ExitStatus): boolean;
  /** It opens its ports now: where one is taken, it ends. */
  bind(containerId: string): void;
  /** What it uses right now, MiB. */
  memoryUse(containerId: string): number;
  /** The limit of a cgroup, MiB, if its processes use all of it; undefined: they don't, any more or yet. */
  overrun(cgroup: string): number | undefined;
  /** Forgets a process that ended. */
  reap(containerId: string): void;
  /** A request to a port of the container's network namespace: the status, or `refused` when nothing listens. */
  http(containerId: string, port: number, path: string): number | 'refused';
  /** Runs one check from inside the container's namespaces. */
  probe(containerId: string, check: HealthCheckInfo['check'], timeout: Millis): Probe;
  /** @throws Error before whoever looks into processes was loaded */
  printed(process: ProcessPast, file: 'stdout' | 'stderr'): Printed;
  /** @throws Error as `printed` */
  usage(process: ProcessPast, share: ProcessShare): ProcessUsage;
}
