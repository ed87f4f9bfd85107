/** Closes a switch over a union: the compiler proves that nothing is left. */

/** @throws TypeError always: data of another version or a broken wire got here */
export const unreachable = (value: never): never => {
  throw new TypeError(`not expected: ${JSON.stringify(value)}`);
};
