/** How many instances: a number as typed, judged, and what that many take in total. */
import { useRef } from 'react';
import { NumberField } from '../../../ui/number-field';
import type { CountedPod } from '../../shared/pod-totals';
import { hasExecutor, instanceTotal, timesAmounts } from '../../shared/pod-totals';
import { resourceText } from '../../shared/resource-text';
import { counted } from '../../shared/status-words';
import styles from '../../shared/dialogs/action-dialog.module.css';
import { useFirstFocus } from '../../shared/dialogs/use-first-focus';

/** A whole number from `least` up; anything else is undefined. */
export const readInstances = (text: string, least: number): number | undefined => {
  const trimmed = text.trim();
  if (!/^\d{1,9}$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value >= least ? value : undefined;
};

interface InstancesFieldProps {
  readonly pod: CountedPod;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly least: number;
  readonly disabled: boolean;
}

/** `10 instances take 3 cpus, 1.6 GiB memory, 100 MiB disk, executors included.` An app's executor takes nothing. */
const totalText = (pod: CountedPod, instances: number): string => {
  const { cpus, mem, disk, gpus } = timesAmounts(instanceTotal(pod), instances);
  const parts = [
    resourceText('cpus', cpus),
    `${resourceText('mem', mem)} memory`,
    `${resourceText('disk', disk)} disk`,
  ];
  if (gpus > 0) parts.push(resourceText('gpus', gpus));
  return `${counted(instances, 'instance')} take${instances === 1 ? 's' : ''} ${parts.join(', ')}${hasExecutor(pod) ? ', executors included' : ''}.`;
};

export const InstancesField = ({ pod, text, onChange, least, disabled }: InstancesFieldProps) => {
  const instances = readInstances(text, least);
  const frame = useRef<HTMLDivElement>(null);
  // The number is what the dialog is opened for: typing replaces it at once.
  useFirstFocus(() => frame.current?.querySelector('input')?.select());
  return (
    <div ref={frame}>
      <NumberField
        label="Instances"
        value={text}
        onChange={onChange}
        min={least}
        required
        disabled={disabled}
        error={instances === undefined && text.trim() !== '' ? `A whole number from ${least} up` : undefined}
      />
      <p className={styles['total']} aria-live="polite">
        {instances === undefined ? 'How many instances?' : totalText(pod, instances)}
      </p>
    </div>
  );
};
