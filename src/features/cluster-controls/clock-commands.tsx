/** The clock's controls as commands. Loaded on demand. */
import type { SimulationState } from '../../protocol/simulation/simulation';
import { advanceClockAction, setClockAction } from '../shared/commands/actions';
import { AsCommandDialog } from '../shared/commands/as-command-dialog';

interface ClockCommandsProps {
  readonly state: SimulationState;
  readonly onClose: () => void;
}

export function ClockCommands({ state: { paused, speed }, onClose }: ClockCommandsProps) {
  const speeds = `Let it run ${speed === 1 ? 10 : speed} times as fast`;
  return (
    <AsCommandDialog
      onClose={onClose}
      actions={[
        { name: paused ? 'Resume the clock' : 'Pause the clock', action: setClockAction({ paused: !paused }) },
        { name: speeds, action: setClockAction({ speed: speed === 1 ? 10 : speed }) },
        { name: 'Skip a minute', action: advanceClockAction(60) },
      ]}
    />
  );
}
