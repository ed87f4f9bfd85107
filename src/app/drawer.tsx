/** The sidebar on narrow screens: the platform's own modal dialog, so focus, Escape and the top layer are its affair. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './drawer.module.css';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly children: ReactNode;
}

export function Drawer({ open, onClose, label, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={styles['drawer']}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        // The dialog itself is hit only outside its content; a link inside goes somewhere else.
        const { target } = event;
        if (target === dialog.current || (target instanceof Element && target.closest('a'))) onClose();
      }}
    >
      {open && children}
    </dialog>
  );
}
