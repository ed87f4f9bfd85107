/**
 * What all dialogs of actions share: nothing twice while it is under way, the refusal shown where the question
 * was asked, and a lock overridden only by a second, differently named press.
 */
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { Banner } from '../../../ui/banner';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { MarathonError } from '../../../api/client/transport';
import type { Action } from '../commands/as-command';
import { AsCommand } from '../commands/as-command-disclosure';
import styles from './action-dialog.module.css';
import { lockingDeployments } from './lock-conflict';
import { useFirstFocus } from './use-first-focus';

interface ActionDialogProps {
  readonly title: string;
  /** The word on the button; with a lock it becomes "Force …". */
  readonly action: string;
  readonly children: ReactNode;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: (force: boolean) => void;
  readonly onClose: () => void;
  /** Destructive ones look so, and Enter doesn't run them. */
  readonly danger?: boolean;
  /** False while what was typed doesn't allow it. */
  readonly ready?: boolean;
  /** The same as a command, forced or not; undefined while what was typed doesn't allow it. */
  readonly command: (force: boolean) => Action | undefined;
}

const Refusal = ({ error, action }: { readonly error: Error; readonly action: string }) => {
  const locks = lockingDeployments(error);
  if (locks !== undefined) {
    return (
      <Banner tone="wait">
        {`A running deployment holds this service${locks.length === 0 ? '' : ` (${locks.join(', ')})`}. `}
        {`“Force ${action}” cancels it where it stands and goes ahead.`}
      </Banner>
    );
  }
  const details = error instanceof MarathonError ? error.details : [];
  return (
    <Banner tone="bad">
      <p>{error.message}</p>
      {details.length > 0 && (
        <ul className={styles['details']}>
          {details.map(({ path, errors }) => (
            <li key={path}>{`${path}: ${errors.join('; ')}`}</li>
          ))}
        </ul>
      )}
    </Banner>
  );
};

/** Has the focus at first unless a field took it: the key that is pressed by mistake then changes nothing. */
const CancelButton = ({ onClick, disabled }: { readonly onClick: () => void; readonly disabled: boolean }) => {
  const button = useRef<HTMLButtonElement>(null);
  useFirstFocus(() => {
    if (document.activeElement?.tagName !== 'INPUT') button.current?.focus();
  });
  return (
    <Button ref={button} onClick={onClick} disabled={disabled}>
      Cancel
    </Button>
  );
};

export const ActionDialog = (props: ActionDialogProps) => {
  const { title, action, children, pending, error, onConfirm, onClose, danger = false, ready = true, command } = props;
  const locked = lockingDeployments(error) !== undefined;
  const confirm = () => {
    if (ready && !pending) onConfirm(locked);
  };
  const close = () => {
    if (!pending) onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={title}
      {...(danger || locked ? {} : { onSubmit: confirm })}
      footer={
        <>
          <CancelButton onClick={close} disabled={pending} />
          <Button
            variant={danger || locked ? 'danger' : 'primary'}
            busy={pending}
            disabled={!ready}
            {...(danger || locked ? { onClick: confirm } : { type: 'submit' })}
          >
            {locked ? `Force ${action}` : action}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        {children}
        {error !== null && !pending && <Refusal error={error} action={action} />}
        <AsCommand action={() => command(locked)} onLeave={close} />
      </div>
    </Dialog>
  );
};
