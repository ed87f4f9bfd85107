/** The services list: what runs, how it fares, what it takes. Filter, sorting and statuses are in the URL. */
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { simulationQueries } from '../../api/queries/simulation';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Button } from '../../ui/button';
import { ErrorPanel } from '../../ui/error-panel';
import { FilterField } from '../../ui/filter-field';
import { sortOf, withFilter, withSort } from '../../ui/list-search';
import { LinkButton } from '../../ui/link-button';
import { Loading } from '../../ui/loading';
import { usePausedText } from '../../ui/use-paused-text';
import { serviceColumns } from './service-columns';
import { filterServices } from './service-filter';
import { isRemarkable } from './service-row';
import type { ServiceRow } from './service-row';
import { ServiceTotals } from './service-totals';
import styles from './services-page.module.css';
import type { ServicesSearch } from './services-search';
import { serviceSorts } from './services-search';
import { StatusFilter } from './status-filter';
import { useServices } from './use-services';

interface ServicesPageProps {
  readonly search: ServicesSearch;
  readonly onSearch: (search: ServicesSearch) => void;
}

const card = {
  heightOf: (row: ServiceRow) => (isRemarkable(row) ? 88 : 68),
  columns: 'minmax(0, 1fr) minmax(0, 1fr) 112px',
};
const rowKey = (row: ServiceRow) => row.id;

function NoServices() {
  const { data: simulation } = useQuery(simulationQueries.state());
  return (
    <EmptyState
      icon="services"
      title="No service runs on this cluster yet"
      actions={
        <>
          <LinkButton variant="primary" icon="plus" to="/run">
            Run a Service
          </LinkButton>
          {simulation && (
            <a className={styles['example']} href="?scenario=tour#/services">
              or look around a busy cluster
            </a>
          )}
        </>
      }
    >
      A pod is a group of containers that run together on one agent and share its network and volumes.
    </EmptyState>
  );
}

function ServicesList({ rows, search, onSearch }: ServicesPageProps & { rows: readonly ServiceRow[] }) {
  const [text, setText] = usePausedText(search.q ?? '', (next) => onSearch(withFilter(search, next)));
  const filter = useDeferredValue(text);
  const shown = useMemo(() => filterServices(rows, filter), [rows, filter]);
  return (
    <>
      <div className={styles['toolbar']}>
        <FilterField
          label="Filter services"
          placeholder="Filter by name, image, is:running, label:team=web"
          value={text}
          onChange={setText}
        />
        <ServiceTotals shown={shown} all={rows.length} />
      </div>
      <StatusFilter rows={rows} filter={text} onFilter={setText} />
      {shown.length === 0 ? (
        <EmptyState title="No service matches" actions={<Button onClick={() => setText('')}>Clear filter</Button>}>
          Nothing among {rows.length} services answers to “{text.trim()}”.
        </EmptyState>
      ) : (
        <DataTable
          label="Services"
          columns={serviceColumns}
          rows={shown}
          rowKey={rowKey}
          sort={sortOf(search, 'name')}
          onSort={(sort) => onSearch(withSort(search, sort, serviceSorts, 'name'))}
          card={card}
        />
      )}
    </>
  );
}

export function ServicesPage(props: ServicesPageProps) {
  const { rows, error, retry } = useServices();
  if (error) return <ErrorPanel title="The services can’t be read" message={error.message} onRetry={retry} />;
  if (!rows) return <Loading label="services" rows={10} />;
  if (rows.length === 0) return <NoServices />;
  return <ServicesList {...props} rows={rows} />;
}
