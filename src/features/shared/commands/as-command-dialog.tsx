/** *As a command* for actions that are one press and ask nothing: what each would be on a command line. */
import { Dialog } from '../../../ui/dialog';
import type { Action } from './as-command';
import { AddressNote, AsCommandLines } from './as-command-lines';
import styles from './as-command.module.css';

export interface NamedAction {
  readonly name: string;
  readonly action: Action;
}

interface AsCommandDialogProps {
  readonly actions: readonly NamedAction[];
  readonly onClose: () => void;
}

export function AsCommandDialog({ actions, onClose }: AsCommandDialogProps) {
  return (
    <Dialog open onClose={onClose} title="As a command">
      {actions.map(({ name, action }) => (
        <section key={name} className={styles['named']} aria-label={name}>
          <h3>{name}</h3>
          <AsCommandLines action={action} onLeave={onClose} />
        </section>
      ))}
      <AddressNote />
    </Dialog>
  );
}
