/** A piece of the terminal's contents as text for the screen, coloured by its kind. */
import type { Piece } from './terminal-contract';

const ESCAPE = '\u001B';
const looks: Readonly<Record<Piece['kind'], string>> = { command: '1', output: '0', error: '31', note: '90' };
const PROMPT = `${ESCAPE}[35m$${ESCAPE}[0m `;

/** Colours as commands print them: the only sequence that is taken for what it is. */
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');

/**
 * Control characters as their pictures: what a cluster answers may hold any, and none of them is to move the cursor or
 * change anything. Line break and tab stay.
 */
const harmless = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n\t]/gu, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\u2421';
  });

/** The same with its colours kept. */
const harmlessInColour = (text: string): string => {
  const colours = text.match(COLOURS) ?? [];
  return text
    .split(COLOURS)
    .map((stretch, index) => harmless(stretch) + (colours[index] ?? ''))
    .join('');
};

/** A piece as plain text: for reading aloud and for the clipboard. */
export const plainText = ({ kind, text }: Piece): string => {
  const plain = harmless(text.replaceAll(COLOURS, ''));
  return kind === 'command' ? `$ ${plain}` : plain.replace(/\n$/, '');
};

/** `endsLine`: the piece ended with a line break, which is left to whatever comes next. */
export const paintPiece = (
  { kind, text }: Piece,
  first: boolean,
  owesBreak: boolean,
): { readonly text: string; readonly endsLine: boolean } => {
  const clean = harmlessInColour(text);
  const endsLine = kind === 'command' || kind === 'note' || clean.endsWith('\n');
  const body = clean.endsWith('\n') ? clean.slice(0, -1) : clean;
  const before = `${owesBreak ? '\n' : ''}${kind === 'command' && !first ? '\n' : ''}`;
  const start = kind === 'command' ? PROMPT : '';
  const lines = kind === 'command' ? body.replaceAll('\n', '\n  ') : body;
  return { text: `${before}${start}${ESCAPE}[${looks[kind]}m${lines}${ESCAPE}[0m`, endsLine };
};
