/** All the page knows about one service: its status, its place in the queue, its deployment. Kept fresh by the event stream. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { kindOf, type Service } from '../../api/client/service';
import { clusterNow } from '../../api/queries/clock';
import { deploymentQueries } from '../../api/queries/deployments';
import { queueQueries } from '../../api/queries/queue';
import { serviceQueries } from '../../api/queries/services';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { QueueItem } from '../../protocol/marathon/queue';
import { targetInstances } from '../shared/pod-totals';
import { deploymentOf, queuedId } from '../shared/service-status';
import { useService } from '../shared/use-service';

export interface PageFacts {
  readonly service: Service;
  readonly queueItem: QueueItem | undefined;
  readonly queueReadAt: number;
  readonly deployment: Deployment | undefined;
  /** What a suspended service had before; only looked up for those. */
  readonly resumeWith: number | undefined;
}

export interface PageReading {
  readonly facts: PageFacts | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

export const usePageFacts = (id: string): PageReading => {
  const { service, error, retry } = useService(id);
  const queue = useQuery(queueQueries.all());
  const deployments = useQuery(deploymentQueries.all());
  const suspended = service !== undefined && targetInstances(service.spec) === 0;
  const before = useQuery({
    ...serviceQueries.lastCount(kindOf(service ?? {}), id, service?.spec.version ?? ''),
    enabled: suspended,
  });

  // The back-off counts down from the moment the queue was read, so that moment belongs to the reading.
  const { dataUpdatedAt } = queue;
  const queueReadAt = useMemo(() => (dataUpdatedAt === 0 ? 0 : clusterNow()), [dataUpdatedAt]);

  const queueItem = queue.data?.find((item) => queuedId(item) === id);
  const deployment = deploymentOf(id, deployments.data ?? []);
  const resumeWith = suspended ? (before.data ?? undefined) : undefined;
  const facts = useMemo(
    () => (service === undefined ? undefined : { service, queueItem, queueReadAt, deployment, resumeWith }),
    [service, queueItem, queueReadAt, deployment, resumeWith],
  );
  return { facts, error, retry };
};
