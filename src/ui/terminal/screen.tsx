/**
 * What commands printed. Drawn by xterm for the eye; for screen readers the same as a log of plain text, which is also
 * what everyone sees where xterm can't be loaded or scrolled, that is by touch.
 */
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { Ref, RefObject } from 'react';
import { cx } from '../class-names';
import { useMedia } from '../use-media';
import { loadXterm } from './load-xterm';
import { plainText } from './paint-piece';
import styles from './terminal.module.css';
import type { MountedScreen, Piece, ScreenHandle } from './terminal-contract';

interface ScreenProps {
  readonly pieces: readonly Piece[];
  /** The height in pixels that the screen may take. */
  readonly room: () => number;
  /** Pressed with the pointer. */
  readonly onPress: () => void;
  readonly ref: Ref<ScreenHandle>;
}

export function Screen({ pieces, room, onPress, ref }: ScreenProps) {
  const host = useRef<HTMLDivElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const touch = useMedia('(pointer: coarse)');
  const { mounted, failed } = useMounted(host, room, onPress, touch);
  const plain = failed || touch;
  useWritten(mounted, pieces);
  useEffect(() => {
    if (plain) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [plain, pieces]);
  useImperativeHandle(
    ref,
    () => ({
      scrollPages: (pages) => mounted?.scrollPages(pages),
      selection: () => mounted?.selection() ?? '',
      unmark: () => mounted?.unmark(),
    }),
    [mounted],
  );
  return (
    <>
      {!plain && (
        <div ref={host} className={cx(styles['screen'], pieces.length === 0 && styles['empty'])} aria-hidden="true" />
      )}
      <div
        ref={log}
        role="log"
        aria-label="Output"
        className={plain ? styles['plain'] : 'visually-hidden'}
        tabIndex={plain && pieces.length > 0 ? 0 : -1}
      >
        {pieces.map((piece) => (
          <pre key={piece.id} className={styles[piece.kind]}>
            {latestLines(plainText(piece))}
          </pre>
        ))}
      </div>
    </>
  );
}

/** Beyond this, laying out the log takes longer than anyone reads. */
const MOST_LINES = 2000;

const latestLines = (text: string): string => {
  const lines = text.split('\n');
  const left = lines.length - MOST_LINES;
  return left > 0 ? `(${left} lines before are left out)\n${lines.slice(left).join('\n')}` : text;
};

/** One xterm for as long as the element is there, StrictMode's rehearsal included. */
function useMounted(
  host: RefObject<HTMLDivElement | null>,
  room: () => number,
  onPress: () => void,
  unwanted: boolean,
) {
  const [mounted, setMounted] = useState<MountedScreen>();
  const [failed, setFailed] = useState(false);
  const freeHeight = useEffectEvent(room);
  const pressed = useEffectEvent(onPress);
  useEffect(() => {
    if (unwanted) return;
    let gone = false;
    let screen: MountedScreen | undefined;
    loadXterm()
      .then(({ mountScreen }) => {
        if (gone || !host.current) return;
        screen = mountScreen(
          host.current,
          () => freeHeight(),
          () => pressed(),
        );
        setMounted(screen);
      })
      // Not loaded, or this browser lacks what it draws with.
      .catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      screen?.dispose();
      setMounted(undefined);
    };
  }, [host, unwanted]);
  return { mounted, failed };
}

/** Writes what is new; an emptied list empties the screen. */
function useWritten(mounted: MountedScreen | undefined, pieces: readonly Piece[]) {
  const written = useRef<{ screen: MountedScreen | undefined; last: number }>({ screen: undefined, last: 0 });
  useEffect(() => {
    if (!mounted) return;
    if (written.current.screen !== mounted) written.current = { screen: mounted, last: 0 };
    if (pieces.length === 0) mounted.clear();
    for (const piece of pieces)
      if (piece.id > written.current.last) {
        mounted.write(piece);
        written.current.last = piece.id;
      }
  }, [mounted, pieces]);
}
