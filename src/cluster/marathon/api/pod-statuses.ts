/** Puts a pod's status together from store, tracker and history; shared by `/v2/pods/…::status` and `/v2/groups`. */
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { shownPod } from '../core';
import type { MarathonCore } from '../core';
import { podStatus } from '../pod/pod-status';

/** Undefined when there is no such pod. A pod that is being removed still has a status. */
export const statusOfPod = (core: MarathonCore, id: string): PodStatus | undefined => {
  const record = shownPod(core.state, id);
  if (record === undefined) return undefined;
  return podStatus({
    pod: record.current,
    instances: core.tracker.ofPod(id),
    versionOf: (version) => record.versions.get(version),
    history: core.state.history.get(id) ?? [],
    removing: record.removed,
    now: core.runtime.now(),
  });
};
