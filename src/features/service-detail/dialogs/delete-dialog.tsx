/** *Delete*: what will be lost, and the whole id typed before it can be. `/prod/db` and `/test/db` must not be mistaken. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { TextField } from '../../../ui/text-field';
import { useToast } from '../../../ui/toast';
import { removeAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';
import styles from '../../shared/dialogs/action-dialog.module.css';
import { useFirstFocus } from '../../shared/dialogs/use-first-focus';

interface DeleteDialogProps {
  readonly service: Service;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** What goes with the service, in words. */
const losses = ({ spec, instances, app }: Service): readonly string[] => {
  const containers = instances.reduce((total, instance) => total + instance.containers.length, 0);
  const volumes = spec.volumes ?? [];
  const persistent = volumes.filter((volume) => 'persistent' in volume).length;
  const ephemeral = volumes.filter(
    (volume) => !('persistent' in volume) && !('host' in volume) && !('secret' in volume),
  ).length;
  return [
    `${counted(instances.length, 'instance')}${app === undefined ? ` with ${counted(containers, 'container')}` : ''}`,
    'its definition and all its versions',
    ...(persistent > 0 ? [`${counted(persistent, 'persistent volume')} per instance, with the data`] : []),
    ...(ephemeral > 0 ? [`${counted(ephemeral, 'ephemeral volume')} per instance, with the data`] : []),
  ];
};

export const DeleteDialog = ({ service, onClose, onDeleted }: DeleteDialogProps) => {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(() => field.current?.focus());
  const remove = useMutation(serviceMutations.remove());
  const toast = useToast();
  const confirm = (force: boolean) => {
    const done = () => {
      toast('good', 'Deleting', `${service.id} and its instances are being removed.`);
      onClose();
      onDeleted();
    };
    remove.mutate({ service, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Delete"
      action="Delete"
      danger
      pending={remove.isPending}
      error={remove.error}
      ready={typed.trim() === service.id}
      command={(force) => removeAction(service, force)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <p>
          Deleting <strong>{service.id}</strong> can’t be undone. Lost are:
        </p>
        <ul className={styles['points']}>
          {losses(service).map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      </div>
      <TextField
        label={`Type ${service.id} to confirm`}
        value={typed}
        onChange={setTyped}
        mono
        ref={field}
        disabled={remove.isPending}
      />
    </ActionDialog>
  );
};
