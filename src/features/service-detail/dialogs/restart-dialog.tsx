/**
 * *Restart*: replaces every instance. Marathon has such a call for apps only, so the definition of a pod is written again with
 * a label counted up.
 */
import { useMutation } from '@tanstack/react-query';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { useToast } from '../../../ui/toast';
import { restartAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';

const percent = (share: number): string => `${Math.round(share * 100)}\u2009%`;

/** What the upgrade strategy means for those who use the service meanwhile. */
const pace = ({ spec }: Service): string => {
  const { minimumHealthCapacity, maximumOverCapacity } = spec.scheduling.upgrade;
  return `At least ${percent(minimumHealthCapacity)} of the instances stay up, and at most ${percent(maximumOverCapacity)} more run meanwhile.`;
};

export const RestartDialog = ({ service, onClose }: { readonly service: Service; readonly onClose: () => void }) => {
  const restart = useMutation(serviceMutations.restart());
  const toast = useToast();
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Restarting', `${service.id} is being replaced instance by instance.`);
      onClose();
    };
    restart.mutate({ service, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Restart"
      action="Restart"
      danger
      pending={restart.isPending}
      error={restart.error}
      command={(force) => restartAction(service, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {`All ${counted(service.instances.length, 'instance')} of `}
        <strong>{service.id}</strong>
        {` are replaced by new ones, as in an update. ${pace(service)}`}
      </p>
      {service.app === undefined && <HowPodsRestart />}
    </ActionDialog>
  );
};

const HowPodsRestart = () => (
  <p>
    {
      'Marathon restarts nothing while a definition stays the same. So it is saved as a new version with one change: the label '
    }
    <code>PODROME_RESTARTS</code>
    {' counts up.'}
  </p>
);
