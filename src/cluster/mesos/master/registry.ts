/** Agents come on the master's books (Mesos `Master::registerSlave`). */
import type { AgentSpec } from '../agent-spec';
import type { MesosContext } from '../mesos-state';
import { addAgentResources } from './allocator';
import type { MasterAgent } from './master-state';

/** A new agent gets an id that is never used again and is offered at once. */
export const registerAgent = (ctx: MesosContext, spec: AgentSpec): void => {
  const { master, agents } = ctx.state;
  const index = master.nextAgent++;
  const id = `${master.id}-S${index}`;
  const now = ctx.runtime.now();
  const agent: MasterAgent = {
    id,
    spec,
    registeredAt: now,
    active: true,
    used: [],
    executors: new Map(),
    offers: new Set(),
    counts: new Map(),
    link: now,
  };
  master.agents.set(id, agent);
  agents.set(id, {
    id,
    index,
    ip: spec.ip,
    executors: new Map(),
    tasks: new Map(),
    streams: new Map(),
    images: new Map(),
    lineFreeAt: now,
    addresses: new Map(),
  });
  addAgentResources(ctx, agent);
  ctx.changes.publish({ kind: 'AGENT_ADDED', agent });
};
