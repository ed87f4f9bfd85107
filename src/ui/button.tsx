/** Buttons. One primary action per screen; `busy` keeps the width, says so to screen readers and swallows clicks. */
import type { ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import { Tooltip } from './tooltip';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet';

interface ButtonProps {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly type?: 'button' | 'submit';
  readonly icon?: IconName;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onClick?: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly form?: string;
  /** `true`/`false` makes it a disclosure or toggle button. */
  readonly expanded?: boolean;
  readonly pressed?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, variant = 'secondary', type = 'button', icon, busy = false, disabled = false, onClick } = props;
  return (
    <button
      ref={props.ref}
      type={type}
      form={props.form}
      className={cx(styles['button'], styles[variant], busy && styles['busy'])}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
      {busy && <span className={styles['spinner']} aria-hidden="true" />}
    </button>
  );
}

interface IconButtonProps {
  /** The accessible name, shown as a tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly expanded?: boolean;
  readonly pressed?: boolean;
}

export function IconButton({ label, icon, onClick, disabled = false, ref, expanded, pressed }: IconButtonProps) {
  return (
    <Tooltip text={label} describes={false}>
      <button
        ref={ref}
        type="button"
        className={cx(styles['button'], styles['quiet'], styles['iconOnly'])}
        aria-label={label}
        aria-expanded={expanded}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={() => onClick?.()}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
