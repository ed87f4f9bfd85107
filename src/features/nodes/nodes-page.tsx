/** The agents of the cluster: where they are, what runs on them, what is left. */
import { useDeferredValue, useMemo } from 'react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { ErrorPanel } from '../../ui/error-panel';
import { FilterField } from '../../ui/filter-field';
import { sortOf, withFilter, withSort } from '../../ui/list-search';
import { Loading } from '../../ui/loading';
import { usePausedText } from '../../ui/use-paused-text';
import { nodeColumns } from './node-columns';
import type { NodeRow } from './node-row';
import { filterNodes } from './node-row';
import styles from './nodes-page.module.css';
import type { NodesSearch } from './nodes-search';
import { nodeSorts } from './nodes-search';
import { useNodes, useUnreachable } from './use-nodes';

interface NodesPageProps {
  readonly search: NodesSearch;
  readonly onSearch: (search: NodesSearch) => void;
}

const card = { heightOf: () => 108, columns: 'minmax(0, 1fr) minmax(0, 1fr)' };
const rowKey = (row: NodeRow) => row.id;

/** Mesos lists them no longer, so they can only be counted. */
function UnreachableNote() {
  const count = useUnreachable();
  if (count === 0) return null;
  const [agents, they] = count === 1 ? ['One more agent is', 'it comes'] : [`${count} more agents are`, 'they come'];
  return (
    <p className={styles['note']} role="status">
      <Badge tone="bad" glyph="broken-ring">
        Unreachable
      </Badge>
      {agents} out of reach. What ran there counts as lost until {they} back.
    </p>
  );
}

function NodesList({ rows, search, onSearch }: NodesPageProps & { rows: readonly NodeRow[] }) {
  const [text, setText] = usePausedText(search.q ?? '', (next) => onSearch(withFilter(search, next)));
  const filter = useDeferredValue(text);
  const shown = useMemo(() => filterNodes(rows, filter), [rows, filter]);
  return (
    <>
      <div className={styles['toolbar']}>
        <FilterField
          label="Filter nodes"
          placeholder="Filter by host, zone, attribute"
          value={text}
          onChange={setText}
        />
        <p className={styles['count']} role="status">
          {shown.length === rows.length ? `${rows.length} agents` : `${shown.length} of ${rows.length} agents`}
        </p>
      </div>
      <UnreachableNote />
      {shown.length === 0 ? (
        <EmptyState title="No agent matches" actions={<Button onClick={() => setText('')}>Clear filter</Button>}>
          Nothing among {rows.length} agents answers to “{text.trim()}”.
        </EmptyState>
      ) : (
        <DataTable
          label="Nodes"
          columns={nodeColumns}
          rows={shown}
          rowKey={rowKey}
          sort={sortOf(search, 'host')}
          onSort={(sort) => onSearch(withSort(search, sort, nodeSorts, 'host'))}
          rowHeight={44}
          card={card}
        />
      )}
    </>
  );
}

export function NodesPage(props: NodesPageProps) {
  const { rows, error, retry } = useNodes();
  if (error) return <ErrorPanel title="The agents can’t be read" message={error.message} onRetry={retry} />;
  if (!rows) return <Loading label="nodes" rows={6} />;
  if (rows.length === 0) {
    return (
      <>
        <UnreachableNote />
        <EmptyState icon="nodes" title="No agent is registered">
          Services start as soon as the first agent offers its resources.
        </EmptyState>
      </>
    );
  }
  return <NodesList {...props} rows={rows} />;
}
