/** Text measured as Python and Go do: in code points, not in JavaScript's UTF-16 units. */

export const codePoints = (text: string): readonly string[] => Array.from(text);

export const lengthOf = (text: string): number => codePoints(text).length;
