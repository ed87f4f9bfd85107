/** Puts a pod's status together from store, tracker and history; shared by `/v2/pods/…::status` and `/v2/groups`. */
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { shownRecord } from '../core';
import type { MarathonCore } from '../core';
import { isPod } from '../group/definition';
import { podStatus } from '../pod/pod-status';

/** Undefined when there is no such pod. A pod that is being removed still has a status. */
export const statusOfPod = (core: MarathonCore, id: string): PodStatus | undefined => {
  const record = shownRecord(core.state, id);
  if (record === undefined || !isPod(record.current)) return undefined;
  return podStatus({
    pod: record.current,
    instances: core.tracker.ofRunSpec(id),
    versionOf: (version) => {
      const definition = record.versions.get(version);
      return definition !== undefined && isPod(definition) ? definition : undefined;
    },
    history: core.state.history.get(id) ?? [],
    removing: record.removed,
    now: core.runtime.now(),
  });
};
