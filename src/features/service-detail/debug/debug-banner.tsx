/** What holds the service up right now, and what ends it: *Reset Delay*, or room on an agent. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queueMutations } from '../../../api/queries/queue';
import type { QueueItem } from '../../../protocol/marathon/queue';
import { Banner } from '../../../ui/banner';
import { Button } from '../../../ui/button';
import { useToast } from '../../../ui/toast';
import { resetDelayAction } from '../../shared/commands/actions';
import { AsCommandDialog } from '../../shared/commands/as-command-dialog';
import { delaySeconds, isWaitingForRoom } from '../../shared/service-status';
import { counted } from '../../shared/status-words';
import { useTicking } from '../../shared/ticker';
import { parseTime, spanText } from '../../shared/time-text';
import { waitingReason } from '../../shared/waiting-reason';
import type { PageFacts } from '../use-page-facts';

/** Resetting asks nothing, so its command has a place of its own. */
const ResetDelayAsCommand = ({ serviceId }: { readonly serviceId: string }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        As a command
      </Button>
      {open && (
        <AsCommandDialog
          actions={[{ name: 'Reset Delay', action: resetDelayAction(serviceId) }]}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};

const ResetDelay = ({ serviceId }: { readonly serviceId: string }) => {
  const reset = useMutation(queueMutations.resetDelay());
  const toast = useToast();
  const press = () =>
    reset.mutate(
      { id: serviceId },
      {
        onSuccess: () => toast('good', 'Delay reset', `${serviceId} is launched again at once.`),
        onError: (error) => toast('bad', 'The delay was not reset', `${serviceId}: ${error.message}`),
      },
    );
  return (
    <Button busy={reset.isPending} onClick={press}>
      Reset Delay
    </Button>
  );
};

/** The back-off, counting down; nothing when none runs. */
export const DelayBanner = ({ facts }: { readonly facts: PageFacts }) => {
  const left = useTicking((now) => delaySeconds({ ...facts, now }));
  if (left === 0) return null;
  return (
    <Banner
      tone="wait"
      actions={
        <>
          <ResetDelayAsCommand serviceId={facts.service.id} />
          <ResetDelay serviceId={facts.service.id} />
        </>
      }
    >
      {`Marathon delays the next launch because instances ended. Next try in ${left} s; each further failure waits longer.`}
    </Banner>
  );
};

const WaitingBanner = ({ facts, item }: { readonly facts: PageFacts; readonly item: QueueItem }) => {
  const since = parseTime(item.since);
  const waited = useTicking((now) => (since === undefined || now === 0 ? '' : ` for ${spanText(now - since)}`));
  const delayed = useTicking((now) => delaySeconds({ ...facts, now }) > 0);
  if (delayed) return null;
  const who = `${counted(item.count, 'instance')} ${item.count === 1 ? 'has' : 'have'} been waiting`;
  return (
    <Banner tone="wait">
      {`${who} for resources${waited}: ${waitingReason(item, item.pod ?? facts.service.spec)}. `}
      {'Ask for less, make room on an agent, or add one that fits.'}
    </Banner>
  );
};

export const DebugBanner = ({ facts }: { readonly facts: PageFacts }) => {
  const { queueItem } = facts;
  return (
    <>
      <DelayBanner facts={facts} />
      {queueItem !== undefined && isWaitingForRoom(queueItem) && <WaitingBanner facts={facts} item={queueItem} />}
    </>
  );
};
