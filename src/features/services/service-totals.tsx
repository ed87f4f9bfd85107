/** One line under the filter: how many services, instances and resources the list below adds up to. */
import { memo, useMemo } from 'react';
import { addAmounts } from '../shared/pod-totals';
import { resourceText } from '../shared/resource-text';
import type { ServiceRow } from './service-row';
import styles from './service-totals.module.css';

const grouped = new Intl.NumberFormat('en', { useGrouping: true });
/** Thin spaces between groups of thousands. */
const number = (value: number): string => grouped.format(value).replaceAll(',', '\u2009');

interface ServiceTotalsProps {
  readonly shown: readonly ServiceRow[];
  readonly all: number;
}

export const ServiceTotals = memo(function ServiceTotals({ shown, all }: ServiceTotalsProps) {
  const { running, target, amounts } = useMemo(
    () => ({
      running: shown.reduce((sum, row) => sum + row.running, 0),
      target: shown.reduce((sum, row) => sum + row.target, 0),
      amounts: addAmounts(shown.map((row) => row.amounts)),
    }),
    [shown],
  );
  return (
    <p className={styles['totals']} role="status">
      <span>
        {shown.length === all ? `${number(all)} services` : `${number(shown.length)} of ${number(all)} services`}
      </span>
      <span>{`${number(running)} of ${number(target)} instances running`}</span>
      <span>{resourceText('cpus', amounts.cpus)}</span>
      <span>{resourceText('mem', amounts.mem)}</span>
      <span>{`${resourceText('disk', amounts.disk)} disk`}</span>
    </p>
  );
});
