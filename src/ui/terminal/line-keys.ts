/** Line editing as in a shell: what a control key makes of the text and its caret. Pure. */

export interface Line {
  readonly text: string;
  readonly caret: number;
}

const startOfLine = ({ text, caret }: Line): number => text.lastIndexOf('\n', caret - 1) + 1;

const endOfLine = ({ text, caret }: Line): number => {
  const end = text.indexOf('\n', caret);
  return end < 0 ? text.length : end;
};

const cut = ({ text }: Line, from: number, to: number): Line => ({
  text: text.slice(0, from) + text.slice(to),
  caret: from,
});

/** Where the word before the caret begins. */
const startOfWord = ({ text, caret }: Line): number => text.slice(0, caret).replace(/\S*\s*$/, '').length;

/** What the eye takes for one sign, however many characters make it up. */
const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const nextSign = ({ text, caret }: Line): string => {
  for (const { segment } of signs.segment(text.slice(caret))) return segment;
  return '';
};

/** The edits of Ctrl and a letter. */
export const controlEdits: ReadonlyMap<string, (line: Line) => Line> = new Map([
  ['a', (line: Line) => ({ ...line, caret: startOfLine(line) })],
  ['e', (line: Line) => ({ ...line, caret: endOfLine(line) })],
  ['u', (line: Line) => cut(line, startOfLine(line), line.caret)],
  ['k', (line: Line) => cut(line, line.caret, endOfLine(line))],
  ['w', (line: Line) => cut(line, startOfWord(line), line.caret)],
  ['d', (line: Line) => cut(line, line.caret, line.caret + nextSign(line).length)],
]);

export const isFirstLine = (line: Line): boolean => startOfLine(line) === 0;
export const isLastLine = (line: Line): boolean => endOfLine(line) === line.text.length;

/** The part that all options begin with. */
const sharedStart = (options: readonly string[]): string => {
  const [first = '', ...others] = options;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
};

/** A blank behind the only option, unless it is a part of something longer or a blank is there already. */
const blankAfter = (done: string, rest: string): string => (/[=/]$/.test(done) || /^\s/.test(rest) ? '' : ' ');

/** As far as the options agree. `line` is the one they were asked for. */
export const completed = (line: Line, from: number, options: readonly string[]): Line => {
  const { text, caret } = line;
  const start = sharedStart(options);
  if (options.length === 0 || start.length < caret - from) return line;
  const rest = text.slice(caret);
  const done = options.length === 1 ? start + blankAfter(start, rest) : start;
  return { text: text.slice(0, from) + done + rest, caret: from + done.length };
};
