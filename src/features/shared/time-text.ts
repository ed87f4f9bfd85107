/** How moments and spans of time are written on screen. Both sides are virtual cluster time in milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The largest fitting unit, whole: `0 s`, `59 s`, `2 min`, `23 h`, `12 d`. Negative spans count as none. */
export const spanText = (ms: number): string => {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
};

/** `just now` below five seconds, `2 min ago`; what lies ahead is `in 12 s`. */
export const agoText = (at: number, now: number): string => {
  const past = now - at;
  if (past <= -SECOND) return `in ${spanText(-past)}`;
  return past < 5 * SECOND ? 'just now' : `${spanText(past)} ago`;
};

/**
 * The same for what has surely been: never ahead. The page looks at the clock once a second, and a fast cluster is up to that
 * much further on.
 */
export const pastText = (at: number, now: number): string => agoText(Math.min(at, now), now);

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `2017-03-17 10:00:00 UTC`: one zone for all readers, so that times can be compared with logs and colleagues. */
export const exactText = (at: number): string => {
  const date = new Date(at);
  const day = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  return `${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} UTC`;
};

/** Marathon's ISO timestamp to milliseconds; undefined where there is none or it can't be read. */
export const parseTime = (iso: string | null | undefined): number | undefined => {
  if (iso === null || iso === undefined) return undefined;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
};
