/** The tab *Debug*: why a service isn't running, what failed last, and which offers were turned down for what. */
import { Panel } from '../../../ui/panel';
import { RelativeTime } from '../../shared/relative-time';
import { isWaitingForRoom } from '../../shared/service-status';
import type { PageFacts } from '../use-page-facts';
import { DebugBanner } from './debug-banner';
import styles from './debug-tab.module.css';
import { LastTerminations } from './last-terminations';
import { OfferFunnel } from './offer-funnel';
import { OfferTable } from './offer-table';

const LastChanges = ({ facts }: { readonly facts: PageFacts }) => {
  const { service, deployment } = facts;
  const names = deployment?.currentActions.map(({ action }) => action).join(', ') ?? '';
  return (
    <dl className={styles['facts']}>
      <dt>Configuration</dt>
      <dd>
        <RelativeTime at={service.spec.version} />
      </dd>
      {service.instances.length > 0 && service.app === undefined && (
        <>
          <dt>Status</dt>
          <dd>
            <RelativeTime at={service.statusSince} />
          </dd>
        </>
      )}
      <dt>Deployment</dt>
      <dd>
        {deployment === undefined
          ? 'none running'
          : `step ${deployment.currentStep} of ${deployment.totalSteps}${names === '' ? '' : `: ${names}`}`}
      </dd>
    </dl>
  );
};

const Offers = ({ facts }: { readonly facts: PageFacts }) => {
  const { queueItem, service } = facts;
  if (queueItem === undefined) {
    return (
      <p className={styles['quiet']}>
        Nothing waits for offers. While the service deploys or waits for resources, the offers that did not fit appear
        here.
      </p>
    );
  }
  const spec = queueItem.pod ?? service.spec;
  const { processedOffersCount, unusedOffersCount } = queueItem.processedOffersSummary;
  return (
    <>
      <p className={styles['quiet']}>
        {processedOffersCount === 0
          ? 'No offer has been looked at yet.'
          : `${unusedOffersCount} of ${processedOffersCount} offers since this attempt began did not fit. Below, the last one of each agent.`}
      </p>
      <OfferFunnel item={queueItem} spec={spec} />
      <OfferTable offers={queueItem.lastUnusedOffers ?? []} spec={spec} />
    </>
  );
};

export const DebugTab = ({ facts }: { readonly facts: PageFacts }) => {
  const waiting = facts.queueItem !== undefined && isWaitingForRoom(facts.queueItem);
  const offers = (
    <Panel title="Recent resource offers">
      <Offers facts={facts} />
    </Panel>
  );
  return (
    <div className={styles['debug']}>
      <DebugBanner facts={facts} />
      {waiting && offers}
      <Panel title="Last changes">
        <LastChanges facts={facts} />
      </Panel>
      <Panel title={facts.service.app === undefined ? 'Last terminations' : 'Last failure'}>
        <LastTerminations service={facts.service} />
      </Panel>
      {!waiting && offers}
    </div>
  );
};
