/** The tab *Instances*: filter, the tree table, and restarting what is selected. */
import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { FilterField } from '../../../ui/filter-field';
import { Segmented } from '../../../ui/segmented';
import { usePausedText } from '../../../ui/use-paused-text';
import { counted } from '../../shared/status-words';
import { DelayBanner } from '../debug/debug-banner';
import { RestartInstancesDialog } from '../dialogs/restart-instances-dialog';
import type { InstanceScope, PodDetailSearch } from '../pod-detail-search';
import type { PodFacts } from '../use-pod-facts';
import { listedInstances, scopeCounts, treeRows } from './instance-rows';
import { cleaned, folded, sortedBy } from './instance-search';
import { InstanceTable } from './instance-table';
import styles from './instances-tab.module.css';
import { NoInstances, NothingListed } from './no-instances';
import { useSelection } from './use-selection';

interface InstancesTabProps {
  readonly facts: PodFacts;
  readonly search: PodDetailSearch;
  readonly onSearch: (search: PodDetailSearch) => void;
}

const NONE: readonly string[] = [];

/** Container ports by endpoint name: names are unique in a pod. */
const portsOf = ({ pod }: PodFacts): ReadonlyMap<string, number> =>
  new Map(
    pod.spec.containers.flatMap(({ endpoints = [] }) =>
      endpoints.flatMap(({ name, containerPort }) =>
        containerPort === undefined ? [] : [[name, containerPort] as const],
      ),
    ),
  );

const delayUntil = ({ queueItem, queueReadAt }: PodFacts): number =>
  queueItem === undefined || queueItem.delay.overdue ? 0 : queueReadAt + queueItem.delay.timeLeftSeconds * 1000;

const ScopeChoice = ({ facts, search, onSearch }: InstancesTabProps) => {
  const counts = scopeCounts(facts.pod.instances);
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
  readonly podId: string;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

const RestartSelected = ({ podId, selected, onDone }: RestartSelectedProps) => {
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
          podId={podId}
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
  const { instances } = facts.pod;
  const [text, setText] = usePausedText(search.q ?? '', (q) => onSearch(cleaned({ ...search, q })));
  const filter = useDeferredValue(text);
  const { scope = 'active', sort = 'id', dir } = search;
  const listed = useMemo(
    () => listedInstances(instances, { scope, sort, dir, q: filter }),
    [instances, scope, sort, dir, filter],
  );
  const { open = NONE } = search;
  const rows = useMemo(() => treeRows(listed, new Set(open)), [listed, open]);
  const ports = useMemo(() => portsOf(facts), [facts]);
  const { selected, selectable, select, selectAll } = useSelection(listed);
  return (
    <>
      <div className={styles['toolbar']}>
        <FilterField
          label="Filter instances"
          placeholder="Filter by id, agent, zone, address, container"
          value={text}
          onChange={setText}
        />
        <ScopeChoice {...props} />
        <RestartSelected podId={facts.pod.id} selected={selected} onDone={() => selectAll(false)} />
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
          podName={facts.pod.id.split('/').at(-1) ?? facts.pod.id}
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
    <div>{props.facts.pod.instances.length === 0 ? <NoInstances {...props} /> : <InstancesList {...props} />}</div>
  </div>
);
