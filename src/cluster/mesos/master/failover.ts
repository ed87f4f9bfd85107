/**
 * A master ends and another is elected (Mesos `master/contender`, `master/registrar`): it knows what the registry keeps (agents,
 * maintenance) and learns the rest from agents and frameworks as they register again.
 */
import { uuid } from '../../runtime/ids';
import { reregisterLater } from '../agent/outage';
import type { MesosContext } from '../mesos-state';
import { tellFramework } from './link';
import { newAllocatorState } from './master-state';
import type { AbsentAgent, MasterAgent } from './master-state';

/** The master's process ends. */
export const endMaster = (ctx: MesosContext): void => {
  const { master, agents, settings } = ctx.state;
  master.leading = false;
  for (const agent of agents.values()) agent.registered = false;
  ctx.changes.end();
  tellFramework(ctx, { to: 'marathon', kind: 'DISCONNECTED' });
  ctx.runtime.send({ to: 'registrar', kind: 'ELECTED' }, settings.electionTime);
};

const recovered = ({ id, spec, registeredAt, deactivated, drain }: MasterAgent, since: AbsentAgent['since']) => ({
  id,
  spec,
  registeredAt,
  since,
  deactivated,
  drain,
});

/** Another one leads: agents come back one by one, frameworks are asked to. */
export const elect = (ctx: MesosContext): void => {
  const { master, agents, settings } = ctx.state;
  const since = ctx.runtime.now();
  master.leading = true;
  master.id = uuid(() => ctx.runtime.draw('master.id'));
  master.startedAt = since;
  // Those the last master still waited for are waited for anew.
  for (const agent of master.recovered.values()) master.recovered.set(agent.id, { ...agent, since });
  for (const agent of master.agents.values()) master.recovered.set(agent.id, recovered(agent, since));
  master.agents.clear();
  master.offers.clear();
  master.tasks.clear();
  master.nextOffer = 0;
  master.removalsFrom = since;
  master.allocator = newAllocatorState();
  for (const framework of master.frameworks.values()) {
    framework.connected = false;
    framework.used = [];
    framework.counts.clear();
    framework.completed = [];
    framework.unreachable.clear();
  }
  for (const agent of agents.values()) reregisterLater(ctx, agent);
  ctx.runtime.send({ to: 'registrar', kind: 'REREGISTER_TIMEOUT', since }, settings.reregisterTimeout);
  tellFramework(ctx, { to: 'marathon', kind: 'MASTER_ELECTED' });
};
