/**
 * A short text beside its control on hover and keyboard focus. The trigger is a few lines; the floating layer is
 * fetched when the first tooltip opens, so that lists stay light.
 */
import { Suspense, cloneElement, lazy, useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import styles from './tooltip.module.css';

const loadLayer = () => import('./tooltip-layer');
const TooltipLayer = lazy(async () => ({ default: (await loadLayer()).TooltipLayer }));

const openDelay = 400;

interface TooltipProps {
  readonly text: string;
  readonly children: ReactElement<{ 'aria-describedby'?: string }>;
  /** False where the text only repeats the accessible name. */
  readonly describes?: boolean;
}

export function Tooltip({ text, children, describes = true }: TooltipProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const openSoon = () => {
    void loadLayer();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), openDelay);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <span
      ref={anchor}
      className={styles['anchor']}
      onPointerEnter={(event) => event.pointerType !== 'touch' && openSoon()}
      onPointerLeave={close}
      onPointerDown={close}
      onFocus={(event) => event.target.matches(':focus-visible') && setOpen(true)}
      onBlur={close}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      {describes && open ? cloneElement(children, { 'aria-describedby': id }) : children}
      {open && (
        <Suspense>
          <TooltipLayer id={id} anchor={anchor} text={text} onClose={close} />
        </Suspense>
      )}
    </span>
  );
}
