/**
 * A table of many rows: sorting by header, only the visible rows in the page, cards on narrow screens. It keeps table
 * semantics in every layout (explicit roles), and arrow keys move between the rows' links.
 */
import { Suspense, lazy, useCallback, useMemo } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { cx } from './class-names';
import type { Column, Sort } from './data-table-column';
import { TableRow } from './data-table-row';
import styles from './data-table.module.css';
import { Icon } from './icon';
import { sortRows } from './sort-rows';
import { useMedia } from './use-media';

interface DataTableProps<Row> {
  readonly label: string;
  /** A constant: a new array makes every row draw again. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** In pixels, in the table layout. */
  readonly rowHeight?: number;
  /** How a row looks as a card: height in pixels, and grid columns for the cells. A constant. */
  readonly card: { readonly heightOf: (row: Row) => number; readonly columns: string };
}

/** Below this many rows everything is in the page, so that the browser's own search finds it. */
const virtualFrom = 200;
const firstRows = 60;

const VirtualRows = lazy(async () => ({ default: (await import('./data-table-virtual')).VirtualRows }));

function useSorted<Row>({ columns, rows, sort }: DataTableProps<Row>): readonly Row[] {
  const keyOf = columns.find(({ id }) => id === sort.id)?.sortBy;
  return useMemo(() => (keyOf ? sortRows(rows, keyOf, sort.desc) : rows), [rows, keyOf, sort.desc]);
}

function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLElement)) return;
  const row = event.target.closest('tbody tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector('a');
  if (!link) return;
  event.preventDefault();
  link.focus();
  link.scrollIntoView({ block: 'nearest' });
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: { column: Column<Row> } & Pick<DataTableProps<Row>, 'sort' | 'onSort'>) {
  const sorted = sort.id === column.id;
  const classes = cx(styles['head'], column.align === 'end' && styles['end'], column.className);
  if (!column.sortBy) {
    return (
      <th role="columnheader" scope="col" className={classes}>
        {column.header}
      </th>
    );
  }
  return (
    <th
      role="columnheader"
      scope="col"
      className={classes}
      aria-sort={sorted ? (sort.desc ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={cx(styles['sort'], sorted && styles['sorted'])}
        onClick={() => onSort({ id: column.id, desc: sorted && !sort.desc })}
      >
        {column.header}
        <Icon name={sorted && sort.desc ? 'arrow-down' : 'arrow-up'} size={12} />
      </button>
    </th>
  );
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, sort, onSort, rowHeight = 36, card } = props;
  const sorted = useSorted(props);
  const cards = useMedia('(width < 640px)');
  // Rows of a table are all as tall, whatever they are: their heights need no adding up when a row changes.
  const measured = cards ? sorted : undefined;
  const heightAt = useCallback(
    (index: number) => {
      const row = measured?.[index];
      return row === undefined ? rowHeight : card.heightOf(row);
    },
    [measured, card, rowHeight],
  );
  const draw = (row: Row, index: number) => (
    <TableRow key={rowKey(row)} row={row} index={index + 2} columns={columns} height={heightAt(index)} />
  );
  const style: CSSProperties & Record<'--card-columns', string> = { '--card-columns': card.columns };
  return (
    <table
      role="table"
      className={styles['table']}
      style={style}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={moveFocus}
    >
      <thead role="rowgroup" className={styles['header']}>
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      {rows.length > virtualFrom ? (
        <Suspense fallback={<tbody role="rowgroup">{sorted.slice(0, firstRows).map(draw)}</tbody>}>
          <VirtualRows count={sorted.length} heightOf={heightAt} columns={columns.length}>
            {(index) => {
              const row = sorted[index];
              return row && draw(row, index);
            }}
          </VirtualRows>
        </Suspense>
      ) : (
        <tbody role="rowgroup">{sorted.map(draw)}</tbody>
      )}
    </table>
  );
}
