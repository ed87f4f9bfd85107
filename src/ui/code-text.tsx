/** Code, ids and paths in the mono face: inline, or as a block that scrolls inside itself and can be copied. */
import { useState } from 'react';
import { IconButton } from './button';
import styles from './code-text.module.css';

interface CodeTextProps {
  readonly children: string;
  readonly block?: boolean;
  /** Names what the copy button copies; no button without it. */
  readonly copyLabel?: string;
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Absent on plain http; the text stays selectable there.
    await navigator.clipboard?.writeText(text);
    setCopied(true);
  };
  return <IconButton icon={copied ? 'check' : 'copy'} label={copied ? 'Copied' : label} onClick={() => void copy()} />;
}

export function CodeText({ children, block = false, copyLabel }: CodeTextProps) {
  if (!block) return <code className={styles['inline']}>{children}</code>;
  return (
    <div className={styles['block']}>
      {/* Scrolls sideways, so it must be reachable by keyboard. */}
      <pre className={styles['pre']} tabIndex={0} role="group" aria-label={copyLabel ?? 'Code'}>
        <code>{children}</code>
      </pre>
      {copyLabel && (
        <div className={styles['copy']}>
          <CopyButton text={children} label={copyLabel} />
        </div>
      )}
    </div>
  );
}
