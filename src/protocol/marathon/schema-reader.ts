/**
 * Reads parsed JSON by a schema exactly as Marathon's generated readers do, which is not how the schema library itself parses:
 * null for an optional member is absent, enum literals match in any case, a union reports its last alternative only, all errors
 * are collected, and own keys such as `__proto__` are ordinary names (Marathon `type-generator`, Play JSON `Reads`).
 */
import type * as z from 'zod/mini';
import type { Complain } from './field-errors';
import { itemPath, memberPath } from './path';

type Schema = z.core.$ZodType;

/** What a failed read returns; the complaint was made already. */
const REFUSED = Symbol('refused');

const defOf = (schema: Schema): z.core.$ZodTypes['_zod']['def'] => (schema as z.core.$ZodTypes)._zod.def;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map that takes any name as a key. */
const emptyMap = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** Null-prototype copy of a default, so that no two definitions share it. */
const copyDefault = (value: unknown): unknown =>
  Array.isArray(value) ? [...(value as unknown[])] : isRecord(value) ? Object.assign(emptyMap(), value) : value;

/**
 * The value as the schema's output type, defaults filled in, or undefined after at least one complaint.
 * Complaints carry Marathon paths below `path` and Play's error codes.
 */
export const readBySchema = (schema: Schema, value: unknown, path: string, complain: Complain): unknown => {
  const result = read(schema, value, path, complain);
  return result === REFUSED ? undefined : result;
};

const read = (schema: Schema, value: unknown, path: string, complain: Complain): unknown => {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
      return value === undefined || value === null ? undefined : read(def.innerType, value, path, complain);
    case 'default':
      return value === undefined || value === null
        ? copyDefault(def.defaultValue)
        : read(def.innerType, value, path, complain);
    case 'prefault':
      return read(def.innerType, value ?? def.defaultValue, path, complain);
    case 'object':
      return readObject(def.shape, value, path, complain);
    case 'array':
      return readArray(def, value, path, complain);
    case 'record':
      return readMap(def, value, path, complain);
    case 'union':
      return readUnion(def, value, path, complain);
    case 'enum':
      return readLiteral(Object.values(def.entries), value, path, complain);
    case 'literal':
      return readLiteral(def.values, value, path, complain);
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(complain, path, 'error.expected.jsboolean');
    case 'string':
      return readString(def, value, path, complain);
    case 'number':
      return readNumber(def, value, path, complain);
    default:
      throw new Error(`The reader has no case for schemas of type ${def.type}`);
  }
};

const refuse = (complain: Complain, path: string, error: string): typeof REFUSED => {
  complain(path, error);
  return REFUSED;
};

const readObject = (shape: z.core.$ZodShape, value: unknown, path: string, complain: Complain): unknown => {
  if (!isRecord(value)) return refuse(complain, path, 'error.expected.jsobject');
  const result: Record<string, unknown> = {};
  let complete = true;
  for (const [name, schema] of Object.entries(shape)) {
    const present = Object.hasOwn(value, name);
    const kind = defOf(schema).type;
    if (!present && kind !== 'optional' && kind !== 'default' && kind !== 'prefault') {
      complain(memberPath(path, name), 'error.path.missing');
      complete = false;
      continue;
    }
    const member = read(schema, present ? value[name] : undefined, memberPath(path, name), complain);
    if (member === REFUSED) complete = false;
    else if (member !== undefined) result[name] = member;
  }
  return complete ? result : REFUSED;
};

const readArray = (def: z.core.$ZodArrayDef, value: unknown, path: string, complain: Complain): unknown => {
  if (!Array.isArray(value)) return refuse(complain, path, 'error.expected.jsarray');
  const items = (value as unknown[]).map((item, index) => read(def.element, item, itemPath(path, index), complain));
  const sized = checkLength(def.checks, items.length, path, complain);
  return sized && !items.includes(REFUSED) ? items : REFUSED;
};

const readMap = (def: z.core.$ZodRecordDef, value: unknown, path: string, complain: Complain): unknown => {
  if (!isRecord(value)) return refuse(complain, path, 'error.expected.jsobject');
  const result = emptyMap();
  let complete = true;
  for (const [name, member] of Object.entries(value)) {
    const at = memberPath(path, name);
    const key = read(def.keyType, name, at, complain);
    const content = read(def.valueType, member, at, complain);
    if (key === REFUSED || content === REFUSED) complete = false;
    else result[name] = content;
  }
  return complete ? result : REFUSED;
};

const silent: Complain = () => undefined;

const readUnion = (def: z.core.$ZodUnionDef, value: unknown, path: string, complain: Complain): unknown => {
  if (isDiscriminated(def)) return readDiscriminated(def, value, path, complain);
  for (const option of def.options) {
    const last = option === def.options.at(-1);
    const result = read(option, value, path, last ? complain : silent);
    if (result !== REFUSED || last) return result;
  }
  return REFUSED;
};

const isDiscriminated = (def: z.core.$ZodUnionDef): def is z.core.$ZodDiscriminatedUnionDef => 'discriminator' in def;

/** Marathon tells such alternatives apart by one member and says only that this member is not the text it should be. */
const readDiscriminated = (
  def: z.core.$ZodDiscriminatedUnionDef,
  value: unknown,
  path: string,
  complain: Complain,
): unknown => {
  const tag = isRecord(value) && Object.hasOwn(value, def.discriminator) ? value[def.discriminator] : undefined;
  const option = def.options.find((candidate) => {
    const candidateDef = defOf(candidate);
    const schema = candidateDef.type === 'object' ? candidateDef.shape[def.discriminator] : undefined;
    return schema !== undefined && read(schema, tag, path, silent) !== REFUSED;
  });
  return option === undefined ? refuse(complain, path, 'error.expected.jsstring') : read(option, value, path, complain);
};

const readLiteral = (literals: readonly unknown[], value: unknown, path: string, complain: Complain): unknown => {
  const wanted = typeof value === 'string' ? value.toLowerCase() : undefined;
  const literal = literals.find((candidate) => typeof candidate === 'string' && candidate.toLowerCase() === wanted);
  return literal ?? refuse(complain, path, 'error.unknown.enum.literal');
};

const readString = (def: z.core.$ZodStringDef, value: unknown, path: string, complain: Complain): unknown => {
  if (typeof value !== 'string') return refuse(complain, path, 'error.expected.jsstring');
  let valid = checkLength(def.checks, value.length, path, complain);
  for (const check of checksOf(def.checks)) {
    if (check.check !== 'string_format' || !('pattern' in check) || !(check.pattern instanceof RegExp)) continue;
    if (check.pattern.test(value)) continue;
    complain(path, 'error.pattern');
    valid = false;
  }
  return valid ? value : REFUSED;
};

const INTEGER_LIMIT = 2 ** 31;

/** Numbers that JSON can spell but no double can hold (`1e400`) are not numbers here. */
const readNumber = (def: z.core.$ZodNumberDef, value: unknown, path: string, complain: Complain): unknown => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(complain, path, 'error.expected.jsnumber');
  const format = 'format' in def ? def.format : undefined;
  if (format === 'int32' && !(Number.isInteger(value) && value >= -INTEGER_LIMIT && value < INTEGER_LIMIT))
    return refuse(complain, path, 'error.expected.int');
  if (format === 'safeint' && !Number.isSafeInteger(value)) return refuse(complain, path, 'error.expected.long');
  let valid = true;
  for (const check of checksOf(def.checks)) {
    const tooLow = check.check === 'greater_than' && 'value' in check && value < Number(check.value);
    const tooHigh = check.check === 'less_than' && 'value' in check && value > Number(check.value);
    if (!tooLow && !tooHigh) continue;
    complain(path, tooLow ? 'error.min' : 'error.max');
    valid = false;
  }
  return valid ? value : REFUSED;
};

const checksOf = (checks: readonly z.core.$ZodCheck[] | undefined): readonly z.core.$ZodCheckDef[] =>
  (checks ?? []).map((check) => check._zod.def);

const checkLength = (
  checks: readonly z.core.$ZodCheck[] | undefined,
  length: number,
  path: string,
  complain: Complain,
): boolean => {
  let valid = true;
  for (const check of checksOf(checks)) {
    const tooShort = check.check === 'min_length' && 'minimum' in check && length < Number(check.minimum);
    const tooLong = check.check === 'max_length' && 'maximum' in check && length > Number(check.maximum);
    if (!tooShort && !tooLong) continue;
    complain(path, tooShort ? 'error.minLength' : 'error.maxLength');
    valid = false;
  }
  return valid;
};
