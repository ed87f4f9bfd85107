/** Ids that look like those of the real systems, drawn from a seeded stream. */

const hex = (draw: () => number, digits: number): string => {
  let text = '';
  while (text.length < digits)
    text += Math.floor(draw() * 0x10000)
      .toString(16)
      .padStart(4, '0');
  return text.slice(0, digits);
};

/** A random UUID of version 4 (`xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`); takes 9 draws. */
export const uuid = (draw: () => number): string => {
  const variant = '89ab'.charAt(Math.floor(draw() * 4));
  const tail = hex(draw, 31);
  return `${tail.slice(0, 8)}-${tail.slice(8, 12)}-4${tail.slice(12, 15)}-${variant}${tail.slice(15, 18)}-${tail.slice(18, 30)}`;
};
