/** One row of a data table; drawn again only when its own data changed. */
import { memo } from 'react';
import type { CSSProperties } from 'react';
import { cx } from './class-names';
import type { Column } from './data-table-column';
import styles from './data-table.module.css';

interface TableRowProps<Row> {
  readonly row: Row;
  /** Position among all rows, header included, counted from 1. */
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  /** In pixels. */
  readonly height: number;
}

function PlainTableRow<Row>({ row, index, columns, height }: TableRowProps<Row>) {
  const style: CSSProperties & Record<'--row-height', string> = { '--row-height': `${height}px` };
  return (
    <tr role="row" aria-rowindex={index} className={styles['row']} style={style}>
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          className={cx(styles['cell'], column.align === 'end' && styles['end'], column.className)}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

// `memo` forgets the type parameter; the cast to its own argument's type restores it.
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;
