/** Which instance of a service is the next to be launched on an agent, and which must not go there yet. */
import { isWaiting } from '../instance/instance';
import type { Held } from '../instance/reservation';
import { holdsVolumes } from '../instance/reservation';
import { EXECUTOR_LINGER } from '../settings';
import type { LauncherContext, Shown } from './launcher-context';
import type { Candidate, Trial } from './trial';

/** Whether the executor of its last incarnation, which has the same id, may still be on its way out of this agent. */
const isLingering = ({ tracker, runtime }: LauncherContext, id: string, agentId: string): boolean => {
  const instance = tracker.get(id);
  return instance?.agent?.agentId === agentId && runtime.now() - instance.since < EXECUTOR_LINGER;
};

/** The first that waits and whose reservation is offered in full, which it is once nothing of its last incarnation is left. */
const boundHere = ({ tracker }: LauncherContext, runSpecId: string, held: Held): Candidate | undefined => {
  for (const [instanceId, reserved] of held) {
    const instance = tracker.get(instanceId);
    if (instance?.runSpecId !== runSpecId || instance.reservation === undefined || !isWaiting(instance)) continue;
    if (holdsVolumes(reserved, instance.reservation)) return { instanceId, reserved };
  }
  return undefined;
};

/**
 * The next instance of a service that may go to an agent; `bound`: all that wait are bound to reservations that are not
 * offered. Undefined: they linger there, and Mesos would drop their tasks.
 */
const nextFor = (
  context: LauncherContext,
  runSpecId: string,
  agentId: string,
  held: Held,
): Candidate | 'bound' | undefined => {
  const here = held.size === 0 ? undefined : boundHere(context, runSpecId, held);
  if (here !== undefined) return here;
  let isBound = false;
  for (const instanceId of context.trackerState.scheduled.get(runSpecId) ?? []) {
    if (context.tracker.get(instanceId)?.reservation !== undefined) isBound = true;
    else if (!isLingering(context, instanceId, agentId)) return { instanceId };
  }
  return isBound ? 'bound' : undefined;
};

/** Whether an offer holds what an instance that waits needs. */
export const hasBoundHere = (context: LauncherContext, runSpecId: string, held: Held): boolean =>
  boundHere(context, runSpecId, held) !== undefined;

/** It would be the next on every agent: it never was on one. */
const isFirstAndFree = ({ tracker, trackerState }: LauncherContext, runSpecId: string, next: Candidate): boolean => {
  const [first] = trackerState.scheduled.get(runSpecId) ?? [];
  return next.reserved === undefined && next.instanceId === first && tracker.get(first)?.agent === null;
};

/** As `nextFor`; whoever may go anywhere is looked for once. */
export const nextCandidate = (
  context: LauncherContext,
  trial: Trial,
  { offer: { agentId }, held }: Shown,
): Candidate | 'bound' | undefined => {
  if (trial.next !== undefined && held.size === 0) return trial.next;
  const { id } = trial.known.pod;
  const next = nextFor(context, id, agentId, held);
  if (next !== undefined && next !== 'bound' && isFirstAndFree(context, id, next)) trial.next = next;
  return next;
};
