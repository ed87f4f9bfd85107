/** The cluster's agents as rows, and the pods' statuses to tell what runs on them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { agentQueries } from '../../api/queries/agents';
import { podQueries } from '../../api/queries/pods';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import type { NodeRow } from './node-row';
import { nodeRows } from './node-row';

const noPods: readonly PodStatus[] = [];

export interface Nodes {
  /** Undefined until the first answer. */
  readonly rows: readonly NodeRow[] | undefined;
  readonly pods: readonly PodStatus[];
  readonly error: Error | null;
  readonly retry: () => void;
}

export const useNodes = (): Nodes => {
  const agents = useQuery(agentQueries.all());
  const { data: pods = noPods } = useQuery(podQueries.statuses());
  const rows = useMemo(() => agents.data && nodeRows(agents.data, pods), [agents.data, pods]);
  return { rows, pods, error: agents.data ? null : agents.error, retry: () => void agents.refetch() };
};
