/** The image store of one agent: pulls share the agent's line, and whoever needs an image under way joins its pull. */
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentState } from '../agent/agent-state';
import { PROVISION_CACHED, PULL_BASE, transferTime } from '../latency';

interface Image {
  readonly id: string;
  /** False = pull even what the store has (`forcePull`). */
  readonly cached: boolean;
}

/** Whether a pull has to be begun: the store has it not, and nobody is pulling it. */
export const needsPull = ({ images }: AgentState, { id, cached }: Image, now: Millis): boolean => {
  const readyAt = images.get(id);
  return readyAt === undefined || (!cached && readyAt <= now);
};

/** How long until a container's root file system stands. Starts a pull where one is needed.
 *  @param size MiB to transfer
 *  @param factor how many times as long as usual the transfer takes */
export const provision = (agent: AgentState, image: Image, size: number, factor: number, now: Millis): Millis => {
  const readyAt = agent.images.get(image.id);
  if (readyAt !== undefined && !needsPull(agent, image, now))
    return millis(Math.max(0, readyAt - now) + PROVISION_CACHED);
  const start = Math.max(now, agent.lineFreeAt);
  agent.lineFreeAt = millis(start + Math.round(transferTime(size) * factor));
  const done = millis(agent.lineFreeAt + PULL_BASE);
  agent.images.set(image.id, done);
  return millis(done - now + PROVISION_CACHED);
};
