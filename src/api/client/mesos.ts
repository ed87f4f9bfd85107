/** The Mesos master's reads that the screens need. */
import { getJson, type ReadOptions } from './transport';

/** Scalars as Mesos prints them: shares, MiB, MiB, devices; `ports` as `[1025-2180, 2182-3887]`. */
export interface AgentResources {
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
  readonly gpus: number;
  readonly ports?: string;
}

/** One agent of `/mesos/slaves` (Mesos `master/http`: Slaves). */
export interface Agent {
  readonly id: string;
  readonly hostname: string;
  readonly pid: string;
  /** It is connected and takes tasks. */
  readonly active: boolean;
  /** An operator took it out, to drain it or for itself. Absent before Mesos 1.11. */
  readonly deactivated?: boolean;
  /** Present while an operator wants it empty. */
  readonly drain_info?: { readonly state: 'DRAINING' | 'DRAINED' };
  /** Seconds since the Unix epoch, fractions allowed. */
  readonly registered_time: number;
  readonly resources: AgentResources;
  readonly used_resources: AgentResources;
  readonly offered_resources?: AgentResources;
  readonly reserved_resources?: Readonly<Record<string, AgentResources>>;
  readonly unreserved_resources?: AgentResources;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly domain?: {
    readonly fault_domain: { readonly region: { readonly name: string }; readonly zone: { readonly name: string } };
  };
}

/** `GET /mesos/slaves`: the registered agents. */
export const listAgents = async (options: ReadOptions = {}): Promise<readonly Agent[]> =>
  (await getJson<{ readonly slaves: readonly Agent[] }>('/mesos/slaves', options)).slaves;

/** `GET /mesos/metrics/snapshot`: how many agents have not answered for so long that the master gave them up. */
export const countUnreachable = async (options: ReadOptions = {}): Promise<number> =>
  (await getJson<Readonly<Record<string, number>>>('/mesos/metrics/snapshot', options))['master/slaves_unreachable'] ??
  0;
