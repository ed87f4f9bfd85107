/** The columns of the nodes table. */
import { Link } from '@tanstack/react-router';
import { Badge } from '../../ui/badge';
import { Changing } from '../../ui/changing';
import type { Column } from '../../ui/data-table-column';
import type { ResourceKind } from '../shared/resource-text';
import styles from './node-columns.module.css';
import type { NodeRow } from './node-row';
import { statusRank } from './node-status';
import { Usage } from './usage';

const usage = (kind: ResourceKind, header: string): Column<NodeRow> => ({
  id: kind,
  header,
  sortBy: ({ agent }) => (agent.resources[kind] === 0 ? -1 : agent.used_resources[kind] / agent.resources[kind]),
  cell: ({ agent }) => <Usage kind={kind} agent={agent} />,
  className: styles[kind],
});

export const nodeColumns: readonly Column<NodeRow>[] = [
  {
    id: 'host',
    header: 'Host',
    sortBy: ({ host }) => host,
    cell: ({ id, host }) => (
      <Link className={styles['link']} to="/nodes/$agentId" params={{ agentId: id }}>
        {host}
      </Link>
    ),
    className: styles['host'],
  },
  {
    id: 'status',
    header: 'Status',
    sortBy: ({ status }) => statusRank(status),
    cell: ({ status: { word, tone, glyph } }) => (
      <Badge tone={tone} glyph={glyph}>
        {word}
      </Badge>
    ),
    className: styles['status'],
  },
  {
    id: 'zone',
    header: 'Region / zone',
    sortBy: ({ region, zone }) => `${region}/${zone}`,
    cell: ({ region, zone }) => [region, zone].filter(Boolean).join(' / ') || '–',
    className: styles['zone'],
  },
  {
    id: 'tasks',
    header: 'Tasks',
    sortBy: ({ tasks }) => tasks,
    cell: ({ tasks }) => <Changing>{tasks}</Changing>,
    align: 'end',
    className: styles['tasks'],
  },
  usage('cpus', 'CPU'),
  usage('mem', 'Memory'),
  usage('disk', 'Disk'),
  usage('gpus', 'GPU'),
];
