/** Which row of the tree has the keyboard: one tab stop, arrow keys between rows, and folding by key. */
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { InstanceTreeRow } from './instance-rows';
import type { TreeLine } from './tree-keys';
import { treeStep } from './tree-keys';

interface TreeFocus {
  /** Index of the row Tab leads to. */
  readonly stop: number;
  /** Index of the row that has to take the focus now. */
  readonly wanted: number | undefined;
  readonly focused: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const lineOf = (row: InstanceTreeRow): TreeLine =>
  row.kind === 'instance' ? { level: 1, open: row.open } : { level: 2 };

/** Keys belong to the tree only while the row itself, not a control in it, has the focus. */
const rowIndex = (event: KeyboardEvent<HTMLElement>, rows: readonly InstanceTreeRow[]): number => {
  const { target } = event;
  const key = target instanceof HTMLElement ? target.dataset['key'] : undefined;
  return key === undefined ? -1 : rows.findIndex((row) => row.key === key);
};

export const useTreeFocus = (
  rows: readonly InstanceTreeRow[],
  onFold: (instanceId: string, open: boolean) => void,
  onToggle: (instanceId: string) => void,
): TreeFocus => {
  const [current, setCurrent] = useState<{ readonly key: string; readonly wanted: boolean }>();
  const found = current === undefined ? -1 : rows.findIndex((row) => row.key === current.key);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = rowIndex(event, rows);
    const row = rows[index];
    if (row === undefined) return;
    if (event.key === ' ') {
      event.preventDefault();
      if (row.kind === 'instance' && row.instance.status !== 'TERMINAL') onToggle(row.instance.id);
      return;
    }
    const step = treeStep(event.key, rows.map(lineOf), index);
    if (step === undefined) return;
    event.preventDefault();
    const target = rows[step.index];
    if (target === undefined) return;
    if (step.kind === 'go') setCurrent({ key: target.key, wanted: true });
    else onFold(target.instance.id, step.open);
  };
  return {
    stop: Math.max(0, found),
    wanted: current?.wanted === true && found >= 0 ? found : undefined,
    focused: (key) => setCurrent((before) => (before?.key === key && !before.wanted ? before : { key, wanted: false })),
    onKeyDown,
  };
};
