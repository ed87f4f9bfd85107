/** Apps as queries, read in the form of pods. Keys live here and nowhere else; `event-sync` keeps what they hold fresh. */
import { queryOptions } from '@tanstack/react-query';
import { getApp, listApps } from '../client/apps';
import { serviceOfApp } from '../client/service';

const all = () => ['marathon', 'apps'] as const;

export const appQueries = {
  all,
  /** Every app with its tasks. Patched app by app as events arrive. */
  statuses: () =>
    queryOptions({
      queryKey: [...all(), 'statuses'] as const,
      queryFn: async ({ signal }) => (await listApps({ signal })).map(serviceOfApp),
    }),
  status: (id: string) =>
    queryOptions({
      queryKey: [...all(), 'status', id] as const,
      queryFn: async ({ signal }) => serviceOfApp(await getApp(id, { signal })),
    }),
};
