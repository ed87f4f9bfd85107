/** Faults begin and end here, so that whatever was not looked at because nothing could change is looked at again. */
import { staleProbes } from './agent/probe';
import type { Disturbance } from './disturbances';
import { wakeHealthChecks } from './executor/health-checks';
import type { MesosContext } from './mesos-state';

const announce = (ctx: MesosContext, disturbance: Disturbance): void => {
  if (disturbance.kind !== 'healthFail') return;
  wakeHealthChecks(ctx, disturbance.target);
  staleProbes(ctx);
};

/** From now on it holds. */
export const disturb = (ctx: MesosContext, disturbance: Disturbance): void => {
  ctx.state.disturbances.push(disturbance);
  announce(ctx, disturbance);
};

/** All that holds because of this fault is over. */
export const relieve = (ctx: MesosContext, id: string): void => {
  const { disturbances } = ctx.state;
  const over = disturbances.filter((each) => each.id === id);
  disturbances.splice(0, disturbances.length, ...disturbances.filter((each) => each.id !== id));
  for (const each of over) announce(ctx, each);
};
