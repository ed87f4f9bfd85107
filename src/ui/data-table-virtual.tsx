/** The rows of a long table that are on screen, between two spacers. Loaded only for long tables. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

interface VirtualRowsProps {
  readonly count: number;
  /** How tall a row is, in pixels; another function when rows or layout are others. */
  readonly heightOf: (index: number) => number;
  /** How many columns a spacer spans. */
  readonly columns: number;
  readonly children: (index: number) => ReactNode;
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ blockSize: height, padding: 0 }} />
    </tr>
  );
}

export function VirtualRows({ count, heightOf, columns, children }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measured = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    setTop(Math.round(measured));
  }, [heightOf]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: heightOf,
    overscan: 10,
    scrollMargin: top,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, heightOf]);
  const items = virtualizer.getVirtualItems();
  const before = items[0] ? items[0].start - top : 0;
  const last = items.at(-1);
  const after = last ? virtualizer.getTotalSize() - (last.end - top) : 0;
  return (
    <tbody ref={body} role="rowgroup">
      <Spacer height={before} columns={columns} />
      {items.map((item) => children(item.index))}
      <Spacer height={after} columns={columns} />
    </tbody>
  );
}
