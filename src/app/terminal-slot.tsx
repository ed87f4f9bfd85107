/** Where the terminal opens; its parts are fetched when it is first wanted. */
import { IconButton } from '../ui/button';
import { ErrorPanel } from '../ui/error-panel';
import { PanelBoundary } from '../ui/error-boundary';
import { useLoaded } from '../ui/use-loaded';
import styles from './terminal-slot.module.css';
import type { TerminalState } from './use-terminal';
import { terminalId } from './use-terminal';

const load = () => import('../features/terminal/terminal-drawer').then(({ TerminalDrawer }) => TerminalDrawer);

export function TerminalSlot({ terminal: { open, wish, hide } }: { terminal: TerminalState }) {
  const { part: TerminalDrawer, error, retry } = useLoaded(load, wish !== undefined);
  if (TerminalDrawer)
    return (
      <PanelBoundary name="The terminal">
        <TerminalDrawer id={terminalId} open={open} wish={wish} onClose={hide} />
      </PanelBoundary>
    );
  if (!open) return null;
  return (
    <section className={styles['slot']} aria-label="Terminal">
      <IconButton label="Close Terminal" icon="close" onClick={hide} />
      {error ? (
        <ErrorPanel title="The terminal can’t be loaded" message={error.message} onRetry={retry} />
      ) : (
        <p role="status">Loading the terminal…</p>
      )}
    </section>
  );
}
