/**
 * A container's process as the agent sees it. What a process does is decided elsewhere (`cluster/workloads`):
 * modelled from its command, or really run. Agent and executor know only this interface.
 */
import type { ExitStatus, Signal } from '../../../protocol/mesos/executor';
import type { CommandInfo, HealthCheckInfo } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';

export interface ProcessSpec {
  readonly agentId: string;
  readonly containerId: string;
  /** Processes with the same value share a network namespace, hence its ports. */
  readonly net: string;
  readonly command?: CommandInfo;
  readonly image?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ports the container declares. */
  readonly listens: readonly number[];
}

/** A process ended by itself or by a signal. Told once per container; the agent ignores repetitions. */
export interface ProcessEvent {
  readonly to: 'agent';
  readonly kind: 'PROCESS_EXITED';
  readonly agentId: string;
  readonly containerId: string;
  readonly exit: ExitStatus;
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

/** What a container may use. */
export interface ProcessShare {
  readonly cpus: number;
  readonly memoryBytes: number;
}

export interface Workloads {
  /** What a pull of this image transfers, MiB. */
  imageSize(image: string): number;
  /** Starts a container's process. A text is the reason why it can't be started. */
  start(spec: ProcessSpec): string | undefined;
  signal(containerId: string, signal: Signal): void;
  /** Ends a process by surprise. False: it does not run. */
  crash(containerId: string, exit: ExitStatus): boolean;
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
