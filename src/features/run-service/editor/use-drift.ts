/** Whether the service that is edited was changed by someone else since one began. */
import { useQuery } from '@tanstack/react-query';
import { serviceQueries } from '../../../api/queries/services';
import { definitionText } from '../definition-text';
import type { DraftState } from '../use-draft';
import type { WorkbenchProps } from '../workbench-place';

export type Drift = {
  /** What runs now, as a draft would begin. */
  readonly running: string;
  /** What ran when one began, or when one last took over what others had changed. */
  readonly base: string;
  /** From here on, `running` is what one goes out from. */
  readonly accept: () => void;
};

/** Undefined for a new service, and until the service was read. */
export function useDrift(existing: WorkbenchProps['existing'], { base, setBase }: DraftState): Drift | undefined {
  const { data } = useQuery({
    ...serviceQueries.definition(existing?.kind ?? 'pod', existing?.id ?? ''),
    enabled: existing !== undefined,
  });
  const running = data && existing ? definitionText(data) : undefined;
  if (running === undefined) return undefined;
  if (base === undefined) setBase(running);
  return { running, base: base ?? running, accept: () => setBase(running) };
}
