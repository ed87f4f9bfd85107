/** The columns of the services list. */
import { Changing } from '../../ui/changing';
import { cx } from '../../ui/class-names';
import type { Column } from '../../ui/data-table-column';
import { ResourceAmount } from '../shared/resource-amount';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import { exactText, parseTime, pastText } from '../shared/time-text';
import type { ServiceRow } from './service-row';
import { isRemarkable, statusRank } from './service-row';
import styles from './service-columns.module.css';

/** A plain link: the router's own costs more than the rest of a row, which shows when thousands scroll by. */
const serviceHref = (id: string) => `#/services/detail/${id.slice(1).split('/').map(encodeURIComponent).join('/')}`;

/** Most services are of one container; what is more says so. */
function Kind({ row }: { row: ServiceRow }) {
  return row.kind === 'pod' && <span className={styles['kind']}>{`pod · ${row.containers}`}</span>;
}

function Name({ row }: { row: ServiceRow }) {
  return (
    <span className={styles['nameLine']}>
      <span className={styles['title']}>
        <a className={styles['link']} href={serviceHref(row.id)}>
          {row.group && <span className={styles['group']}>{row.group}</span>}
          <span className={styles['leaf']}>{row.name}</span>
        </a>
        <Kind row={row} />
      </span>
      {isRemarkable(row) && (
        <span className={styles['reason']} title={row.status.sentence}>
          {row.status.sentence}
        </span>
      )}
    </span>
  );
}

function Instances({ row }: { row: ServiceRow }) {
  const { running, target, status } = row;
  const share = target === 0 ? 0 : Math.min(1, running / target);
  return (
    <span className={styles['instances']}>
      <span className={styles['bar']} aria-hidden="true">
        <span className={cx(styles['fill'], styles[status.tone])} style={{ transform: `scaleX(${share})` }} />
      </span>
      <Changing>{`${running}/${target}`}</Changing>
    </span>
  );
}

function Version({ at }: { at: string }) {
  const moment = parseTime(at);
  const words = useTicking((now) => (moment === undefined || now === 0 ? '–' : pastText(moment, now)));
  return (
    <time dateTime={at} title={moment === undefined ? undefined : exactText(moment)}>
      {words}
    </time>
  );
}

const nameKey = (row: ServiceRow) => row.id.toLowerCase();

export const serviceColumns: readonly Column<ServiceRow>[] = [
  {
    id: 'status',
    header: 'Status',
    sortBy: (row) => statusRank(row.status.word),
    cell: (row) => <StatusBadge status={row.status} />,
    className: styles['status'],
  },
  { id: 'name', header: 'Name', sortBy: nameKey, cell: (row) => <Name row={row} />, className: styles['name'] },
  {
    id: 'instances',
    header: 'Instances',
    sortBy: (row) => row.target,
    cell: (row) => <Instances row={row} />,
    className: styles['count'],
  },
  {
    id: 'cpus',
    header: 'CPUs',
    sortBy: (row) => row.amounts.cpus,
    cell: (row) => <ResourceAmount kind="cpus" value={row.amounts.cpus} bare />,
    align: 'end',
    className: styles['cpus'],
  },
  {
    id: 'mem',
    header: 'Memory',
    sortBy: (row) => row.amounts.mem,
    cell: (row) => <ResourceAmount kind="mem" value={row.amounts.mem} />,
    align: 'end',
    className: styles['mem'],
  },
  {
    id: 'disk',
    header: 'Disk',
    sortBy: (row) => row.amounts.disk,
    cell: (row) => <ResourceAmount kind="disk" value={row.amounts.disk} />,
    align: 'end',
    className: styles['disk'],
  },
  {
    id: 'version',
    header: 'Version',
    sortBy: (row) => -(parseTime(row.version) ?? 0),
    cell: (row) => <Version at={row.version} />,
    align: 'end',
    className: styles['version'],
  },
];
