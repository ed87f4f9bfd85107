/** The services of the cluster as rows, kept up to date by the query cache. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Service } from '../../api/client/service';
import { appQueries } from '../../api/queries/apps';
import { clusterNow } from '../../api/queries/clock';
import { deploymentQueries } from '../../api/queries/deployments';
import { podQueries } from '../../api/queries/pods';
import { queueQueries } from '../../api/queries/queue';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { QueueItem } from '../../protocol/marathon/queue';
import { useTicking } from '../shared/ticker';
import type { ServiceRow } from './service-row';
import { isMoving, rowAt, serviceRows } from './service-row';

const noQueue: readonly QueueItem[] = [];
const noDeployments: readonly Deployment[] = [];

/** Rows as time goes by: whatever counts down or is forgotten is worked out again when its words change. */
const useMoving = (rows: readonly ServiceRow[] | undefined): readonly ServiceRow[] | undefined => {
  const moving = useMemo(() => rows?.filter(isMoving) ?? [], [rows]);
  const words = useTicking((now) =>
    moving
      .map((row) => rowAt(row, now).status)
      .reduce((text, { word, sentence }) => `${text}${word} ${sentence}\n`, ''),
  );
  return useMemo(() => {
    if (words === '') return rows;
    const now = clusterNow();
    return rows?.map((row) => (isMoving(row) ? rowAt(row, now) : row));
  }, [rows, words]);
};

export interface Services {
  /** Undefined until the first answer. */
  readonly rows: readonly ServiceRow[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Pods and apps make the list, once both are there; queue and deployments only sharpen the status. */
export const useServices = (): Services => {
  const pods = useQuery(podQueries.statuses());
  const apps = useQuery(appQueries.statuses());
  const { data: queue = noQueue } = useQuery(queueQueries.all());
  const { data: deployments = noDeployments } = useQuery(deploymentQueries.all());
  const [known] = useState(() => new WeakMap<Service, ServiceRow>());
  const services = useMemo(() => pods.data && apps.data && [...pods.data, ...apps.data], [pods.data, apps.data]);
  const rows = useMemo(
    () => services && serviceRows({ services, queue, deployments, now: clusterNow() }, known),
    [services, queue, deployments, known],
  );
  return {
    rows: useMoving(rows),
    error: rows ? null : (pods.error ?? apps.error),
    retry: () => void Promise.all([pods.refetch(), apps.refetch()]),
  };
};
