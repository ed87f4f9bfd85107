/** `GET /_simulation`: which world it is, how time goes in it, and how much is in it. */
import type { SimulationState } from '../../protocol/simulation/simulation';
import type { HttpRequest } from '../runtime/http';
import type { Session } from '../session';
import { worldDigest } from '../world';
import { countsOf } from './counts';

/** `digest` is '' with `?digest=false`: it costs a walk through the whole state. */
export const stateOf = (session: Session, request: HttpRequest): SimulationState & { readonly stored: boolean } => {
  session.time.settle();
  const { world, time } = session;
  const { scenario, seed } = world.state;
  const { agents, ...counts } = countsOf(world);
  return {
    scenario,
    seed,
    now: world.runtime.now(),
    ...time.clock(),
    digest: request.query.get('digest') === 'false' ? '' : worldDigest(world),
    agents,
    counts,
    stored: !session.storeFailed,
  };
};
