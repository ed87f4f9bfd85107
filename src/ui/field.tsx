/**
 * What every field shares: a visible label, help, an error that says what to do, and their wiring to the control.
 * Controls are the platform's own, so autofill, forced colours, zoom and touch keyboards work as people know them.
 */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { cx } from './class-names';
import styles from './field.module.css';
import { Icon } from './icon';

export interface FieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly error?: string | undefined;
  readonly help?: ReactNode;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  /** Set to find the control again, e.g. from a list of problems; made up when absent. */
  readonly id?: string;
  /** Keeps the label for screen readers only, where a column header already shows it. */
  readonly hideLabel?: boolean;
  readonly onBlur?: () => void;
}

export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
  readonly disabled: boolean | undefined;
}

type Frame = Pick<FieldProps<unknown>, 'label' | 'error' | 'help' | 'required' | 'disabled' | 'id' | 'hideLabel'>;

/** Attributes for the control plus the elements around it. */
export function useField({ error, help, required, disabled, id }: Frame) {
  const own = useId();
  const controlId = id ?? own;
  const described = [error && `${controlId}-error`, help && `${controlId}-help`].filter(Boolean).join(' ');
  const control: ControlProps = {
    id: controlId,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required ? true : undefined,
    disabled,
  };
  const notes = (
    <>
      {error && (
        <p className={styles['error']} id={`${controlId}-error`}>
          <Icon name="error" size={14} />
          <span>{error}</span>
        </p>
      )}
      {help && (
        <div className={styles['help']} id={`${controlId}-help`}>
          {help}
        </div>
      )}
    </>
  );
  return { control, notes };
}

/** Label above, control, then error and help. */
export function FieldFrame(props: Frame & { children: (control: ControlProps) => ReactNode }) {
  const { control, notes } = useField(props);
  return (
    <div className={styles['field']}>
      <label className={cx(styles['label'], props.hideLabel && 'visually-hidden')} htmlFor={control.id}>
        {props.label}
        {props.required && (
          <span className={styles['required']} aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </label>
      {props.children(control)}
      {notes}
    </div>
  );
}
