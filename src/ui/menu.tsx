/** Menu button. Arrow keys, Home/End and typing move; Escape closes and gives focus back to the button. */
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { useRef } from 'react';
import buttonStyles from './button.module.css';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly tone?: 'danger';
  readonly disabled?: boolean;
  readonly icon?: IconName;
}

interface MenuProps {
  /** Accessible name; with `text` the visible words are the name. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName;
  readonly text?: string;
}

export function Menu({ label, items, icon = 'more', text }: MenuProps) {
  // Beside its button, so that the list belongs to the same landmark of the page.
  const host = useRef<HTMLSpanElement>(null);
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger
        className={cx(
          buttonStyles['button'],
          text ? buttonStyles['secondary'] : cx(buttonStyles['quiet'], buttonStyles['iconOnly']),
        )}
        aria-label={text ? undefined : label}
      >
        {text}
        <Icon name={text ? 'chevron-down' : icon} />
      </BaseMenu.Trigger>
      <span ref={host} />
      <BaseMenu.Portal container={host}>
        <BaseMenu.Positioner
          className={styles['positioner']}
          positionMethod="fixed"
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <BaseMenu.Popup className={styles['popup']} aria-label={label}>
            {items.map((item) => (
              <BaseMenu.Item
                key={item.label}
                className={cx(styles['item'], item.tone === 'danger' && styles['danger'])}
                disabled={item.disabled ?? false}
                onClick={item.onSelect}
              >
                {item.icon && <Icon name={item.icon} />}
                {item.label}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
