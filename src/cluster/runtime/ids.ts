/** Ids that look like those of the real systems, drawn from a seeded stream. */

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const DASH = '-'.charCodeAt(0);
/** Places of a UUID that hold a digit, in order. */
const PLACES = Array.from('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx').flatMap((mark, place) => (mark === '-' ? [] : place));
const TEXT: number[] = Array.from({ length: 36 }, () => DASH);

const write = (word: number, first: number): void => {
  for (let n = 0; n < 8; n++) TEXT[PLACES[first + n] ?? 0] = DIGITS[(word >>> (28 - 4 * n)) & 0xf] ?? DASH;
};

/**
 * Pieces as one text. By template it would be kept as a tree of them, which takes four times the room and is walked whenever
 * it is looked up: for ids that are kept as long as what they name.
 */
export const joined = (...pieces: readonly string[]): string => pieces.join('');

/** A random UUID of version 4 (`xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`); takes 4 draws. */
export const uuid = (draw: () => number): string => {
  write(draw() * 0x1_0000_0000, 0);
  write(((draw() * 0x1_0000_0000) & 0xffff0fff) | 0x4000, 8);
  write(((draw() * 0x1_0000_0000) & 0x3fffffff) | 0x80000000, 16);
  write(draw() * 0x1_0000_0000, 24);
  // In one piece, as `joined`.
  return String.fromCharCode(...TEXT);
};
