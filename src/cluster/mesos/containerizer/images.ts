/** The image store of one agent: pulls share the agent's line, and whoever needs an image under way joins its pull. */
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentState } from '../agent/agent-state';
import { PROVISION_CACHED, PULL_BASE, transferTime } from '../latency';

/** How long until a container's root file system stands. Starts a pull where one is needed.
 *  @param cached false = pull even what the store has (`forcePull`)
 *  @param size MiB to transfer */
export const provision = (
  agent: AgentState,
  image: { readonly id: string; readonly cached: boolean },
  size: number,
  now: Millis,
): Millis => {
  const readyAt = agent.images.get(image.id);
  if (readyAt !== undefined && (image.cached || readyAt > now)) {
    return millis(Math.max(0, readyAt - now) + PROVISION_CACHED);
  }
  const start = Math.max(now, agent.lineFreeAt);
  agent.lineFreeAt = millis(start + transferTime(size));
  const done = millis(agent.lineFreeAt + PULL_BASE);
  agent.images.set(image.id, done);
  return millis(done - now + PROVISION_CACHED);
};
