/** *Scale*: how many instances run, and what they take together. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { useToast } from '../../../ui/toast';
import { targetInstances } from '../../shared/pod-totals';
import { scaleAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';
import { InstancesField, readInstances } from './instances-field';

export const ScaleDialog = ({ service, onClose }: { readonly service: Service; readonly onClose: () => void }) => {
  const now = targetInstances(service.spec);
  const [text, setText] = useState(String(now));
  const scale = useMutation(serviceMutations.scale());
  const toast = useToast();
  const instances = readInstances(text, 0);
  const confirm = (force: boolean) => {
    if (instances === undefined) return;
    const done = () => {
      toast('good', 'Scaling', `${service.id} goes from ${now} to ${counted(instances, 'instance')}.`);
      onClose();
    };
    scale.mutate({ service, instances, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Scale"
      action="Scale"
      pending={scale.isPending}
      error={scale.error}
      ready={instances !== undefined && instances !== now}
      command={(force) => (instances === undefined ? undefined : scaleAction(service, instances, force))}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        How many instances of <strong>{service.id}</strong> are to run? {`Now asked for: ${now}.`}
      </p>
      <InstancesField pod={service.spec} text={text} onChange={setText} least={0} disabled={scale.isPending} />
      {instances === 0 && <p>With 0 instances the service is suspended: its definition is kept.</p>}
    </ActionDialog>
  );
};
