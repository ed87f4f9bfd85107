/** Pods as queries and mutations. Keys live here and nowhere else; `event-sync` keeps what they hold fresh. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import {
  addPod,
  getPod,
  getPodStatus,
  getPodVersion,
  getPodVersions,
  killPodInstances,
  listPodStatuses,
  removePod,
  updatePod,
} from '../client/pods';
import { changePod, resumePod } from '../client/pod-changes';

const all = () => ['marathon', 'pods'] as const;

export const podQueries = {
  all,
  /** Every pod's status. Patched pod by pod as events arrive. */
  statuses: () =>
    queryOptions({ queryKey: [...all(), 'statuses'] as const, queryFn: ({ signal }) => listPodStatuses({ signal }) }),
  status: (id: string) =>
    queryOptions({
      queryKey: [...all(), 'status', id] as const,
      queryFn: ({ signal }) => getPodStatus(id, { signal }),
    }),
  definition: (id: string) =>
    queryOptions({ queryKey: [...all(), 'definition', id] as const, queryFn: ({ signal }) => getPod(id, { signal }) }),
  versions: (id: string) =>
    queryOptions({
      queryKey: [...all(), 'versions', id] as const,
      queryFn: ({ signal }) => getPodVersions(id, { signal }),
    }),
  /** One version never changes. */
  version: (id: string, version: string) =>
    queryOptions({
      queryKey: [...all(), 'version', id, version] as const,
      queryFn: ({ signal }) => getPodVersion(id, version, { signal }),
      staleTime: Infinity,
    }),
};

/** Names the pod a change is for; `force` overrides the lock of a running deployment. */
export interface PodTarget {
  readonly id: string;
  readonly force?: boolean;
}

const forced = (target: { readonly force?: boolean }): { readonly force: boolean } => ({
  force: target.force === true,
});

/** No mutation touches the cache: Marathon's events tell every tab, this one included. */
export const podMutations = {
  add: () =>
    mutationOptions({
      mutationFn: (input: { readonly text: string; readonly force?: boolean }) => addPod(input.text, forced(input)),
    }),
  update: () =>
    mutationOptions({
      mutationFn: (input: PodTarget & { readonly text: string }) => updatePod(input.id, input.text, forced(input)),
    }),
  scale: () =>
    mutationOptions({
      mutationFn: (input: PodTarget & { readonly instances: number }) =>
        changePod(input.id, { kind: 'scale', instances: input.instances }, forced(input)),
    }),
  /** Scales to 0; the count before stays in the pod's versions. */
  suspend: () =>
    mutationOptions({
      mutationFn: (input: PodTarget) => changePod(input.id, { kind: 'scale', instances: 0 }, forced(input)),
    }),
  /** Scales to what the latest version with instances had, 1 if none had. */
  resume: () => mutationOptions({ mutationFn: (input: PodTarget) => resumePod(input.id, forced(input)) }),
  /** The same definition as a new version, rolled out as any update. */
  restart: () =>
    mutationOptions({
      mutationFn: (input: PodTarget) => changePod(input.id, { kind: 'restart' }, forced(input)),
    }),
  remove: () => mutationOptions({ mutationFn: (input: PodTarget) => removePod(input.id, forced(input)) }),
  killInstances: () =>
    mutationOptions({
      mutationFn: (input: { readonly id: string; readonly instanceIds: readonly string[] }) =>
        killPodInstances(input.id, input.instanceIds),
    }),
};
