/** What is different from usual, said once above the page: a fallback of the cluster's host, a broken event stream. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { eventStreamQueries } from '../api/queries/event-sync';
import { Banner } from '../ui/banner';
import { useConnectionNotice } from './connection-notice';
import styles from './notices.module.css';

/** A short break of the stream mends itself and is not worth a word. */
const patienceMs = 4000;

function useStreamLastinglyDown(): boolean {
  const { data: stream } = useQuery(eventStreamQueries.state());
  const [told, setTold] = useState(false);
  const down = stream === 'down';
  useEffect(() => {
    const timer = setTimeout(() => setTold(down), down ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [down]);
  return down && told;
}

export function Notices() {
  const notice = useConnectionNotice();
  const down = useStreamLastinglyDown();
  if (!notice && !down) return null;
  return (
    <div className={styles['notices']}>
      {notice && <Banner tone={notice.tone}>{notice.text}</Banner>}
      {down && (
        <Banner tone="wait">
          Live updates are interrupted. The page reads the cluster every 5 s until they return.
        </Banner>
      )}
    </div>
  );
}
