/** The tab *Instances*: filter, the tree table, and restarting what is selected. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { Service } from '../../../api/client/service';
import { Button } from '../../../ui/button';
import { FilterField } from '../../../ui/filter-field';
import { Segmented } from '../../../ui/segmented';
import { usePausedText } from '../../../ui/use-paused-text';
import { counted } from '../../shared/status-words';
import { DelayBanner } from '../debug/debug-banner';
import { RestartInstancesDialog } from '../dialogs/restart-instances-dialog';
import type { InstanceScope, ServiceDetailSearch } from '../service-detail-search';
import type { PageFacts } from '../use-page-facts';
import { listedInstances, scopeCounts, treeRows } from './instance-rows';
import { cleaned, folded, sortedBy } from './instance-search';
import { InstanceTable } from './instance-table';
import styles from './instances-tab.module.css';
import { NoInstances, NothingListed } from './no-instances';
import { useSelection } from './use-selection';

interface InstancesTabProps {
  readonly facts: PageFacts;
  readonly search: ServiceDetailSearch;
  readonly onSearch: (search: ServiceDetailSearch) => void;
}

const NONE: readonly string[] = [];

/** Container ports by endpoint name: names are unique in a service. */
const portsOf = ({ service }: PageFacts): ReadonlyMap<string, number> =>
  new Map(
    service.spec.containers.flatMap(({ endpoints = [] }) =>
      endpoints.flatMap(({ name, containerPort }) =>
        containerPort === undefined ? [] : [[name, containerPort] as const],
      ),
    ),
  );

const delayUntil = ({ queueItem, queueReadAt }: PageFacts): number =>
  queueItem === undefined || queueItem.delay.overdue ? 0 : queueReadAt + queueItem.delay.timeLeftSeconds * 1000;

const ScopeChoice = ({ facts, search, onSearch }: InstancesTabProps) => {
  const counts = scopeCounts(facts.service.instances);
  return (
    <Segmented<InstanceScope>
      label="Which instances"
      value={search.scope ?? 'active'}
      onChange={(scope) => onSearch(cleaned({ ...search, scope }))}
      segments={[
        { value: 'active', label: `Active ${counts.active}` },
        { value: 'completed', label: `Completed ${counts.completed}` },
        { value: 'all', label: `All ${counts.all}` },
      ]}
    />
  );
};

interface RestartSelectedProps {
  readonly service: Service;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

const RestartSelected = ({ service, selected, onDone }: RestartSelectedProps) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      {selected.size > 0 && (
        <Button icon="refresh" onClick={() => setOpen(true)}>
          {`Restart ${counted(selected.size, 'instance')}`}
        </Button>
      )}
      {open && (
        <RestartInstancesDialog
          service={service}
          instanceIds={[...selected]}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      )}
    </>
  );
};

const InstancesList = (props: InstancesTabProps) => {
  const { facts, search, onSearch } = props;
  const { instances } = facts.service;
  const [text, setText] = usePausedText(search.q ?? '', (q) => onSearch(cleaned({ ...search, q })));
  const filter = useDeferredValue(text);
  const { scope = 'active', sort = 'id', dir } = search;
  const listed = useMemo(
    () => listedInstances(instances, { scope, sort, dir, q: filter }),
    [instances, scope, sort, dir, filter],
  );
  const { open = NONE } = search;
  const flat = facts.service.app !== undefined;
  const rows = useMemo(() => treeRows(listed, new Set(open), flat), [listed, open, flat]);
  const ports = useMemo(() => portsOf(facts), [facts]);
  const { selected, selectable, select, selectAll } = useSelection(listed);
  return (
    <>
      <div className={styles['toolbar']}>
        <FilterField
          label="Filter instances"
          placeholder={`Filter by id, agent, zone, address, ${flat ? 'port' : 'container'}`}
          value={text}
          onChange={setText}
        />
        {/* Marathon forgets the tasks of an app as they end. */}
        {!flat && <ScopeChoice {...props} />}
        <RestartSelected service={facts.service} selected={selected} onDone={() => selectAll(false)} />
      </div>
      {listed.length === 0 ? (
        <NothingListed
          search={search}
          text={text}
          total={instances.length}
          onShowAll={() => onSearch({ ...search, scope: 'all' })}
          onClear={() => setText('')}
        />
      ) : (
        <InstanceTable
          rows={rows}
          flat={flat}
          podName={facts.service.id.split('/').at(-1) ?? facts.service.id}
          ports={ports}
          delayUntil={delayUntil(facts)}
          selected={selected}
          selectable={selectable}
          search={search}
          onSort={(sort) => onSearch(sortedBy(search, sort))}
          onFold={(id, isOpen) => onSearch(folded(search, id, isOpen))}
          onSelect={select}
          onSelectAll={selectAll}
        />
      )}
    </>
  );
};

export const InstancesTab = (props: InstancesTabProps) => (
  <div className={styles['tab']}>
    <DelayBanner facts={props.facts} />
    <div>{props.facts.service.instances.length === 0 ? <NoInstances {...props} /> : <InstancesList {...props} />}</div>
  </div>
);
