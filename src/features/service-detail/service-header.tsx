/** Who this is, how it fares, what one can do about it. */
import { serviceStatus } from '../shared/service-status';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import { ServiceActions } from './service-actions';
import styles from './service-header.module.css';
import type { PageFacts } from './use-page-facts';

/** `/shop/web` as `shop / web`: the group quieter than the name. */
const ServiceName = ({ serviceId }: { readonly serviceId: string }) => {
  const segments = serviceId.split('/').filter(Boolean);
  return (
    <h1 className={styles['name']} aria-label={serviceId}>
      {segments.map((segment, place) => (
        <span key={`${place}-${segment}`} className={place === segments.length - 1 ? undefined : styles['group']}>
          {segment}
          {place < segments.length - 1 && ' / '}
        </span>
      ))}
    </h1>
  );
};

export const ServiceHeader = ({ facts }: { readonly facts: PageFacts }) => {
  // Words age by the second; only they are drawn again.
  const second = useTicking((now) => Math.floor(now / 1000) * 1000);
  const status = serviceStatus({ ...facts, now: second });
  return (
    <header className={styles['header']}>
      <div className={styles['title']}>
        <ServiceName serviceId={facts.service.id} />
        <p className={styles['status']}>
          {/* Only the word is announced when it changes: the sentence may count seconds. */}
          <span role="status">
            <StatusBadge status={status} />
          </span>
          <span className={styles['sentence']}>{status.sentence}</span>
        </p>
      </div>
      <ServiceActions service={facts.service} resumeWith={facts.resumeWith} deleting={status.word === 'Deleting'} />
    </header>
  );
};
