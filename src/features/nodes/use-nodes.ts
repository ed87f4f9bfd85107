/** The cluster's agents as rows, and its services to tell what runs on them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Service } from '../../api/client/service';
import { agentQueries } from '../../api/queries/agents';
import { appQueries } from '../../api/queries/apps';
import { podQueries } from '../../api/queries/pods';
import type { NodeRow } from './node-row';
import { nodeRows } from './node-row';

export interface Nodes {
  /** Undefined until the first answer. */
  readonly rows: readonly NodeRow[] | undefined;
  readonly services: readonly Service[];
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Marathon's events tell nothing of an agent on which nothing of its runs: while somebody looks, Mesos is asked. */
const refetchInterval = 5000;

/** Agents the master gave up, which it does not list any more; 0 until the first answer. */
export const useUnreachable = (): number => useQuery({ ...agentQueries.unreachable(), refetchInterval }).data ?? 0;

export const useNodes = (): Nodes => {
  const agents = useQuery({ ...agentQueries.all(), refetchInterval });
  const { data: pods } = useQuery(podQueries.statuses());
  const { data: apps } = useQuery(appQueries.statuses());
  const services = useMemo(() => [...(pods ?? []), ...(apps ?? [])], [pods, apps]);
  const rows = useMemo(() => agents.data && nodeRows(agents.data, services), [agents.data, services]);
  return { rows, services, error: agents.data ? null : agents.error, retry: () => void agents.refetch() };
};
