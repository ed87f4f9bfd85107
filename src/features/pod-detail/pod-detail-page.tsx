/** One pod: how it fares, its instances, its definition, and why it isn't running if it isn't. */
import { useMemo } from 'react';
import { MarathonError } from '../../api/client/transport';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { PanelBoundary } from '../../ui/error-boundary';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading, Skeleton } from '../../ui/loading';
import { Tabs } from '../../ui/tabs';
import { ConfigurationTab } from './configuration-tab';
import { DebugTab } from './debug/debug-tab';
import { InstancesTab } from './instances/instances-tab';
import type { PodDetailSearch, PodTab } from './pod-detail-search';
import { readPodDetailSearch } from './pod-detail-search';
import { PodHeader } from './pod-header';
import styles from './pod-header.module.css';
import { PodNotFound } from './pod-not-found';
import type { PodFacts } from './use-pod-facts';
import { usePodFacts } from './use-pod-facts';

interface PodDetailPageProps {
  readonly podId: string;
  readonly search: PodDetailSearch;
  readonly onSearch: (search: PodDetailSearch) => void;
}

const labels: Readonly<Record<PodTab, string>> = {
  instances: 'Instances',
  configuration: 'Configuration',
  debug: 'Debug',
};

const PodLoading = ({ podId }: { readonly podId: string }) => (
  <>
    <h1 className="visually-hidden">{podId}</h1>
    <div className={styles['header']}>
      <Skeleton width={220} height={28} />
    </div>
    <Loading label={podId} rows={8} />
  </>
);

const TabPanel = (props: { readonly tab: PodTab; readonly facts: PodFacts } & Omit<PodDetailPageProps, 'podId'>) => {
  const { tab, facts, search, onSearch } = props;
  switch (tab) {
    case 'instances':
      return <InstancesTab facts={facts} search={search} onSearch={onSearch} />;
    case 'configuration':
      return <ConfigurationTab spec={facts.pod.spec} search={search} onSearch={onSearch} />;
    case 'debug':
      return <DebugTab facts={facts} />;
  }
};

const withTab = ({ tab: _before, ...rest }: PodDetailSearch, tab: PodTab): PodDetailSearch =>
  tab === 'instances' ? rest : { ...rest, tab };

const PodView = ({ facts, search, onSearch }: { readonly facts: PodFacts } & Omit<PodDetailPageProps, 'podId'>) => {
  const { tab = 'instances' } = search;
  return (
    <>
      <PanelBoundary name="Status">
        <PodHeader facts={facts} />
      </PanelBoundary>
      <Tabs
        label="Service"
        value={tab}
        onChange={(next) => onSearch(withTab(search, next))}
        tabs={[
          { value: 'instances', label: labels.instances, badge: facts.pod.instances.length },
          { value: 'configuration', label: labels.configuration },
          { value: 'debug', label: labels.debug },
        ]}
      />
      <section className={styles['panel']} aria-label={labels[tab]}>
        <PanelBoundary key={tab} name={labels[tab]}>
          <TabPanel tab={tab} facts={facts} search={search} onSearch={onSearch} />
        </PanelBoundary>
      </section>
    </>
  );
};

export const PodDetailPage = ({ podId, search: given, onSearch }: PodDetailPageProps) => {
  // A router may hand on parameters that no route has read, so they are read here once more.
  const search = useMemo(() => readPodDetailSearch({ ...given }), [given]);
  const { facts, error, retry } = usePodFacts(podId);
  if (error instanceof MarathonError && error.status === 404)
    return <PodNotFound podId={podId} wasThere={facts !== undefined} />;
  if (facts === undefined) {
    if (error === null) return <PodLoading podId={podId} />;
    return (
      <>
        <h1 className="visually-hidden">{podId}</h1>
        <ErrorPanel title={`${podId} can’t be read`} message={error.message} onRetry={retry} />
      </>
    );
  }
  return (
    <>
      {error !== null && (
        <div className={styles['notice']}>
          <Banner tone="wait" actions={<Button onClick={retry}>Try again</Button>}>
            {`What you see may be out of date: ${error.message}`}
          </Banner>
        </div>
      )}
      <PodView facts={facts} search={search} onSearch={onSearch} />
    </>
  );
};
