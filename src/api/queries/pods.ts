/** Pods as queries. Keys live here and nowhere else; `event-sync` keeps what they hold fresh. */
import { queryOptions } from '@tanstack/react-query';
import { getPodStatus, listPodStatuses } from '../client/pods';

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
};
