/** Nothing typed is lost by a slip: leaving with changes asks first, and so does closing the tab. */
import { useBlocker } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readRunSearch, startOf } from './run-search';

type Place = { pathname: string; search: object };

/** Moving between form, editor, sections and review is not leaving. */
function leaves(current: Place, next: Place): boolean {
  if (current.pathname !== next.pathname) return true;
  const [from, to] = [readRunSearch({ ...current.search }), readRunSearch({ ...next.search })];
  if (startOf(from) !== startOf(to)) return true;
  return to.service === undefined && (to.kind === undefined || to.kind === 'templates' || to.kind === 'import');
}

type LeaveGuardProps = { changed: boolean; leaving: RefObject<boolean>; onDiscard: () => void };

export function LeaveGuard({ changed, leaving, onDiscard }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      changed &&
      !leaving.current &&
      leaves({ pathname: current.pathname, search: current.search }, { pathname: next.pathname, search: next.search }),
    enableBeforeUnload: () => changed && !leaving.current,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog
      open
      onClose={blocker.reset}
      title="Discard Changes?"
      footer={
        <>
          <Button onClick={blocker.reset}>Cancel</Button>
          <Button
            variant="danger"
            onClick={() => {
              onDiscard();
              blocker.proceed();
            }}
          >
            Discard
          </Button>
        </>
      }
    >
      <p>What you entered has not been run. Leaving this page throws it away.</p>
    </Dialog>
  );
}
