/** A terminal: the screen, and below its last line the command line. What commands do is the caller's affair. */
import { useImperativeHandle, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import type { PromptHandle } from './prompt';
import { Prompt } from './prompt';
import { Screen } from './screen';
import styles from './terminal.module.css';
import type { Piece, ScreenHandle, TerminalActions } from './terminal-contract';

interface TerminalProps {
  /** Names the command line. */
  readonly label: string;
  readonly pieces: readonly Piece[];
  readonly busy: boolean;
  readonly history: readonly string[];
  readonly actions: TerminalActions;
  /** Shown while the screen is empty. */
  readonly welcome: ReactNode;
  readonly ref: Ref<PromptHandle>;
}

export function Terminal({ label, pieces, busy, history, actions, welcome, ref }: TerminalProps) {
  const body = useRef<HTMLDivElement>(null);
  const screen = useRef<ScreenHandle>(null);
  const prompt = useRef<PromptHandle>(null);
  const focus = () => prompt.current?.focus();
  useImperativeHandle(ref, () => ({ focus, put: (text) => prompt.current?.put(text) }));
  /** The screen comes and goes with its parts; the command line keeps one way to it. */
  const marks: ScreenHandle = {
    scrollPages: (pages) => screen.current?.scrollPages(pages),
    selection: () => screen.current?.selection() ?? '',
    unmark: () => screen.current?.unmark(),
  };
  /** All of the body that the command line doesn't take. */
  const room = () => {
    if (!body.current) return 0;
    const { paddingTop, paddingBottom } = getComputedStyle(body.current);
    const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
    const below = body.current.lastElementChild?.getBoundingClientRect().height ?? 0;
    return body.current.clientHeight - padding - below;
  };
  return (
    <div
      ref={body}
      className={styles['terminal']}
      onClick={(event) => {
        if (event.target === event.currentTarget) focus();
      }}
    >
      {pieces.length === 0 && <div className={styles['welcome']}>{welcome}</div>}
      <Screen ref={screen} pieces={pieces} room={room} onPress={focus} />
      <Prompt ref={prompt} label={label} busy={busy} history={history} actions={actions} screen={marks} />
    </div>
  );
}
