/** Moving an item of a list with the pointer: a handle is dragged to where the item is to be. Escape calls it off. */
import { useEffect, useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';

export interface Reorder {
  readonly list: RefObject<HTMLUListElement | null>;
  /** The item that is dragged, and where it would go. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly handle: (index: number) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

/** The item whose place the pointer is at. */
function placeAt(list: HTMLElement, y: number): number {
  const middles = [...list.children].map((item) => {
    const { top, height } = item.getBoundingClientRect();
    return top + height / 2;
  });
  return middles.reduce((best, middle, index) => {
    const nearest = Math.abs((middles[best] ?? 0) - y);
    return Math.abs(middle - y) < nearest ? index : best;
  }, 0);
}

export function useReorder(move: (from: number, to: number) => void): Reorder {
  const list = useRef<HTMLUListElement>(null);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const dragging = drag !== undefined;
  useEffect(() => {
    if (!dragging) return undefined;
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDrag(undefined);
    };
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, [dragging]);
  return {
    list,
    from: drag?.from,
    to: drag?.to,
    handle: (index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: index, to: index });
      },
      onPointerMove: (event) => {
        if (!drag || !list.current) return;
        const to = placeAt(list.current, event.clientY);
        // What lies beyond comes into view, so that the way may be longer than the screen.
        for (const place of [to - 1, to + 1]) list.current.children[place]?.scrollIntoView({ block: 'nearest' });
        setDrag({ ...drag, to });
      },
      onPointerUp: () => {
        if (drag && drag.to !== drag.from) move(drag.from, drag.to);
        setDrag(undefined);
      },
      onPointerCancel: () => setDrag(undefined),
    }),
  };
}
