/** What a pod asked for before, read from its stored versions: Marathon keeps them, so no browser has to remember. */
import { queryOptions } from '@tanstack/react-query';
import { lastInstanceCount } from '../../api/client/pod-changes';
import { podQueries } from '../../api/queries/pods';

export const podHistoryQueries = {
  /** Instances of the latest version that had any; null when none did. One answer per current version. */
  lastCount: (id: string, version: string) =>
    queryOptions({
      queryKey: [...podQueries.versions(id).queryKey, 'last-count', version] as const,
      queryFn: async () => (await lastInstanceCount(id)) ?? null,
      staleTime: Infinity,
    }),
};
