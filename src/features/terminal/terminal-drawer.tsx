/**
 * The terminal at the foot of the page: the command line of DC/OS over the cluster that the page shows. It stays as it is
 * while it is closed, and a command that runs goes on.
 */
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, DragEvent, RefObject } from 'react';
import type { ShellFiles } from '../../cli/shell/shell-files';
import { ResizeHandle } from '../../ui/resize-handle';
import type { PromptHandle } from '../../ui/terminal/prompt';
import { Terminal } from '../../ui/terminal/terminal';
import type { TerminalActions } from '../../ui/terminal/terminal-contract';
import { plainText } from '../../ui/terminal/paint-piece';
import { useMedia } from '../../ui/use-media';
import { addFiles } from './add-files';
import type { Session } from './session';
import { TerminalBar } from './terminal-bar';
import styles from './terminal-drawer.module.css';
import { LEAST_HEIGHT, useDrawerHeight } from './use-drawer-height';
import { useSession } from './use-session';
import { Welcome } from './welcome';

/** Asks for the focus, and for a command at the prompt if there is one; each wish is an object of its own. */
export interface TerminalWish {
  readonly command?: string;
}

interface TerminalDrawerProps {
  readonly id: string;
  readonly open: boolean;
  readonly wish: TerminalWish | undefined;
  readonly onClose: () => void;
}

/** Above the drawer some of the page stays in sight. */
const LEFT_FREE = 140;

export function TerminalDrawer({ id, open, wish, onClose }: TerminalDrawerProps) {
  const { session, files, state } = useSession();
  const prompt = useRef<PromptHandle>(null);
  const close = useRef<HTMLButtonElement>(null);
  const [height, resize] = useDrawerHeight();
  const wide = useMedia('(width >= 900px)');
  const add = (chosen: Iterable<File>) => void takeFiles(chosen, files, session);
  const drop = useDrop(add);
  useWish(wish, prompt);
  useCoveredHeight(open && wide ? height : 0);
  const style: CSSProperties & Record<'--terminal-height', string> = { '--terminal-height': `${height}px` };
  const actions: TerminalActions = { ...session, leave: () => close.current?.focus(), close: onClose };
  return (
    <section
      id={id}
      className={styles['drawer']}
      aria-label="Terminal"
      hidden={!open}
      style={style}
      data-dropping={drop.over || undefined}
      {...drop.events}
    >
      {wide && (
        <ResizeHandle
          label="Height of the terminal"
          height={height}
          min={LEAST_HEIGHT}
          max={Math.max(LEAST_HEIGHT, innerHeight - LEFT_FREE)}
          onResize={resize}
        />
      )}
      <TerminalBar
        output={() => state.pieces.map(plainText).join('\n')}
        empty={state.pieces.length === 0}
        onClear={session.clear}
        onAdd={add}
        onClose={onClose}
        closeRef={close}
      />
      <div className={styles['body']}>
        <Terminal
          ref={prompt}
          label="Command line"
          pieces={state.pieces}
          busy={state.busy}
          history={state.history}
          actions={actions}
          welcome={
            <Welcome
              onChoose={(command) => {
                prompt.current?.put(command);
                prompt.current?.focus();
              }}
            />
          }
        />
      </div>
    </section>
  );
}

const takeFiles = async (chosen: Iterable<File>, files: ShellFiles, session: Session): Promise<void> => {
  const { added, refused } = await addFiles(chosen, files);
  if (added.length > 0) session.note(`Added until the page is closed: ${added.join(', ')}`);
  for (const sentence of refused) session.note(`${sentence}\n`, 'error');
};

/** Each wish once. */
function useWish(wish: TerminalWish | undefined, prompt: RefObject<PromptHandle | null>) {
  useEffect(() => {
    if (!wish) return;
    if (wish.command !== undefined) prompt.current?.put(wish.command);
    prompt.current?.focus();
  }, [wish, prompt]);
}

/** Tells the page how much of it the drawer covers, so that what gets the focus is never scrolled to behind it. */
function useCoveredHeight(height: number) {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--covered-height', `${height}px`);
    return () => void style.removeProperty('--covered-height');
  }, [height]);
}

/** Files dropped anywhere on the drawer. */
function useDrop(onFiles: (files: Iterable<File>) => void) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const events = {
    onDragEnter: drag,
    onDragOver: drag,
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { over, events };
}
