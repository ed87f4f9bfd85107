/** Speeds offered for the virtual clock, in virtual seconds per real second. */

const usual: readonly number[] = [1, 2, 5, 10, 20, 60, 300];

/** The usual speeds and the present one, which a link or another tab may have set to anything. */
export const speedChoices = (present: number): readonly number[] =>
  usual.includes(present) ? usual : [...usual, present].toSorted((a, b) => a - b);
