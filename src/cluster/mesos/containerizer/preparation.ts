/** What stands between a launch call and a process: sandbox, image, artifacts; and what may be wrong with them. */
import type { ExecutorInfo, TaskInfo } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentState } from '../agent/agent-state';
import { disturbanceOf } from '../disturbances';
import { FETCH_ARTIFACT, FETCH_STALL, LAUNCH_CHILD, PULL_BASE } from '../latency';
import type { MesosContext } from '../mesos-state';
import { fetchArtifact } from './artifacts';
import { hostPathFault } from './host-paths';
import { needsPull, provision } from './images';
import { sandboxPath } from './paths';

export interface Preparation {
  /** From the launch call to the process, or to the error. */
  readonly delay: Millis;
  readonly error?: string;
  /** The fault it is so because of. */
  readonly cause?: string;
}

interface Launch {
  readonly executor: Pick<ExecutorInfo, 'executorId' | 'frameworkId'>;
  readonly containerId: string;
  readonly task: TaskInfo;
}

const userFault = (
  { state }: MesosContext,
  { id: agentId }: AgentState,
  { executor: { executorId, frameworkId }, containerId, task: { user } }: Launch,
): Preparation | undefined => {
  const missing = disturbanceOf(state, 'userMissing', (each) => each.user === user);
  if (missing === undefined) return undefined;
  const sandbox = sandboxPath({ agentId, frameworkId, executorId, containerId });
  const error = `Failed to create nested sandbox '${sandbox}': Failed to chown directory to '${user ?? ''}': No such user '${user ?? ''}'`;
  return { delay: LAUNCH_CHILD, error, cause: missing.id };
};

const provisionImage = (ctx: MesosContext, agent: AgentState, { task: { image } }: Launch): Preparation => {
  if (image === undefined) return { delay: LAUNCH_CHILD };
  const now = ctx.runtime.now();
  const pulls = needsPull(agent, image, now);
  const missing = pulls ? disturbanceOf(ctx.state, 'imageMissing', (each) => each.image === image.id) : undefined;
  if (missing !== undefined) {
    const error = "Unexpected HTTP response '404 Not Found' when trying to get the manifest";
    return { delay: millis(LAUNCH_CHILD + PULL_BASE), error, cause: missing.id };
  }
  const slow = disturbanceOf(ctx.state, 'slowPull', (each) => each.image === image.id);
  const size = ctx.workloads.imageSize(image.id);
  const rootfs = provision(agent, image, size, slow?.factor ?? 1, now);
  return { delay: millis(LAUNCH_CHILD + rootfs), ...(pulls && slow !== undefined && { cause: slow.id }) };
};

/** One file after the other; the first that can't be had ends the launch. */
const fetchAll = (ctx: MesosContext, agent: AgentState, launch: Launch, begun: Preparation): Preparation => {
  const now = ctx.runtime.now();
  let { delay } = begun;
  for (const artifact of launch.task.artifacts) {
    const isStored = artifact.cache && agent.artifacts.has(artifact.uri);
    const concerns = (each: { readonly uri: string }): boolean => !isStored && each.uri === artifact.uri;
    const missing = disturbanceOf(ctx.state, 'artifactMissing', concerns);
    const wrong = missing ?? disturbanceOf(ctx.state, 'artifactStall', concerns);
    if (wrong !== undefined) {
      const error = `Failed to fetch all URIs for container '${launch.containerId}': exited with status 1`;
      return { delay: millis(delay + (missing === undefined ? FETCH_STALL : FETCH_ARTIFACT)), error, cause: wrong.id };
    }
    delay = millis(fetchArtifact(agent, artifact, millis(now + delay)) - now);
  }
  return { ...begun, delay };
};

/** Begins whatever a container needs before its process can start. */
export const prepareContainer = (ctx: MesosContext, agent: AgentState, launch: Launch): Preparation => {
  const fault = launch.task.user === undefined ? undefined : userFault(ctx, agent, launch);
  if (fault !== undefined) return fault;
  const { mounts } = launch.task;
  const error = mounts.length === 0 ? undefined : hostPathFault(mounts);
  if (error !== undefined) return { delay: LAUNCH_CHILD, error };
  const begun = provisionImage(ctx, agent, launch);
  return begun.error === undefined ? fetchAll(ctx, agent, launch, begun) : begun;
};
