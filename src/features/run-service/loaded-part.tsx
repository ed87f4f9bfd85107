/** A part of *Run a Service* that is fetched when it is wanted: a word while it comes, another when it does not. */
import type { ReactNode } from 'react';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { useLoaded } from '../../ui/use-loaded';

interface LoadedPartProps<Part> {
  /** The same function each time. */
  readonly load: () => Promise<Part>;
  /** What it is, as in “… can’t be loaded”. */
  readonly label: string;
  readonly children: (part: Part) => ReactNode;
}

export function LoadedPart<Part>({ load, label, children }: LoadedPartProps<Part>) {
  const { part, error, retry } = useLoaded(load, true);
  if (part !== undefined) return children(part);
  if (error) return <ErrorPanel title={`Couldn’t load ${label}`} message={error.message} onRetry={retry} />;
  return <Loading label={label} />;
}
