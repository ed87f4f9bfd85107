/** The rows of a long tree that are on screen, between two spacers. Loaded only for long trees. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

interface VirtualTreeProps {
  /** Key and height (pixels) of each row; a new array means new rows. */
  readonly rows: readonly { readonly key: string; readonly height: number }[];
  /** How many columns a spacer spans. */
  readonly columns: number;
  /** The row that wants the focus: it is brought on screen. */
  readonly wanted: number | undefined;
  /** Where Tab leads: this row, or the first one on screen when it isn't there. */
  readonly stop: number;
  readonly children: (index: number, isStop: boolean) => ReactNode;
}

const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ blockSize: height, padding: 0 }} />
    </tr>
  );

export const VirtualTree = ({ rows, columns, wanted, stop, children }: VirtualTreeProps) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  // After paint, when the place of the body costs no extra layout.
  useEffect(() => {
    setTop(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
  }, [rows]);
  // A new function makes the virtualizer read all heights again, within this very render.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    getItemKey,
    estimateSize: (index) => rows[index]?.height ?? 0,
    overscan: 8,
    scrollMargin: top,
    // Room for the sticky page header and column headers above, a row below.
    scrollPaddingStart: 100,
    scrollPaddingEnd: 40,
  });
  useLayoutEffect(() => {
    if (wanted !== undefined) virtualizer.scrollToIndex(wanted, { align: 'auto' });
  }, [virtualizer, wanted]);
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const shown = items.some(({ index }) => index === stop);
  return (
    <tbody ref={body} role="rowgroup">
      <Spacer height={first ? first.start - top : 0} columns={columns} />
      {items.map(({ index }) => children(index, shown ? index === stop : index === first?.index))}
      <Spacer height={last ? virtualizer.getTotalSize() - (last.end - top) : 0} columns={columns} />
    </tbody>
  );
};
