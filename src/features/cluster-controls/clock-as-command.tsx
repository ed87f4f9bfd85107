/** The button that shows the clock's controls as commands. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { SimulationState } from '../../protocol/simulation/simulation';
import { cx } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { useToast } from '../../ui/toast';
import { useLoaded } from '../../ui/use-loaded';
import styles from './cluster-card.module.css';

const load = () => import('./clock-commands').then(({ ClockCommands }) => ClockCommands);

export function ClockAsCommand({ state }: { state: SimulationState }) {
  const [open, setOpen] = useState(false);
  const { part: ClockCommands, error, retry } = useLoaded(load, open);
  const toast = useToast();
  const tell = useEffectEvent(() => {
    if (error) toast('bad', 'The commands can’t be shown', error.message);
  });
  useEffect(() => tell(), [error]);
  return (
    <>
      <button
        type="button"
        className={cx(styles['pause'], styles['commands'])}
        aria-label="Clock as a command"
        title="Clock as a command"
        onClick={() => {
          retry();
          setOpen(true);
        }}
      >
        <Icon name="code" size={14} />
      </button>
      {open && ClockCommands && <ClockCommands state={state} onClose={() => setOpen(false)} />}
    </>
  );
}
