/** One service: how it fares, its instances, its definition, and why it isn't running if it isn't. */
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
import type { ServiceDetailSearch, ServiceTab } from './service-detail-search';
import { readServiceDetailSearch } from './service-detail-search';
import { ServiceHeader } from './service-header';
import styles from './service-header.module.css';
import { ServiceNotFound } from './service-not-found';
import type { PageFacts } from './use-page-facts';
import { usePageFacts } from './use-page-facts';

interface ServiceDetailPageProps {
  readonly serviceId: string;
  readonly search: ServiceDetailSearch;
  readonly onSearch: (search: ServiceDetailSearch) => void;
}

const labels: Readonly<Record<ServiceTab, string>> = {
  instances: 'Instances',
  configuration: 'Configuration',
  debug: 'Debug',
};

const ServiceLoading = ({ serviceId }: { readonly serviceId: string }) => (
  <>
    <h1 className="visually-hidden">{serviceId}</h1>
    <div className={styles['header']}>
      <Skeleton width={220} height={28} />
    </div>
    <Loading label={serviceId} rows={8} />
  </>
);

const TabPanel = (
  props: { readonly tab: ServiceTab; readonly facts: PageFacts } & Omit<ServiceDetailPageProps, 'serviceId'>,
) => {
  const { tab, facts, search, onSearch } = props;
  switch (tab) {
    case 'instances':
      return <InstancesTab facts={facts} search={search} onSearch={onSearch} />;
    case 'configuration':
      return <ConfigurationTab service={facts.service} search={search} onSearch={onSearch} />;
    case 'debug':
      return <DebugTab facts={facts} />;
  }
};

const withTab = ({ tab: _before, ...rest }: ServiceDetailSearch, tab: ServiceTab): ServiceDetailSearch =>
  tab === 'instances' ? rest : { ...rest, tab };

const ServiceView = ({
  facts,
  search,
  onSearch,
}: { readonly facts: PageFacts } & Omit<ServiceDetailPageProps, 'serviceId'>) => {
  const { tab = 'instances' } = search;
  return (
    <>
      <PanelBoundary name="Status">
        <ServiceHeader facts={facts} />
      </PanelBoundary>
      <Tabs
        label="Service"
        value={tab}
        onChange={(next) => onSearch(withTab(search, next))}
        tabs={[
          { value: 'instances', label: labels.instances, badge: facts.service.instances.length },
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

export const ServiceDetailPage = ({ serviceId, search: given, onSearch }: ServiceDetailPageProps) => {
  // A router may hand on parameters that no route has read, so they are read here once more.
  const search = useMemo(() => readServiceDetailSearch({ ...given }), [given]);
  const { facts, error, retry } = usePageFacts(serviceId);
  if (error instanceof MarathonError && error.status === 404)
    return <ServiceNotFound serviceId={serviceId} wasThere={facts !== undefined} />;
  if (facts === undefined) {
    if (error === null) return <ServiceLoading serviceId={serviceId} />;
    return (
      <>
        <h1 className="visually-hidden">{serviceId}</h1>
        <ErrorPanel title={`${serviceId} can’t be read`} message={error.message} onRetry={retry} />
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
      <ServiceView facts={facts} search={search} onSearch={onSearch} />
    </>
  );
};
