/** Changes of a pod that Marathon has no endpoint for: read the definition, change one member, write it back. */
import type { PodAnswer } from '../../protocol/marathon/pod';
import { getPod, getPodVersion, getPodVersions, updatePod, type PodChange } from './pods';
import type { ForceOptions } from './transport';

export type SmallChange = { readonly kind: 'scale'; readonly instances: number } | { readonly kind: 'restart' };

/** Marathon compares labels when it decides what to restart, so counting here rolls the pod. */
const RESTARTS = 'PODROME_RESTARTS';

/** The definition with one change. */
export const changedPod = (pod: PodAnswer, change: SmallChange): PodAnswer => {
  switch (change.kind) {
    case 'scale':
      return { ...pod, scaling: { ...pod.scaling, kind: 'fixed', instances: change.instances } };
    case 'restart': {
      const before = Number(pod.labels?.[RESTARTS] ?? 0);
      return { ...pod, labels: { ...pod.labels, [RESTARTS]: String(Number.isFinite(before) ? before + 1 : 1) } };
    }
  }
};

/** Writes the pod back with one change. @throws MarathonError 404, 409, 422 */
export const changePod = async (id: string, change: SmallChange, options: ForceOptions = {}): Promise<PodChange> =>
  updatePod(id, JSON.stringify(changedPod(await getPod(id), change)), options);

/** How many instances the latest version that had any asked for; `undefined` when none did. */
export const lastInstanceCount = async (id: string): Promise<number | undefined> => {
  const versions = [...(await getPodVersions(id))].sort().reverse();
  for (const version of versions) {
    const instances = (await getPodVersion(id, version)).scaling?.instances ?? 1;
    if (instances > 0) return instances;
  }
  return undefined;
};
