/** Skeletons: the shape of what is coming, so that nothing jumps when it arrives. Shown late, to spare quick loads a flash. */
import { cx } from './class-names';
import styles from './loading.module.css';

/** One grey bar. */
export function Skeleton({ width = '100%', height = 12 }: { width?: number | string; height?: number }) {
  return <span className={styles['bar']} style={{ inlineSize: width, blockSize: height }} />;
}

/** Rows of a table or list; announced once as "Loading …". */
export function Loading({ label, rows = 6, rowHeight = 36 }: { label: string; rows?: number; rowHeight?: number }) {
  return (
    <div className={styles['loading']} role="status" aria-label={`Loading ${label}`}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={cx(styles['row'])} style={{ blockSize: rowHeight }}>
          <Skeleton width={72} />
          <Skeleton width={`${38 - ((row * 7) % 17)}%`} />
          <Skeleton width={48} />
          <Skeleton width={64} />
        </div>
      ))}
    </div>
  );
}
