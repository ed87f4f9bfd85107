/** Whether the terminal is open, what it was last asked for, and the key that opens it from anywhere: Ctrl and the key left of 1. */
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { TerminalWish } from '../features/terminal/terminal-drawer';

export const terminalId = 'terminal';

export interface TerminalState {
  readonly open: boolean;
  /** Undefined until it is opened for the first time. */
  readonly wish: TerminalWish | undefined;
  /** The button that opens it, where the focus goes back to. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly show: (command?: string) => void;
  readonly hide: () => void;
}

const hasFocus = (): boolean => document.getElementById(terminalId)?.contains(document.activeElement) === true;

export function useTerminal(): TerminalState {
  const [open, setOpen] = useState(false);
  const [wish, setWish] = useState<TerminalWish>();
  const button = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);
  const { show, hide } = useMemo(
    () => ({
      show: (command?: string) => {
        setOpen(true);
        setWish(command === undefined ? {} : { command });
      },
      hide: () => {
        returning.current = hasFocus();
        setOpen(false);
      },
    }),
    [],
  );
  // Only once the page behind it can have the focus again.
  useEffect(() => {
    if (open || !returning.current) return;
    returning.current = false;
    button.current?.focus();
  }, [open]);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const { ctrlKey, altKey, metaKey, shiftKey, code, key } = event;
    if (!ctrlKey || altKey || metaKey || shiftKey || (code !== 'Backquote' && key !== '`')) return;
    // A dialog keeps the focus until it is answered.
    if (event.target instanceof Element && event.target.closest('dialog, [role="dialog"], [role="alertdialog"]'))
      return;
    event.preventDefault();
    if (open && hasFocus()) hide();
    else show();
  });
  // As soon as the page is there: an effect after the paint would lose a key that is pressed at once.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return { open, wish, button, show, hide };
}
