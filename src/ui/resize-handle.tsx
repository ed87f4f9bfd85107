/** The upper edge of a pane, to be dragged or moved by the arrow keys. */
import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './resize-handle.module.css';

interface ResizeHandleProps {
  readonly label: string;
  /** Height of the pane below, in CSS pixels. */
  readonly height: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (height: number) => void;
}

const KEY_STEP = 24;

export function ResizeHandle({ label, height, min, max, onResize }: ResizeHandleProps) {
  const grip = useRef<{ readonly y: number; readonly height: number }>(undefined);
  const resize = (wanted: number) => onResize(Math.round(Math.min(max, Math.max(min, wanted))));
  const press = (event: KeyboardEvent) => {
    const steps = new Map([
      ['ArrowUp', height + KEY_STEP],
      ['ArrowDown', height - KEY_STEP],
      ['Home', max],
      ['End', min],
    ]);
    const wanted = steps.get(event.key);
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { y: event.clientY, height };
  };
  const drag = (event: PointerEvent) => {
    if (grip.current) resize(grip.current.height + grip.current.y - event.clientY);
  };
  const release = () => {
    grip.current = undefined;
  };
  return (
    <div
      className={styles['handle']}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.min(max, Math.max(min, height))}
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
