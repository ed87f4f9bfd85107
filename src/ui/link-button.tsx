/** A link that looks like a button: for primary actions that go somewhere, so that they open in a new tab too. */
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';

interface AnchorProps extends ComponentProps<'a'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet';
  readonly icon?: IconName;
}

function ButtonAnchor({ variant = 'secondary', icon, children, className, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={cx(styles['button'], styles[variant], className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

export const LinkButton = createLink(ButtonAnchor);
