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

export const useNodes = (): Nodes => {
  const agents = useQuery(agentQueries.all());
  const { data: pods } = useQuery(podQueries.statuses());
  const { data: apps } = useQuery(appQueries.statuses());
  const services = useMemo(() => [...(pods ?? []), ...(apps ?? [])], [pods, apps]);
  const rows = useMemo(() => agents.data && nodeRows(agents.data, services), [agents.data, services]);
  return { rows, services, error: agents.data ? null : agents.error, retry: () => void agents.refetch() };
};
