/** All the page knows about one pod: its status, its place in the queue, its deployment. Kept fresh by the event stream. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { clusterNow } from '../../api/queries/clock';
import { deploymentQueries } from '../../api/queries/deployments';
import { podQueries } from '../../api/queries/pods';
import { queueQueries } from '../../api/queries/queue';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import type { QueueItem } from '../../protocol/marathon/queue';
import { targetInstances } from '../shared/pod-totals';
import { deploymentOf } from '../shared/service-status';
import { podHistoryQueries } from './pod-history';

export interface PodFacts {
  readonly pod: PodStatus;
  readonly queueItem: QueueItem | undefined;
  readonly queueReadAt: number;
  readonly deployment: Deployment | undefined;
  /** What a suspended pod had before; only looked up for those. */
  readonly resumeWith: number | undefined;
}

export interface PodReading {
  readonly facts: PodFacts | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

export const usePodFacts = (podId: string): PodReading => {
  const status = useQuery(podQueries.status(podId));
  const queue = useQuery(queueQueries.all());
  const deployments = useQuery(deploymentQueries.all());
  const pod = status.data;
  const suspended = pod !== undefined && targetInstances(pod.spec) === 0;
  const before = useQuery({ ...podHistoryQueries.lastCount(podId, pod?.spec.version ?? ''), enabled: suspended });

  // The back-off counts down from the moment the queue was read, so that moment belongs to the reading.
  const { dataUpdatedAt } = queue;
  const queueReadAt = useMemo(() => (dataUpdatedAt === 0 ? 0 : clusterNow()), [dataUpdatedAt]);

  const queueItem = queue.data?.find((item) => item.pod?.id === podId);
  const deployment = deploymentOf(podId, deployments.data ?? []);
  const resumeWith = suspended ? (before.data ?? undefined) : undefined;
  const facts = useMemo(
    () => (pod === undefined ? undefined : { pod, queueItem, queueReadAt, deployment, resumeWith }),
    [pod, queueItem, queueReadAt, deployment, resumeWith],
  );
  return { facts, error: status.error, retry: () => void status.refetch() };
};
