/** The export dialog, fetched when it is opened: what it writes with is large. */
import { Dialog } from '../../../ui/dialog';
import { ErrorPanel } from '../../../ui/error-panel';
import { Loading } from '../../../ui/loading';
import { useLoaded } from '../../../ui/use-loaded';

interface LazyExportProps {
  readonly value: unknown;
  readonly kind: 'pod' | 'app';
  readonly onClose: () => void;
}

const load = () => import('./export-dialog');

export function LazyExportDialog(props: LazyExportProps) {
  const { part, error, retry } = useLoaded(load, true);
  if (part !== undefined) return <part.ExportDialog {...props} />;
  return (
    <Dialog open title="Export" onClose={props.onClose}>
      {error ? (
        <ErrorPanel title="Couldn’t load the export" message={error.message} onRetry={retry} />
      ) : (
        <Loading label="the export" />
      )}
    </Dialog>
  );
}
