/** Who this is, how it fares, what one can do about it. */
import { serviceStatus } from '../shared/service-status';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import { PodActions } from './pod-actions';
import styles from './pod-header.module.css';
import type { PodFacts } from './use-pod-facts';

/** `/shop/web` as `shop / web`: the group quieter than the name. */
const PodName = ({ podId }: { readonly podId: string }) => {
  const segments = podId.split('/').filter(Boolean);
  return (
    <h1 className={styles['name']} aria-label={podId}>
      {segments.map((segment, place) => (
        <span key={`${place}-${segment}`} className={place === segments.length - 1 ? undefined : styles['group']}>
          {segment}
          {place < segments.length - 1 && ' / '}
        </span>
      ))}
    </h1>
  );
};

export const PodHeader = ({ facts }: { readonly facts: PodFacts }) => {
  // Words age by the second; only they are drawn again.
  const second = useTicking((now) => Math.floor(now / 1000) * 1000);
  const status = serviceStatus({ ...facts, now: second });
  return (
    <header className={styles['header']}>
      <div className={styles['title']}>
        <PodName podId={facts.pod.id} />
        <p className={styles['status']}>
          {/* Only the word is announced when it changes: the sentence may count seconds. */}
          <span role="status">
            <StatusBadge status={status} />
          </span>
          <span className={styles['sentence']}>{status.sentence}</span>
        </p>
      </div>
      <PodActions pod={facts.pod} resumeWith={facts.resumeWith} deleting={status.word === 'Deleting'} />
    </header>
  );
};
