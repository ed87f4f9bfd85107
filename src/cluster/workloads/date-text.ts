/** Times as `date` prints them, in UTC, as containers do. */
import { isoTime, millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400_000;

/** The specifiers whose texts are always as long: how much a log holds at any time can be told without writing it. */
const specifier = (letter: string, at: Millis): string | undefined => {
  const iso = isoTime(at);
  const weekday = (Math.floor(at / DAY) + 4) % 7;
  switch (letter) {
    case 'Y':
      return iso.slice(0, 4);
    case 'y':
      return iso.slice(2, 4);
    case 'm':
      return iso.slice(5, 7);
    case 'd':
      return iso.slice(8, 10);
    case 'e':
      return iso.slice(8, 10).replace(/^0/, ' ');
    case 'H':
      return iso.slice(11, 13);
    case 'M':
      return iso.slice(14, 16);
    case 'S':
      return iso.slice(17, 19);
    case 'F':
      return iso.slice(0, 10);
    case 'T':
      return iso.slice(11, 19);
    case 'R':
      return iso.slice(11, 16);
    case 'D':
      return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)}`;
    case 'N':
      return `${iso.slice(20, 23)}000000`;
    case 's':
      return String(Math.floor(at / 1000));
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'w':
      return String(weekday);
    case 'a':
      return DAYS[weekday];
    case 'b':
    case 'h':
      return MONTHS[Number(iso.slice(5, 7)) - 1];
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return undefined;
  }
};

/** Specifiers it does not know stay as they are, as with `date`. */
const dateText = (format: string, at: Millis): string =>
  format.replace(/%([A-Za-z%])/g, (whole, letter: string) => specifier(letter, at) ?? whole);

/** A text with the tokens of `timeToken` replaced by the time. */
export const atTime = (text: string, at: number): string =>
  text.includes('\uE000')
    ? text.replace(/\uE000([^\uE001]*)\uE001/g, (_, format: string) =>
        dateText(format.replaceAll('\uE002', ' '), millis(at)),
      )
    : text;
