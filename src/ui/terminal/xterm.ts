/**
 * Mounts xterm as a screen: it draws, scrolls and lets one mark and copy; it takes no keys and is hidden from screen
 * readers, which get a log and a real text field instead. This module loads on demand, never with the page.
 */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { paintPiece, plainText } from './paint-piece';
import type { MountedScreen, Piece } from './terminal-contract';
import { followTheme } from './xterm-theme';

const HIDE_CURSOR = '\u001B[?25l';
const SCROLLBACK_LINES = 5000;
/** Width in CSS pixels. */
const SCROLLBAR = 10;

const open = (host: HTMLElement): Terminal => {
  const terminal = new Terminal({
    convertEol: true,
    cursorInactiveStyle: 'none',
    disableStdin: true,
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: Number.parseFloat(getComputedStyle(host).fontSize),
    lineHeight: 1.3,
    minimumContrastRatio: 4.5,
    scrollback: SCROLLBACK_LINES,
    overviewRuler: { width: SCROLLBAR },
    rows: 1,
  });
  terminal.open(host);
  // The text field takes the keys, also after a press on the screen.
  if (terminal.textarea) terminal.textarea.tabIndex = -1;
  return terminal;
};

/** Lines up to this long are scrolled to rather than broken: tables. */
const WIDEST_UNBROKEN = 160;

/** Columns of the longest line that is not to be broken. */
const widthOf = (piece: Piece): number =>
  plainText(piece)
    .split('\n')
    .reduce((widest, { length }) => (length > WIDEST_UNBROKEN ? widest : Math.max(widest, length)), 0);

/**
 * As many rows as were written, at most as many as there is room for: what follows the screen follows its last line.
 * `room` is the free height in CSS pixels, `width` the columns that must not be broken.
 */
const sizer = (host: HTMLElement, terminal: Terminal, room: () => number, width: () => number): (() => void) => {
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  return () => {
    const screen = host.querySelector('.xterm-screen');
    const fitting = fit.proposeDimensions()?.cols;
    if (!screen || fitting === undefined || Number.isNaN(fitting)) return;
    const columns = Math.max(fitting, width());
    if (columns !== terminal.cols) terminal.resize(columns, terminal.rows);
    // Wider than the host, it is scrolled sideways by the host.
    if (terminal.element)
      terminal.element.style.inlineSize = columns > fitting ? `${screen.clientWidth + SCROLLBAR}px` : '';
    const rowHeight = screen.getBoundingClientRect().height / terminal.rows;
    // A scroll bar of the host takes its share.
    const free = room() - (host.offsetHeight - host.clientHeight);
    const { baseY, cursorY } = terminal.buffer.active;
    const rows = Math.max(1, Math.min(baseY + cursorY + 1, Math.floor(free / rowHeight)));
    if (rows !== terminal.rows) terminal.resize(terminal.cols, rows);
  };
};

/** Mounts a screen into an element. Dispose it together with the element. */
export function mountScreen(host: HTMLElement, room: () => number, onPress: () => void): MountedScreen {
  const terminal = open(host);
  let widest = 0;
  const size = sizer(host, terminal, room, () => widest);
  const stopFollowing = followTheme(host, terminal);
  const observer = new ResizeObserver(size);
  for (const element of [host, host.parentElement, host.parentElement?.lastElementChild])
    if (element) observer.observe(element);
  const press = () => onPress();
  terminal.textarea?.addEventListener('focus', press);
  terminal.write(HIDE_CURSOR);
  let empty = true;
  /** A piece's last line break is written with what follows, so that no empty row stays below it. */
  let owesBreak = false;
  return {
    write: (piece) => {
      const { text, endsLine } = paintPiece(piece, empty, owesBreak);
      empty = false;
      owesBreak = endsLine;
      widest = Math.max(widest, widthOf(piece));
      // Wide enough first: what was broken once leaves empty rows when it is put together again.
      size();
      terminal.write(text, () => {
        size();
        terminal.scrollToBottom();
      });
    },
    clear: () => {
      empty = true;
      owesBreak = false;
      widest = 0;
      terminal.reset();
      terminal.write(HIDE_CURSOR, size);
    },
    scrollPages: (pages) => terminal.scrollPages(pages),
    // Cells to the right of a line's end are no blanks that anyone printed.
    selection: () => terminal.getSelection().replaceAll(/ +$/gm, ''),
    unmark: () => terminal.clearSelection(),
    dispose: () => {
      observer.disconnect();
      stopFollowing();
      terminal.textarea?.removeEventListener('focus', press);
      terminal.dispose();
    },
  };
}
