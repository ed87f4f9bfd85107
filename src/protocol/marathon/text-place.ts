/** Where in a text something is, as Jackson tells it. */
export const placeInText = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n');
  return `\n at [Source: (byte[]); line: ${before.length}, column: ${(before.at(-1) ?? '').length + 1}]`;
};
