/** The simulated cluster in a corner: which world it is, its clock with pause and speed, and how much runs in it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { simulationMutations, simulationQueries } from '../../api/queries/simulation';
import type { SimulationState } from '../../protocol/simulation/simulation';
import { Icon } from '../../ui/icon';
import { useToast } from '../../ui/toast';
import { useTicking } from '../shared/ticker';
import { exactText } from '../shared/time-text';
import { ClockAsCommand } from './clock-as-command';
import styles from './cluster-card.module.css';
import { speedChoices } from './speed-choices';

/** `2017-03-17 10:04:09 UTC` as two lines: the time large, the day small. */
function VirtualClock() {
  const text = useTicking((now) => (now === 0 ? '' : exactText(now)));
  const [day, time] = text.split(' ');
  return (
    <span className={styles['clock']}>
      <span className={styles['time']}>{time ?? '–'}</span>
      <span className={styles['day']}>{day}</span>
    </span>
  );
}

function Controls({ state }: { state: SimulationState }) {
  const toast = useToast();
  const clock = useMutation({
    ...simulationMutations.setClock(),
    onError: (error) => toast('bad', 'The clock can’t be set', error.message),
  });
  const action = state.paused ? 'Resume the clock' : 'Pause the clock';
  return (
    <span className={styles['controls']}>
      <button
        type="button"
        className={styles['pause']}
        aria-label={action}
        title={action}
        disabled={clock.isPending}
        onClick={() => clock.mutate({ paused: !state.paused })}
      >
        <Icon name={state.paused ? 'play' : 'pause'} size={14} />
      </button>
      <select
        className={styles['speed']}
        aria-label="Clock speed"
        value={state.speed}
        disabled={clock.isPending}
        onChange={(event) => clock.mutate({ speed: Number(event.target.value) })}
      >
        {speedChoices(state.speed).map((speed) => (
          <option key={speed} value={speed}>{`${speed}×`}</option>
        ))}
      </select>
      <ClockAsCommand state={state} />
    </span>
  );
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

export function ClusterCard() {
  const { data: state } = useQuery(simulationQueries.state());
  if (!state) return null;
  return (
    <section className={styles['card']} aria-label="Simulated cluster">
      <p className={styles['scenario']}>
        <span>{state.scenario}</span>
        <span className={styles['seed']}>{state.paused ? 'paused' : `seed ${state.seed}`}</span>
      </p>
      <div className={styles['row']}>
        <VirtualClock />
        <Controls state={state} />
      </div>
      <p className={styles['counts']}>
        {counted(state.agents, 'agent')} · {counted(state.counts.containers, 'container')}
      </p>
    </section>
  );
}
