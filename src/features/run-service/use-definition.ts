/** The definition a draft starts from: the current one, read anew, or that of an older version. */
import { useQuery } from '@tanstack/react-query';
import type { ServiceKind } from '../../api/client/service';
import { serviceQueries, type ServiceDefinition } from '../../api/queries/services';

interface DefinitionReading {
  readonly data: ServiceDefinition | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

export function useDefinition(kind: ServiceKind, id: string, version: string | undefined): DefinitionReading {
  const current = useQuery({
    ...serviceQueries.definition(kind, id),
    enabled: version === undefined,
    refetchOnMount: 'always',
  });
  const earlier = useQuery({ ...serviceQueries.version(kind, id, version ?? ''), enabled: version !== undefined });
  const { data, error, refetch } = version === undefined ? current : earlier;
  // What another screen has read may be old by now.
  const fresh = version !== undefined || current.isFetchedAfterMount || !current.isFetching;
  return { data: fresh ? data : undefined, error, retry: () => void refetch() };
}
