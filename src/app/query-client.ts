/** The cache of what the cluster said. Events keep it fresh, so nothing is read again just because time went by. */
import { QueryClient } from '@tanstack/react-query';
import { MarathonError } from '../api/client/transport';

const tries = 3;

/** What the cluster refused it refuses again; what did not get through may get through later. */
const isTransient = (error: Error): boolean =>
  !(error instanceof MarathonError && error.status >= 400 && error.status < 500);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) => failures < tries && isTransient(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
