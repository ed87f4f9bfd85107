/** *Suspend*: no instance runs, the definition stays. */
import { useMutation } from '@tanstack/react-query';
import { podMutations } from '../../../api/queries/pods';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { useToast } from '../../../ui/toast';
import { targetInstances } from '../../shared/pod-totals';
import { changePodAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from './action-dialog';

export const SuspendDialog = ({ pod, onClose }: { readonly pod: PodStatus; readonly onClose: () => void }) => {
  const suspend = useMutation(podMutations.suspend());
  const toast = useToast();
  const target = targetInstances(pod.spec);
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Suspending', `${pod.id} stops; Resume brings back ${counted(target, 'instance')}.`);
      onClose();
    };
    suspend.mutate({ id: pod.id, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Suspend"
      action="Suspend"
      danger
      pending={suspend.isPending}
      error={suspend.error}
      command={(force) => changePodAction(pod.spec, { kind: 'scale', instances: 0 }, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <strong>{pod.id}</strong>
        {` is scaled to 0: ${counted(pod.instances.length, 'running instance')} will be stopped, and what they keep in ephemeral volumes is lost.`}
      </p>
      <p>{`The definition and its versions stay. Resume offers ${target} again, the count of the latest version that ran.`}</p>
    </ActionDialog>
  );
};
