/** Restarting chosen instances: Marathon kills them and launches each again, without a deployment. */
import { useMutation } from '@tanstack/react-query';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { useToast } from '../../../ui/toast';
import { shortId } from '../instances/instance-rows';
import { killAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';
import { scratchOf } from './scratch';

interface RestartInstancesDialogProps {
  readonly service: Service;
  readonly instanceIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Names the first few; the rest are counted. */
const named = (ids: readonly string[]): string => {
  const shown = ids.slice(0, 5).map(shortId).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
};

export const RestartInstancesDialog = ({ service, instanceIds, onClose, onDone }: RestartInstancesDialogProps) => {
  const kill = useMutation(serviceMutations.kill());
  const toast = useToast();
  const what = counted(instanceIds.length, 'instance');
  const confirm = () => {
    const done = () => {
      toast('good', `Restarting ${what}`, `${service.id}: Marathon launches them again.`);
      onDone();
      onClose();
    };
    kill.mutate({ service, instanceIds }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title={`Restart ${what}?`}
      action={`Restart ${what}`}
      danger
      pending={kill.isPending}
      error={kill.error}
      command={() => killAction(service, instanceIds)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {service.app === undefined
          ? `All containers of ${named(instanceIds)} are stopped, each after its kill grace period. `
          : `${named(instanceIds)} ${instanceIds.length === 1 ? 'is' : 'are'} stopped after the kill grace period. `}
        {`Marathon then launches ${instanceIds.length === 1 ? 'the instance' : 'the instances'}`}
        {` again, perhaps on another agent; what they keep in ${scratchOf(service)} is lost.`}
      </p>
    </ActionDialog>
  );
};
