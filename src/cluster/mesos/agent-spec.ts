/** An agent as an operator describes it: flags `--resources`, `--attributes`, `--domain` of `mesos-agent`. */
import type { Attribute, FaultDomain, PortRange, RoleResources } from '../../protocol/mesos/resources';
import { milli } from '../../protocol/units';

export interface AgentSpec {
  readonly hostname: string;
  readonly ip: string;
  /** One entry per role; `*` is unreserved. */
  readonly resources: readonly RoleResources[];
  readonly attributes: readonly Attribute[];
  /** Only where the master has a fault domain too. */
  readonly domain?: FaultDomain;
}

/** Ports of a DC/OS private agent: all but those of its own services. */
export const PRIVATE_AGENT_PORTS: readonly PortRange[] = [
  { begin: 1025, end: 2180 },
  { begin: 2182, end: 3887 },
  { begin: 3889, end: 5049 },
  { begin: 5052, end: 8079 },
  { begin: 8082, end: 8180 },
  { begin: 8182, end: 32_000 },
];

/** Ports of a DC/OS public agent. */
export const PUBLIC_AGENT_PORTS: readonly PortRange[] = [
  { begin: 1, end: 21 },
  { begin: 23, end: 5050 },
  { begin: 5052, end: 32_000 },
];

/** One role's resources from the numbers users write: cores, MiB, MiB, devices. */
export const roleResources = (
  role: string,
  amount: { readonly cpus: number; readonly mem: number; readonly disk: number; readonly gpus?: number },
  ports: readonly PortRange[] = PRIVATE_AGENT_PORTS,
): RoleResources => ({
  role,
  cpus: milli(amount.cpus),
  mem: milli(amount.mem),
  disk: milli(amount.disk),
  gpus: milli(amount.gpus ?? 0),
  ports,
});
