/** What is to be said about a draft's keeping: one that was left behind may be restored, one too large is not kept. */
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import styles from './draft-notices.module.css';
import type { DraftState } from './use-draft';

/** `14:05` today, with the date on any other day. */
function timeText(at: number): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return then.toDateString() === new Date().toDateString() ? time : `${then.toLocaleDateString()}, ${time}`;
}

export function DraftNotices({ state }: { state: DraftState }) {
  if (!state.left && state.kept) return null;
  return (
    <div className={styles['notices']}>
      {state.left && (
        <Banner
          tone="wait"
          actions={
            <>
              <Button onClick={state.restore}>Restore</Button>
              <Button variant="quiet" onClick={state.dropLeft}>
                Discard
              </Button>
            </>
          }
        >
          {`Restore draft from ${timeText(state.left.at)}? It was not run, and the tab it was written in is gone.`}
        </Banner>
      )}
      {!state.kept && (
        <Banner tone="wait">
          This browser has no room to keep the draft: a reload would lose it. Download it, or run it.
        </Banner>
      )}
    </div>
  );
}
