/** The fetcher of one agent and its cache (Mesos `slave/containerizer/fetcher`): downloads share the agent's line. */
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { hashText } from '../../runtime/digest';
import type { AgentState } from '../agent/agent-state';
import { FETCH_ARTIFACT, transferTime } from '../latency';

/** `--fetcher_cache_size`. */
const CACHE_MIB = 2048;
const LARGEST_MIB = 20;

/** What a URI is taken to hold, MiB: some number that is always the same. */
const sizeOf = (uri: string): number => 1 + (Number.parseInt(hashText(uri).slice(0, 6), 16) % LARGEST_MIB);

/** What was used longest ago goes first. */
const makeRoom = ({ artifacts }: AgentState, size: number): void => {
  let used = [...artifacts.values()].reduce((sum, each) => sum + each.size, size);
  for (const [uri, entry] of artifacts) {
    if (used <= CACHE_MIB) return;
    artifacts.delete(uri);
    used -= entry.size;
  }
};

const download = (agent: AgentState, size: number, now: Millis): Millis => {
  const start = Math.max(now, agent.lineFreeAt);
  agent.lineFreeAt = millis(start + transferTime(size));
  return millis(agent.lineFreeAt + FETCH_ARTIFACT);
};

/** When a file begun now is in the sandbox. One that may be cached is downloaded once; who wants it meanwhile waits for it. */
export const fetchArtifact = (
  agent: AgentState,
  { uri, cache }: { readonly uri: string; readonly cache: boolean },
  now: Millis,
): Millis => {
  const size = sizeOf(uri);
  if (!cache) return download(agent, size, now);
  const known = agent.artifacts.get(uri);
  if (known === undefined) makeRoom(agent, size);
  else agent.artifacts.delete(uri);
  const entry = known ?? { size, readyAt: download(agent, size, now) };
  agent.artifacts.set(uri, entry);
  return millis(Math.max(entry.readyAt, now + (known === undefined ? 0 : FETCH_ARTIFACT)));
};
