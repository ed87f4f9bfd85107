/** The two kinds of rows of the instances table. Each draws again only when its own data changed. */
import { memo, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { cx } from '../../../ui/class-names';
import { RelativeTime } from '../../shared/relative-time';
import { ResourceAmount } from '../../shared/resource-amount';
import {
  AddressAndPorts,
  AddressCell,
  AgentCell,
  ContainerStatusCell,
  FoldButton,
  InstanceStatusCell,
  PortsCell,
} from './instance-cells';
import type { InstanceTreeRow } from './instance-rows';
import { shortId, specVersion } from './instance-rows';
import styles from './instance-table.module.css';

export interface TreeRowProps {
  readonly row: InstanceTreeRow;
  /** Position among all rows, header included, from 1. */
  readonly index: number;
  readonly podName: string;
  /** Container ports by endpoint name. */
  readonly ports: ReadonlyMap<string, number>;
  readonly delayUntil: number;
  readonly selected: boolean;
  /** Whether Tab leads here, and whether the focus is to be taken now. */
  readonly focus: 'none' | 'stop' | 'take';
  readonly actions: TreeRowActions;
}

/** Stable across renders, so that rows stay memoised. */
export interface TreeRowActions {
  readonly fold: (instanceId: string, open: boolean) => void;
  readonly select: (instanceId: string, selected: boolean) => void;
  readonly focused: (key: string) => void;
}

interface CellProps {
  readonly at: string;
  readonly children?: ReactNode;
  readonly span?: number;
}

const Cell = ({ at, children, span }: CellProps) => (
  <td role="gridcell" className={cx(styles['cell'], styles[at])} colSpan={span} aria-colspan={span}>
    {children}
  </td>
);

interface NameCellProps {
  readonly row: InstanceTreeRow & { kind: 'instance' };
  readonly podName: string;
  readonly onFold: (open: boolean) => void;
}

const NameCell = ({ row, podName, onFold }: NameCellProps) => {
  const { instance, open } = row;
  const label = `${podName}.instance-${shortId(instance.id)}`;
  return (
    <td role="rowheader" className={cx(styles['cell'], styles['id'])} title={instance.id}>
      {open === undefined ? (
        <span className={styles['foldText']}>{label}</span>
      ) : (
        <FoldButton open={open} label={label} onFold={() => onFold(!open)} />
      )}
    </td>
  );
};

const InstanceCells = ({
  row,
  podName,
  ports,
  delayUntil,
  selected,
  focus,
  actions,
}: TreeRowProps & { readonly row: InstanceTreeRow & { kind: 'instance' } }) => {
  const { instance } = row;
  const short = shortId(instance.id);
  const flat = row.open === undefined;
  return (
    <>
      <Cell at="select">
        <label className={styles['check']}>
          <input
            type="checkbox"
            aria-label={`Select ${short}`}
            tabIndex={focus === 'none' ? -1 : 0}
            checked={selected}
            disabled={instance.status === 'TERMINAL'}
            onChange={(event) => actions.select(instance.id, event.target.checked)}
          />
        </label>
      </Cell>
      <NameCell row={row} podName={podName} onFold={(fold) => actions.fold(instance.id, fold)} />
      <Cell at="status">
        <InstanceStatusCell
          instance={instance}
          delayUntil={instance.status === 'PENDING' ? delayUntil : 0}
          flat={flat}
        />
      </Cell>
      <Cell at="since">
        <RelativeTime at={instance.statusSince} form="age" focusable={false} />
      </Cell>
      <Cell at="agent">
        <AgentCell instance={instance} />
      </Cell>
      <Cell at="address">
        {flat ? <AddressAndPorts instance={instance} ports={ports} /> : <AddressCell instance={instance} />}
      </Cell>
      <Cell at="cpus">
        <ResourceAmount kind="cpus" value={instance.resources?.cpus} bare />
      </Cell>
      <Cell at="mem">
        <ResourceAmount kind="mem" value={instance.resources?.mem} />
      </Cell>
      <Cell at="version">
        <RelativeTime at={specVersion(instance)} form="age" focusable={false} />
      </Cell>
    </>
  );
};

const ContainerCells = ({ row, ports }: TreeRowProps & { readonly row: InstanceTreeRow & { kind: 'container' } }) => {
  const { container } = row;
  return (
    <>
      <Cell at="select" />
      <td role="rowheader" className={cx(styles['cell'], styles['id'])}>
        <span className={styles['containerName']}>{container.name}</span>
      </td>
      <Cell at="status">
        <ContainerStatusCell container={container} />
      </Cell>
      <Cell at="since">
        <RelativeTime at={container.statusSince} form="age" focusable={false} />
      </Cell>
      <Cell at="ports" span={2}>
        <PortsCell container={container} ports={ports} />
      </Cell>
      <Cell at="cpus">
        <ResourceAmount kind="cpus" value={container.resources?.cpus} bare />
      </Cell>
      <Cell at="mem">
        <ResourceAmount kind="mem" value={container.resources?.mem} />
      </Cell>
      <Cell at="version" />
    </>
  );
};

const PlainTreeRow = (props: TreeRowProps) => {
  const { row, index, selected, focus, actions } = props;
  const element = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    if (focus === 'take' && document.activeElement !== element.current) element.current?.focus();
  }, [focus]);
  const isInstance = row.kind === 'instance';
  // Rows of a plain grid have no place in a tree.
  const place =
    isInstance && row.open === undefined
      ? {}
      : {
          'aria-level': isInstance ? 1 : 2,
          'aria-posinset': row.position,
          'aria-setsize': row.set,
          'aria-expanded': isInstance ? row.open : undefined,
        };
  return (
    <tr
      ref={element}
      role="row"
      data-key={row.key}
      className={cx(styles['row'], styles[row.kind], selected && styles['selected'])}
      tabIndex={focus === 'none' ? -1 : 0}
      aria-rowindex={index}
      {...place}
      aria-selected={isInstance ? selected : undefined}
      onFocus={() => actions.focused(row.key)}
    >
      {row.kind === 'instance' ? <InstanceCells {...props} row={row} /> : <ContainerCells {...props} row={row} />}
    </tr>
  );
};

const sameRow = (a: InstanceTreeRow, b: InstanceTreeRow): boolean =>
  a.key === b.key &&
  a.position === b.position &&
  a.set === b.set &&
  a.instance === b.instance &&
  (a.kind === 'instance') === (b.kind === 'instance') &&
  (a.kind === 'container' || b.kind === 'container' || a.open === b.open);

/** Rows are built anew at each change of the pod; what they hold is shared with the rows before unless it changed. */
export const TreeRow = memo(
  PlainTreeRow,
  (a, b) =>
    sameRow(a.row, b.row) &&
    a.index === b.index &&
    a.selected === b.selected &&
    a.focus === b.focus &&
    a.delayUntil === b.delayUntil &&
    a.ports === b.ports &&
    a.podName === b.podName &&
    a.actions === b.actions,
);
