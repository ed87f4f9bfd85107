/** *As a command*: what the question at hand would be on a command line. Closed at first, and only worked out once open. */
import { useId, useState } from 'react';
import { Button } from '../../../ui/button';
import type { Action } from './as-command';
import { AddressNote, AsCommandLines } from './as-command-lines';
import styles from './as-command.module.css';

interface AsCommandProps {
  /** Undefined while something that it needs is missing. */
  readonly action: () => Action | undefined;
  readonly onLeave?: (() => void) | undefined;
}

export function AsCommand({ action, onLeave }: AsCommandProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = open ? action() : undefined;
  return (
    <section className={styles['disclosure']} aria-labelledby={id}>
      <div className={styles['summary']} id={id}>
        <Button
          variant="quiet"
          icon={open ? 'chevron-down' : 'chevron-right'}
          expanded={open}
          onClick={() => setOpen(!open)}
        >
          As a command
        </Button>
      </div>
      {open && (
        <div className={styles['lines']}>
          {shown ? <AsCommandLines action={shown} onLeave={onLeave} /> : <p>Fill in what is missing first.</p>}
          <AddressNote />
        </div>
      )}
    </section>
  );
}
