/** The statuses that occur, worst first, with their counts; pressing one filters by it. */
import { memo, useMemo } from 'react';
import { cx } from '../../ui/class-names';
import { Glyph } from '../../ui/glyph';
import type { StatusWord } from '../shared/status-words';
import { statusLooks } from '../shared/status-words';
import { statusesIn, withStatus } from './service-filter';
import type { ServiceRow } from './service-row';
import { statusOrder } from './service-row';
import styles from './status-filter.module.css';

interface StatusFilterProps {
  readonly rows: readonly ServiceRow[];
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

const countByWord = (rows: readonly ServiceRow[]): readonly (readonly [StatusWord, number])[] => {
  const counts = new Map<StatusWord, number>();
  for (const { status } of rows) counts.set(status.word, (counts.get(status.word) ?? 0) + 1);
  return statusOrder.flatMap((word) => {
    const count = counts.get(word);
    return count === undefined ? [] : [[word, count] as const];
  });
};

export const StatusFilter = memo(function StatusFilter({ rows, filter, onFilter }: StatusFilterProps) {
  const counts = useMemo(() => countByWord(rows), [rows]);
  const chosen = statusesIn(filter);
  return (
    <div className={styles['strip']} role="group" aria-label="Filter by status">
      {counts.map(([word, count]) => {
        const on = chosen.has(word.toLowerCase());
        const { tone, glyph } = statusLooks[word];
        return (
          <button
            key={word}
            type="button"
            className={cx(styles['chip'], on && styles['on'])}
            aria-pressed={on}
            onClick={() => onFilter(withStatus(filter, on ? undefined : word))}
          >
            <Glyph shape={glyph} tone={tone} progress={0.6} />
            {word}
            <span className={styles['count']}>{count}</span>
          </button>
        );
      })}
    </div>
  );
});
