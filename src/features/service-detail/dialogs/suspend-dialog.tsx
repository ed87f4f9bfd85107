/** *Suspend*: no instance runs, the definition stays. */
import { useMutation } from '@tanstack/react-query';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { useToast } from '../../../ui/toast';
import { targetInstances } from '../../shared/pod-totals';
import { suspendAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';
import { scratchOf } from './scratch';

export const SuspendDialog = ({ service, onClose }: { readonly service: Service; readonly onClose: () => void }) => {
  const suspend = useMutation(serviceMutations.scale());
  const toast = useToast();
  const target = targetInstances(service.spec);
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Suspending', `${service.id} stops; Resume brings back ${counted(target, 'instance')}.`);
      onClose();
    };
    suspend.mutate({ service, instances: 0, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Suspend"
      action="Suspend"
      danger
      pending={suspend.isPending}
      error={suspend.error}
      command={(force) => suspendAction(service, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <strong>{service.id}</strong>
        {` is scaled to 0: ${counted(service.instances.length, 'running instance')} will be stopped, and what they keep in ${scratchOf(service)} is lost.`}
      </p>
      <p>{`The definition and its versions stay. Resume offers ${target} again, the count of the latest version that ran.`}</p>
    </ActionDialog>
  );
};
