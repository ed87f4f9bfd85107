/** Joins class names, leaving out what is absent. */

/** `cx('a', false, undefined, 'b')` is `'a b'`. */
export const cx = (...parts: readonly (string | false | null | undefined)[]): string => parts.filter(Boolean).join(' ');
