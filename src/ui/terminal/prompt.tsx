/**
 * The command line: a real text field, so that carets, dictation, input methods, screen readers and on-screen keyboards
 * work as everywhere; the keys of a shell on top. The field owns its text.
 */
import { useId, useImperativeHandle } from 'react';
import type { ClipboardEvent, Ref } from 'react';
import { Button } from '../button';
import styles from './terminal.module.css';
import { isMarked, usePrompt } from './use-prompt';
import type { PromptFacts } from './use-prompt';

export interface PromptHandle {
  readonly focus: () => void;
  /** Replaces what is typed. */
  readonly put: (text: string) => void;
}

interface PromptProps extends PromptFacts {
  readonly label: string;
  readonly ref: Ref<PromptHandle>;
}

export function Prompt({ label, ref, ...facts }: PromptProps) {
  const { busy, actions, screen } = facts;
  const hint = useId();
  const { field, line, options, press } = usePrompt(facts);
  useImperativeHandle(ref, () => ({
    // The drawer is in sight; the page behind it must not jump.
    focus: () => field.current?.focus({ preventScroll: true }),
    put: (text) => line.write({ text, caret: text.length }),
  }));
  /** The field has the focus, so it is asked to copy what is marked on the screen. */
  const copy = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const text = screen.selection();
    if (isMarked(event.currentTarget) || text === '') return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    // The next Ctrl C stops again.
    screen.unmark();
  };
  return (
    <div className={styles['prompt']}>
      <span className={styles['sign']} aria-hidden="true">
        $
      </span>
      <textarea
        ref={field}
        className={styles['field']}
        aria-label={label}
        aria-describedby={hint}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        enterKeyHint="go"
        readOnly={busy}
        rows={1}
        spellCheck={false}
        onKeyDown={press}
        onInput={line.fit}
        onCopy={copy}
      />
      {busy && (
        <span className={styles['stop']}>
          <Button variant="quiet" icon="stop" onClick={actions.stop}>
            Stop
          </Button>
        </span>
      )}
      <p className={styles['options']} role="status">
        {options.join('   ')}
      </p>
      <p id={hint} className={styles['hint']}>
        <kbd>Enter</kbd> runs · <kbd>Tab</kbd> completes, and leaves an empty line · <kbd>Esc</kbd> leaves ·{' '}
        <kbd>↑</kbd> earlier commands · <kbd>Ctrl</kbd> <kbd>C</kbd> stops
      </p>
    </div>
  );
}
