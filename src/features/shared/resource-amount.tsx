/** One amount of a resource, figures aligned; the unit is faint so that numbers can be compared down a column. */
import { resourceText } from './resource-text';
import type { ResourceKind } from './resource-text';
import styles from './resource-amount.module.css';

export interface ResourceAmountProps {
  readonly kind: ResourceKind;
  /** Shares, MiB or devices; missing shows a dash. */
  readonly value: number | undefined;
  /** Leaves the unit to the column heading; memory and disk keep theirs, which varies. */
  readonly bare?: boolean;
}

export const ResourceAmount = ({ kind, value, bare = false }: ResourceAmountProps) => {
  if (value === undefined) return <span>–</span>;
  const [figure, unit] = resourceText(kind, value).split('\u2009');
  const named = !bare || kind === 'mem' || kind === 'disk';
  return (
    <span className={styles['amount']}>
      {figure}
      {named && <span className={styles['unit']}>{`\u2009${unit ?? ''}`}</span>}
    </span>
  );
};
