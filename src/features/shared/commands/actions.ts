/** Every action of the dashboard that sends something, as the request and the `dcos` command it equals. */
import { changedPod, type SmallChange } from '../../../api/client/pod-changes';
import { podCalls } from '../../../api/client/pods';
import { resetDelayCall } from '../../../api/client/queue';
import { clockCalls, type ClockSetting } from '../../../api/client/simulation';
import type { PodAnswer } from '../../../protocol/marathon/pod';
import type { Action } from './as-command';

const POD = ['marathon', 'pod'];
const forceFlag = (force: boolean): readonly string[] => (force ? ['--force'] : []);
/** Not forced is what Marathon does anyway: nothing to write. */
const forceOption = (force: boolean) => (force ? { force } : {});

/** The command line can't force an addition: there, whoever holds the lock is waited for. */
export const addPodAction = (text: string): Action => ({
  call: podCalls.add(text),
  dcos: { words: [...POD, 'add'], readsBody: true },
});

export const updatePodAction = (id: string, text: string, force = false): Action => ({
  call: podCalls.update(id, text, forceOption(force)),
  dcos: { words: [...POD, 'update', ...forceFlag(force), id], readsBody: true },
});

/** Scaling, suspending, resuming, restarting: the whole definition again, with one change. */
export const changePodAction = (pod: PodAnswer, change: SmallChange, force = false): Action =>
  updatePodAction(pod.id, JSON.stringify(changedPod(pod, change)), force);

export const removePodAction = (id: string, force = false): Action => ({
  call: podCalls.remove(id, forceOption(force)),
  dcos: { words: [...POD, 'remove', ...forceFlag(force), id] },
});

export const killInstancesAction = (id: string, instanceIds: readonly string[]): Action => ({
  call: podCalls.killInstances(id, instanceIds),
  dcos: { words: [...POD, 'kill', id, ...instanceIds] },
});

export const resetDelayAction = (id: string): Action => ({
  call: resetDelayCall(id),
  dcos: { words: ['marathon', 'delay', 'reset', id] },
});

/** DC/OS has no clock to set, so its command line has no word for it. */
export const setClockAction = (clock: ClockSetting): Action => ({ call: clockCalls.set(clock) });

export const advanceClockAction = (seconds: number): Action => ({ call: clockCalls.advance(seconds) });
