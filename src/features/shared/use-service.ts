/** Reads one service by its id, which does not tell a pod from an app. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '../../api/client/service';
import { MarathonError } from '../../api/client/transport';
import { appQueries } from '../../api/queries/apps';
import { podQueries } from '../../api/queries/pods';

export interface ServiceReading {
  /** The last known one when there is an error. */
  readonly service: Service | undefined;
  /** 404 only when there is neither a pod nor an app of this id. */
  readonly error: Error | null;
  readonly retry: () => void;
}

const isMissing = ({ error }: { readonly error: Error | null }): boolean =>
  error instanceof MarathonError && error.status === 404;

/** Asks for a pod, and for an app where there is no such pod; at once for an app if a list has told that it is one. */
export const useService = (id: string): ServiceReading => {
  const client = useQueryClient();
  const [isApp] = useState(
    () => client.getQueryData(appQueries.statuses().queryKey)?.some((app) => app.id === id) === true,
  );
  const pod = useQuery({ ...podQueries.status(id), enabled: !isApp });
  const app = useQuery({ ...appQueries.status(id), enabled: isApp || isMissing(pod) });
  const live = [pod, app].find((each) => each.data !== undefined && !isMissing(each));
  const asked = isApp || isMissing(pod) ? app : pod;
  const { error, refetch } = live ?? asked;
  return { service: live?.data ?? pod.data ?? app.data, error, retry: () => void refetch() };
};
