/** *Restart*: replaces every instance. Marathon has no such call for pods, so the definition is written again with a label counted up. */
import { useMutation } from '@tanstack/react-query';
import { podMutations } from '../../../api/queries/pods';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { useToast } from '../../../ui/toast';
import { changePodAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from './action-dialog';

const percent = (share: number): string => `${Math.round(share * 100)}\u2009%`;

/** What the upgrade strategy means for those who use the service meanwhile. */
const pace = ({ spec }: PodStatus): string => {
  const { minimumHealthCapacity, maximumOverCapacity } = spec.scheduling.upgrade;
  return `At least ${percent(minimumHealthCapacity)} of the instances stay up, and at most ${percent(maximumOverCapacity)} more run meanwhile.`;
};

export const RestartDialog = ({ pod, onClose }: { readonly pod: PodStatus; readonly onClose: () => void }) => {
  const restart = useMutation(podMutations.restart());
  const toast = useToast();
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Restarting', `${pod.id} is being replaced instance by instance.`);
      onClose();
    };
    restart.mutate({ id: pod.id, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Restart"
      action="Restart"
      danger
      pending={restart.isPending}
      error={restart.error}
      command={(force) => changePodAction(pod.spec, { kind: 'restart' }, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {`All ${counted(pod.instances.length, 'instance')} of `}
        <strong>{pod.id}</strong>
        {` are replaced by new ones, as in an update. ${pace(pod)}`}
      </p>
      <p>
        {
          'Marathon restarts nothing while a definition stays the same. So it is saved as a new version with one change: the label '
        }
        <code>PODROME_RESTARTS</code>
        {' counts up.'}
      </p>
    </ActionDialog>
  );
};
