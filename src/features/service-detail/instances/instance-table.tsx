/**
 * Instances and, unfolded, their containers: a tree table; a plain one where an instance is one task. Above 200 rows only those on screen are in the page; on narrow
 * screens each row is a card. Arrow keys move between rows, Right and Left fold, Space selects.
 */
import { Suspense, lazy, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { cx } from '../../../ui/class-names';
import { useMedia } from '../../../ui/use-media';
import type { InstanceSort, ServiceDetailSearch } from '../service-detail-search';
import { InstanceTableHead } from './instance-table-head';
import { TreeRow } from './instance-row';
import type { TreeRowActions } from './instance-row';
import type { InstanceTreeRow } from './instance-rows';
import styles from './instance-table.module.css';
import { useTreeFocus } from './use-tree-focus';

const VirtualTree = lazy(async () => ({ default: (await import('./instance-table-virtual')).VirtualTree }));

/** Up to this many rows everything is in the page, so that the browser's own search finds it. */
const VIRTUAL_ABOVE = 200;
const FIRST_ROWS = 30;
const COLUMNS = 9;
const HEIGHTS = {
  table: { instance: 36, container: 32 },
  cards: { instance: 92, container: 72 },
  flatCards: { instance: 112, container: 0 },
};

interface InstanceTableProps {
  readonly rows: readonly InstanceTreeRow[];
  /** No row can be unfolded. */
  readonly flat: boolean;
  readonly podName: string;
  readonly ports: ReadonlyMap<string, number>;
  readonly delayUntil: number;
  readonly selected: ReadonlySet<string>;
  /** How many of the listed instances can be selected. */
  readonly selectable: number;
  readonly search: ServiceDetailSearch;
  readonly onSort: (sort: InstanceSort) => void;
  readonly onFold: (instanceId: string, open: boolean) => void;
  readonly onSelect: (instanceId: string, selected: boolean) => void;
  readonly onSelectAll: (selected: boolean) => void;
}

/** Handlers that never change their identity and always call the newest ones. */
const useStableActions = (newest: TreeRowActions): TreeRowActions => {
  const latest = useRef(newest);
  useLayoutEffect(() => {
    latest.current = newest;
  });
  const [actions] = useState<TreeRowActions>(() => ({
    fold: (id, open) => latest.current.fold(id, open),
    select: (id, selected) => latest.current.select(id, selected),
    focused: (key) => latest.current.focused(key),
  }));
  return actions;
};

const useRows = (props: InstanceTableProps) => {
  const { rows, podName, ports, delayUntil, selected, onFold, onSelect } = props;
  const focus = useTreeFocus(rows, onFold, (id) => onSelect(id, !selected.has(id)));
  const actions = useStableActions({ fold: onFold, select: onSelect, focused: focus.focused });
  const draw = (index: number, isStop: boolean) => {
    const row = rows[index];
    if (row === undefined) return null;
    return (
      <TreeRow
        key={row.key}
        row={row}
        index={index + 2}
        podName={podName}
        ports={ports}
        delayUntil={delayUntil}
        selected={selected.has(row.instance.id)}
        focus={focus.wanted === index ? 'take' : isStop ? 'stop' : 'none'}
        actions={actions}
      />
    );
  };
  return { focus, draw };
};

export const InstanceTable = (props: InstanceTableProps) => {
  const { rows, flat, selected, selectable, search, onSort, onSelectAll } = props;
  const { focus, draw } = useRows(props);
  const cards = useMedia('(width < 1040px)');
  const sizes = HEIGHTS[cards ? (flat ? 'flatCards' : 'cards') : 'table'];
  const sized = useMemo(() => rows.map(({ key, kind }) => ({ key, height: sizes[kind] })), [rows, sizes]);
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--instance-height': `${sizes.instance}px`,
    '--container-height': `${sizes.container}px`,
  };
  const drawAll = (count: number) => (
    <tbody role="rowgroup">{rows.slice(0, count).map((_row, index) => draw(index, index === focus.stop))}</tbody>
  );
  return (
    <table
      // A table may have any role; this one is a table to the eye and a tree grid to the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role={flat ? 'grid' : 'treegrid'}
      className={cx(styles['table'], flat && styles['flat'])}
      style={style}
      aria-label="Instances"
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      onKeyDown={focus.onKeyDown}
    >
      <InstanceTableHead
        search={search}
        selected={selected.size}
        selectable={selectable}
        onSort={onSort}
        onSelectAll={onSelectAll}
      />
      {rows.length > VIRTUAL_ABOVE ? (
        <Suspense fallback={drawAll(FIRST_ROWS)}>
          <VirtualTree rows={sized} columns={COLUMNS} wanted={focus.wanted} stop={focus.stop}>
            {draw}
          </VirtualTree>
        </Suspense>
      ) : (
        drawAll(rows.length)
      )}
    </table>
  );
};
