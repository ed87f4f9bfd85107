/** An on or off that takes effect at once. */
import { useField } from './field';
import type { FieldProps } from './field';
import styles from './field.module.css';

export function SwitchField(props: FieldProps<boolean>) {
  const { control, notes } = useField(props);
  return (
    <div className={styles['choice']}>
      <input
        {...control}
        className={styles['switch']}
        type="checkbox"
        role="switch"
        checked={props.value}
        onChange={(event) => props.onChange(event.target.checked)}
        onBlur={props.onBlur}
      />
      <label htmlFor={control.id}>{props.label}</label>
      {notes}
    </div>
  );
}
