/** What describes a data table to its parts: columns and the order of rows. */
import type { ReactNode } from 'react';
import type { SortKey } from './sort-rows';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What sorting compares; text by code unit, so lower-case it once beforehand. Absent: not sortable. */
  readonly sortBy?: (row: Row) => SortKey;
  readonly align?: 'end';
  /** Width and visibility of the whole column, header included. */
  readonly className?: string | undefined;
}

export interface Sort {
  readonly id: string;
  readonly desc: boolean;
}
