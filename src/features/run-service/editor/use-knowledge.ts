/** What the editor knows, once it has arrived, with the cluster's names as they are when a list opens. */
import { QueryObserver, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ServiceKind } from '../../../api/client/service';
import { agentQueries } from '../../../api/queries/agents';
import { appQueries } from '../../../api/queries/apps';
import { podQueries } from '../../../api/queries/pods';
import type { EditorKnowledge } from '../../../ui/code-editor/editor-contract';
import { useLoaded } from '../../../ui/use-loaded';
import { clusterFacts } from './cluster-facts';
import type { ClusterFacts } from './cluster-facts';

const load = () => import('./knowledge');

/** The facts of the newest answers; gathered again only when one of them is another. */
function factsOf(client: QueryClient): () => ClusterFacts {
  let from: readonly unknown[] = [];
  let facts = clusterFacts([], []);
  return () => {
    const agents = client.getQueryData(agentQueries.all().queryKey) ?? [];
    const pods = client.getQueryData(podQueries.statuses().queryKey) ?? [];
    const apps = client.getQueryData(appQueries.statuses().queryKey) ?? [];
    const now = [agents, pods, apps];
    if (now.some((each, index) => each !== from[index])) {
      from = now;
      facts = clusterFacts(agents, [...pods, ...apps]);
    }
    return facts;
  };
}

/** Keeps the answers fresh without a render for each of them; one that fails is a list that is shorter. */
function useFreshFacts(client: QueryClient): void {
  useEffect(() => {
    const stops = [
      new QueryObserver(client, agentQueries.all()).subscribe(() => undefined),
      new QueryObserver(client, podQueries.statuses()).subscribe(() => undefined),
      new QueryObserver(client, appQueries.statuses()).subscribe(() => undefined),
    ];
    return () => stops.forEach((stop) => stop());
  }, [client]);
}

/** Undefined until it has arrived, and where it cannot be had: the editor then completes nothing. */
export function useKnowledge(kind: ServiceKind): EditorKnowledge | undefined {
  const client = useQueryClient();
  const { part } = useLoaded(load, true);
  useFreshFacts(client);
  return useMemo(() => part?.knowledgeOf(kind, factsOf(client)), [part, kind, client]);
}
