/** A yes or no that takes effect with the form. */
import { useField } from './field';
import type { FieldProps } from './field';
import styles from './field.module.css';

export function CheckboxField(props: FieldProps<boolean>) {
  const { control, notes } = useField(props);
  return (
    <div className={styles['choice']}>
      <input
        {...control}
        className={styles['checkbox']}
        type="checkbox"
        checked={props.value}
        onChange={(event) => props.onChange(event.target.checked)}
        onBlur={props.onBlur}
      />
      <label htmlFor={control.id}>{props.label}</label>
      {notes}
    </div>
  );
}
