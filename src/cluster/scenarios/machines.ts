/** Machines as DC/OS clusters have them, a line each: what scenarios are furnished with. */
import type { Attribute } from '../../protocol/mesos/resources';
import { PRIVATE_AGENT_PORTS, PUBLIC_AGENT_PORTS, roleResources, type AgentSpec } from '../mesos/agent-spec';

export interface Machine {
  readonly ip: string;
  readonly region: string;
  readonly zone: string;
  readonly rack: string;
  readonly cpus: number;
  /** MiB left after what the operating system keeps. */
  readonly mem: number;
  /** MiB. */
  readonly disk: number;
  readonly gpus?: number;
  /** Reachable from outside: everything it has belongs to role `slave_public`. */
  readonly isPublic?: boolean;
}

const text = (name: string, value: string): Attribute => ({ name, type: 'TEXT', text: value });

/** A machine as the agent that runs on it. */
export const agentOn = (machine: Machine): AgentSpec => ({
  hostname: machine.ip,
  ip: machine.ip,
  resources: [
    roleResources(
      machine.isPublic === true ? 'slave_public' : '*',
      machine,
      machine.isPublic === true ? PUBLIC_AGENT_PORTS : PRIVATE_AGENT_PORTS,
    ),
  ],
  attributes: [
    ...(machine.isPublic === true ? [text('public_ip', 'true')] : []),
    text('rack', machine.rack),
    ...(machine.gpus !== undefined && machine.gpus > 0 ? [text('gpu', 'true')] : []),
  ],
  domain: { region: machine.region, zone: machine.zone },
});
