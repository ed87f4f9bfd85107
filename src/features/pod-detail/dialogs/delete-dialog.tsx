/** *Delete*: what will be lost, and the whole id typed before it can be. `/prod/db` and `/test/db` must not be mistaken. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { podMutations } from '../../../api/queries/pods';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { TextField } from '../../../ui/text-field';
import { useToast } from '../../../ui/toast';
import { removePodAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from './action-dialog';
import styles from './action-dialog.module.css';
import { useFirstFocus } from './use-first-focus';

interface DeleteDialogProps {
  readonly pod: PodStatus;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** What goes with the pod, in words. */
const losses = ({ spec, instances }: PodStatus): readonly string[] => {
  const containers = instances.reduce((total, instance) => total + instance.containers.length, 0);
  const volumes = spec.volumes ?? [];
  const persistent = volumes.filter((volume) => 'persistent' in volume).length;
  const ephemeral = volumes.filter(
    (volume) => !('persistent' in volume) && !('host' in volume) && !('secret' in volume),
  ).length;
  return [
    `${counted(instances.length, 'instance')} with ${counted(containers, 'container')}`,
    'its definition and all its versions',
    ...(persistent > 0 ? [`${counted(persistent, 'persistent volume')} per instance, with the data`] : []),
    ...(ephemeral > 0 ? [`${counted(ephemeral, 'ephemeral volume')} per instance, with the data`] : []),
  ];
};

export const DeleteDialog = ({ pod, onClose, onDeleted }: DeleteDialogProps) => {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(() => field.current?.focus());
  const remove = useMutation(podMutations.remove());
  const toast = useToast();
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Deleting', `${pod.id} and its instances are being removed.`);
      onClose();
      onDeleted();
    };
    remove.mutate({ id: pod.id, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Delete"
      action="Delete"
      danger
      pending={remove.isPending}
      error={remove.error}
      ready={typed.trim() === pod.id}
      command={(force) => removePodAction(pod.id, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <p>
          Deleting <strong>{pod.id}</strong> can’t be undone. Lost are:
        </p>
        <ul className={styles['losses']}>
          {losses(pod).map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      </div>
      <TextField
        label={`Type ${pod.id} to confirm`}
        value={typed}
        onChange={setTyped}
        mono
        ref={field}
        disabled={remove.isPending}
      />
    </ActionDialog>
  );
};
