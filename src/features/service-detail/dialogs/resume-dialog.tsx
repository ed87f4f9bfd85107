/** *Resume*: as many instances as before, or another number. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '../../../api/client/service';
import { serviceMutations } from '../../../api/queries/services';
import { useToast } from '../../../ui/toast';
import { resumeAction } from '../../shared/commands/actions';
import { counted } from '../../shared/status-words';
import { ActionDialog } from '../../shared/dialogs/action-dialog';
import { InstancesField, readInstances } from './instances-field';

interface ResumeDialogProps {
  readonly service: Service;
  /** What it had before; undefined while that is being looked up, or when no version had any. */
  readonly resumeWith: number | undefined;
  readonly onClose: () => void;
}

export const ResumeDialog = ({ service, resumeWith, onClose }: ResumeDialogProps) => {
  const [typed, setTyped] = useState<string>();
  const scale = useMutation(serviceMutations.scale());
  const toast = useToast();
  const text = typed ?? String(resumeWith ?? 1);
  const instances = readInstances(text, 1);
  const confirm = (force: boolean) => {
    if (instances === undefined) return;
    const done = () => {
      toast('good', 'Resuming', `${service.id} starts with ${counted(instances, 'instance')}.`);
      onClose();
    };
    scale.mutate({ service, instances, force }, { onSuccess: done });
  };
  return (
    <ActionDialog
      title="Resume"
      action={instances === undefined ? 'Resume' : `Resume with ${instances}`}
      pending={scale.isPending}
      error={scale.error}
      ready={instances !== undefined}
      command={(force) => (instances === undefined ? undefined : resumeAction(service, instances, force))}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <strong>{service.id}</strong>
        {resumeWith === undefined
          ? ' is scaled to 0, and no earlier version ran any instance.'
          : ` is scaled to 0. The latest version that ran asked for ${counted(resumeWith, 'instance')}.`}
      </p>
      <InstancesField pod={service.spec} text={text} onChange={setTyped} least={1} disabled={scale.isPending} />
    </ActionDialog>
  );
};
