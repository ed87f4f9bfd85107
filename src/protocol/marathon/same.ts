/** Equality of definitions and their parts. */

/** Equality of plain data: order of members does not count, an undefined member is an absent one. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const here = definedMembers(one);
  const there = definedMembers(other);
  return (
    here.size === there.size && [...here].every(([name, value]) => there.has(name) && isSame(value, there.get(name)))
  );
};

const definedMembers = (value: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value as Record<string, unknown>).filter(([, member]) => member !== undefined));
