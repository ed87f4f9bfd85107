/** Restarting chosen instances: Marathon kills them and launches each again, without a deployment. */
import { useMutation } from '@tanstack/react-query';
import { podMutations } from '../../../api/queries/pods';
import { useToast } from '../../../ui/toast';
import { shortId } from '../instances/instance-rows';
import { killInstancesAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from './action-dialog';

interface RestartInstancesDialogProps {
  readonly podId: string;
  readonly instanceIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Names the first few; the rest are counted. */
const named = (ids: readonly string[]): string => {
  const shown = ids.slice(0, 5).map(shortId).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
};

export const RestartInstancesDialog = ({ podId, instanceIds, onClose, onDone }: RestartInstancesDialogProps) => {
  const kill = useMutation(podMutations.killInstances());
  const toast = useToast();
  const what = counted(instanceIds.length, 'instance');
  const confirm = () => {
    const done = () => {
      toast('good', `Restarting ${what}`, `${podId}: Marathon launches them again.`);
      onDone();
      onClose();
    };
    kill.mutate({ id: podId, instanceIds }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title={`Restart ${what}?`}
      action={`Restart ${what}`}
      danger
      pending={kill.isPending}
      error={kill.error}
      command={() => killInstancesAction(podId, instanceIds)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {`All containers of ${named(instanceIds)} are stopped, each after its kill grace period. Marathon then launches `}
        {instanceIds.length === 1 ? 'the instance' : 'the instances'}
        {' again, perhaps on another agent; what they keep in ephemeral volumes is lost.'}
      </p>
    </ActionDialog>
  );
};
