/**
 * Modal dialog: focus moves in, Escape and the close button call `onClose`, focus returns where it was.
 * With `onSubmit` the body and footer are one form, so that Enter runs the primary action.
 */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { cx } from './class-names';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly onSubmit?: () => void;
  readonly size?: 'small' | 'wide';
}

export function Dialog({ open, onClose, title, children, footer, onSubmit, size = 'small' }: DialogProps) {
  const content = (
    <>
      <header className={styles['header']}>
        <BaseDialog.Title className={styles['title']}>{title}</BaseDialog.Title>
        <IconButton label="Close" icon="close" onClick={onClose} />
      </header>
      <div className={styles['body']}>{children}</div>
      {footer && <footer className={styles['footer']}>{footer}</footer>}
    </>
  );
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles['backdrop']} />
        <BaseDialog.Viewport className={styles['viewport']}>
          <BaseDialog.Popup className={cx(styles['popup'], styles[size])}>
            {onSubmit ? (
              <form
                className={styles['form']}
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  onSubmit();
                }}
              >
                {content}
              </form>
            ) : (
              content
            )}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
