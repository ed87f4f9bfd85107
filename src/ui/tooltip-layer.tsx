/** The floating part of a tooltip; loaded on demand by `tooltip.tsx`. */
import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { RefObject } from 'react';
import styles from './tooltip.module.css';

interface LayerProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly text: string;
  readonly onClose: () => void;
}

export function TooltipLayer({ id, anchor, text, onClose }: LayerProps) {
  return (
    <BaseTooltip.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className={styles['positioner']} anchor={anchor} sideOffset={6} collisionPadding={8}>
          <BaseTooltip.Popup className={styles['popup']} id={id} role="tooltip">
            {text}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
