/** Column headings of the instances table: sorting, and the box that selects all. */
import { cx } from '../../../ui/class-names';
import { Icon } from '../../../ui/icon';
import type { InstanceSort, ServiceDetailSearch } from '../service-detail-search';
import styles from './instance-table.module.css';

const columns: readonly { readonly sort: InstanceSort; readonly label: string; readonly at: string }[] = [
  { sort: 'id', label: 'Instance', at: 'id' },
  { sort: 'status', label: 'Status', at: 'status' },
  { sort: 'since', label: 'Since', at: 'since' },
  { sort: 'agent', label: 'Agent', at: 'agent' },
  { sort: 'address', label: 'Address', at: 'address' },
  { sort: 'cpus', label: 'CPUs', at: 'cpus' },
  { sort: 'mem', label: 'Memory', at: 'mem' },
  { sort: 'version', label: 'Version', at: 'version' },
];

interface HeadProps {
  readonly search: ServiceDetailSearch;
  readonly selected: number;
  readonly selectable: number;
  readonly onSort: (sort: InstanceSort) => void;
  readonly onSelectAll: (selected: boolean) => void;
}

const SelectAll = ({ selected, selectable, onSelectAll }: HeadProps) => {
  const all = selectable > 0 && selected >= selectable;
  return (
    <label className={styles['check']}>
      <input
        ref={(box) => {
          if (box) box.indeterminate = selected > 0 && !all;
        }}
        type="checkbox"
        aria-label="Select all instances"
        checked={all}
        disabled={selectable === 0}
        onChange={(event) => onSelectAll(event.target.checked)}
      />
    </label>
  );
};

export const InstanceTableHead = (props: HeadProps) => {
  const { sort = 'id', dir } = props.search;
  return (
    <thead role="rowgroup" className={styles['header']}>
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" className={cx(styles['head'], styles['select'])}>
          <SelectAll {...props} />
        </th>
        {columns.map((column) => {
          const sorted = column.sort === sort;
          return (
            <th
              key={column.sort}
              role="columnheader"
              scope="col"
              className={cx(styles['head'], styles[column.at])}
              aria-sort={sorted ? (dir === 'desc' ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                className={cx(styles['sort'], sorted && styles['sorted'])}
                onClick={() => props.onSort(column.sort)}
              >
                {column.label}
                <Icon name={sorted && dir === 'desc' ? 'arrow-down' : 'arrow-up'} size={12} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
};
