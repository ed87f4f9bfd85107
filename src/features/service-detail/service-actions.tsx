/** What can be done with a service: buttons where there is room, one menu on narrow screens; each but Edit asks in a dialog. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answeredApp } from '../../api/client/app-form';
import { kindOf } from '../../api/client/service';
import type { Service } from '../../api/client/service';
import { Button } from '../../ui/button';
import { LinkButton } from '../../ui/link-button';
import { Menu } from '../../ui/menu';
import { useMedia } from '../../ui/use-media';
import { LazyExportDialog } from '../shared/convert/lazy-export-dialog';
import { targetInstances } from '../shared/pod-totals';
import { DeleteDialog } from './dialogs/delete-dialog';
import { RestartDialog } from './dialogs/restart-dialog';
import { ResumeDialog } from './dialogs/resume-dialog';
import { ScaleDialog } from './dialogs/scale-dialog';
import { SuspendDialog } from './dialogs/suspend-dialog';
import styles from './service-header.module.css';

type Action = 'Export' | 'Scale' | 'Suspend' | 'Resume' | 'Restart' | 'Delete';

interface ServiceActionsProps {
  readonly service: Service;
  readonly resumeWith: number | undefined;
  /** A service on its way out can't be changed any more. */
  readonly deleting: boolean;
}

/** A suspended service has nothing to restart. */
const actionsOf = ({ spec }: Service): readonly Action[] =>
  targetInstances(spec) === 0 ? ['Scale', 'Resume', 'Delete'] : ['Scale', 'Suspend', 'Restart', 'Delete'];

const OpenDialog = ({
  action,
  onClose,
  service,
  resumeWith,
}: ServiceActionsProps & { readonly action: Action; readonly onClose: () => void }) => {
  const navigate = useNavigate();
  switch (action) {
    case 'Export':
      return (
        <LazyExportDialog
          value={service.app === undefined ? service.spec : answeredApp(service.app)}
          kind={kindOf(service)}
          onClose={onClose}
        />
      );
    case 'Scale':
      return <ScaleDialog service={service} onClose={onClose} />;
    case 'Suspend':
      return <SuspendDialog service={service} onClose={onClose} />;
    case 'Resume':
      return <ResumeDialog service={service} resumeWith={resumeWith} onClose={onClose} />;
    case 'Restart':
      return <RestartDialog service={service} onClose={onClose} />;
    case 'Delete':
      return <DeleteDialog service={service} onClose={onClose} onDeleted={() => void navigate({ to: '/services' })} />;
  }
};

export const ServiceActions = (props: ServiceActionsProps) => {
  const { service, deleting } = props;
  const [open, setOpen] = useState<Action>();
  const navigate = useNavigate();
  const narrow = useMedia('(width < 900px)');
  const edit = { to: '/run', search: { kind: 'pod', service: service.id } } as const;
  const copy = { to: '/run', search: { kind: 'pod', copy: service.id } } as const;
  const actions = actionsOf(service);
  const items = actions.map((action) => ({
    label: action,
    onSelect: () => setOpen(action),
    disabled: deleting,
    ...(action === 'Delete' ? { tone: 'danger' as const } : {}),
  }));
  const others = [
    { label: 'Duplicate', onSelect: () => void navigate(copy) },
    { label: 'Export', onSelect: () => setOpen('Export') },
  ];
  return (
    <div className={styles['actions']}>
      {narrow ? (
        <Menu
          label="Actions"
          text="Actions"
          items={[{ label: 'Edit', onSelect: () => void navigate(edit), disabled: deleting }, ...others, ...items]}
        />
      ) : (
        <>
          {deleting ? <Button disabled>Edit</Button> : <LinkButton {...edit}>Edit</LinkButton>}
          {actions.map((action) => (
            <Button key={action} disabled={deleting} onClick={() => setOpen(action)}>
              {action}
            </Button>
          ))}
          <Menu label="More actions" items={others} />
        </>
      )}
      {open !== undefined && <OpenDialog {...props} action={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
};
