/**
 * JSON to a message of a known shape, with the words of Mesos's own reader for what does not fit (Mesos `stout/protobuf.hpp`).
 * Members it does not know are passed over, null counts as absent, and so does a name that is not in its enumeration.
 */

/** What a field may hold. `required` ones have to be there whenever the message is. */
type Field = (
  | { readonly type: 'string' | 'bool' | 'number' }
  | { readonly type: 'enum'; readonly names: ReadonlySet<string> }
  | { readonly type: 'message'; readonly shape: Shape }
) & { readonly required?: boolean; readonly repeated?: boolean };

export type Shape = Readonly<Record<string, Field>>;

/** A message as read: unknown members dropped, the rest of the types its shape says. */
export type Message = Readonly<Record<string, unknown>>;

export type Reading = { readonly message: Message } | { readonly error: string };

export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Misfit extends Error {}

const misfit = (kind: string, name: string): Misfit => new Misfit(`Not expecting a JSON ${kind} for field '${name}'`);

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return typeof value;
};

/** The value as the field holds it; undefined = not set. */
const readOne = (field: Field, name: string, value: unknown): unknown => {
  switch (field.type) {
    case 'enum':
      if (typeof value !== 'string') throw misfit(kindOf(value), name);
      return field.names.has(value) ? value : undefined;
    case 'message':
      if (!isMessage(value)) throw misfit(kindOf(value), name);
      return readMembers(field.shape, value);
    case 'string':
      if (typeof value !== 'string') throw misfit(kindOf(value), name);
      return value;
    case 'number':
      if (typeof value !== 'number') throw misfit(kindOf(value), name);
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw misfit(kindOf(value), name);
      return value;
  }
};

const readField = (field: Field, name: string, value: unknown): unknown => {
  if (value === null || value === undefined) return undefined;
  if (field.repeated !== true) return readOne(field, name, value);
  // A single value is taken for a list of one.
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((item) => readOne(field, name, item) ?? []);
};

const readMembers = (shape: Shape, object: Message): Message => {
  const members: [string, unknown][] = [];
  for (const name of Object.keys(object).sort()) {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const value = field === undefined ? undefined : readField(field, name, object[name]);
    if (value !== undefined) members.push([name, value]);
  }
  return Object.fromEntries(members);
};

/** Paths of required fields that are not there, in the order of the shape. */
const missing = (shape: Shape, message: Message, path: string): string[] =>
  Object.entries(shape).flatMap(([name, field]) => {
    const value = message[name];
    if (value === undefined) return field.required === true ? [`${path}${name}`] : [];
    if (field.type !== 'message') return [];
    if (!Array.isArray(value)) return isMessage(value) ? missing(field.shape, value, `${path}${name}.`) : [];
    return value.flatMap((item: unknown, index) =>
      isMessage(item) ? missing(field.shape, item, `${path}${name}[${index}].`) : [],
    );
  });

/** Reads a message. The error is the first type that does not fit, or all required fields that are missing. */
export const readMessage = (shape: Shape, value: unknown): Reading => {
  if (!isMessage(value)) return { error: 'Expecting a JSON object' };
  try {
    const message = readMembers(shape, value);
    const absent = missing(shape, message, '');
    return absent.length === 0 ? { message } : { error: `Missing required fields: ${absent.join(', ')}` };
  } catch (error) {
    if (error instanceof Misfit) return { error: error.message };
    throw error;
  }
};
