/** How Marathon words numeric rules, and how it writes the numbers in them (Marathon `api/v2/Validation`; Java's `Double.toString`). */

/** A fractional member as Java prints it: `1.0`, `0.1`, `1.0E-4`, `1.5E7`. */
export const fractional = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
};

export const expectedAtLeast = (got: number, least: number): string => `got ${got}, expected ${least} or more`;
export const expectedAtMost = (got: number, most: number): string => `got ${got}, expected ${most} or less`;
export const expectedMoreThan = (got: number, limit: number): string => `got ${got}, expected more than ${limit}`;
export const expectedLessThan = (got: number, limit: number): string => `got ${got}, expected less than ${limit}`;
export const expectedBetween = (got: number, least: number, most: number): string =>
  `got ${got}, expected between ${least} and ${most}`;
export const expectedFraction = (got: number, exactly: number): string =>
  `got ${fractional(got)}, expected ${fractional(exactly)}`;
export const expectedOneOf = (got: string, allowed: readonly string[]): string =>
  `got ${got}, expected one of: [${allowed.join(', ')}]`;
