/** The drawer's upper edge: its name, and what can be done with output, files and the drawer itself. */
import { useRef, useState } from 'react';
import type { Ref } from 'react';
import { Button, IconButton } from '../../ui/button';
import { useMedia } from '../../ui/use-media';
import styles from './terminal-drawer.module.css';

interface TerminalBarProps {
  /** All that was printed, as text. */
  readonly output: () => string;
  readonly empty: boolean;
  readonly onClear: () => void;
  readonly onAdd: (files: Iterable<File>) => void;
  readonly onClose: () => void;
  readonly closeRef: Ref<HTMLButtonElement>;
}

export function TerminalBar({ output, empty, onClear, onAdd, onClose, closeRef }: TerminalBarProps) {
  const narrow = useMedia('(width < 640px)');
  const chooser = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Absent on plain http; the text can be marked and copied there.
    if (!('clipboard' in navigator)) return;
    await navigator.clipboard.writeText(output());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  const actions = [
    {
      label: copied ? 'Copied' : 'Copy Output',
      icon: copied ? 'check' : 'copy',
      onClick: () => void copy(),
      disabled: empty,
    },
    { label: 'Clear', icon: 'trash', onClick: onClear, disabled: empty },
    { label: 'Add File', icon: 'upload', onClick: () => chooser.current?.click(), disabled: false },
  ] as const;
  return (
    <header className={styles['bar']}>
      <h2>Terminal</h2>
      {actions.map(({ label, icon, onClick, disabled }) =>
        narrow ? (
          <IconButton key={icon} label={label} icon={icon} onClick={onClick} disabled={disabled} />
        ) : (
          <Button key={icon} variant="quiet" icon={icon} onClick={onClick} disabled={disabled}>
            {label}
          </Button>
        ),
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        onChange={(event) => {
          onAdd([...(event.target.files ?? [])]);
          // The same file can be chosen again once it was changed.
          event.target.value = '';
        }}
      />
      <IconButton ref={closeRef} label="Close Terminal" icon="close" onClick={onClose} />
    </header>
  );
}
