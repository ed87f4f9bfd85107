/**
 * State to text and back. State is plain data (objects, arrays, Map, Set, strings, finite numbers, booleans, null),
 * so one codec serves snapshots, forks, time travel and the digest. The text is JSON in which a Map is
 * `{"$map":[[key,value],…]}`, a Set `{"$set":[…]}`, and an object with a key that starts with `$` is wrapped
 * as `{"$object":{…}}` so that no user data can pass for one of them.
 */
import { sortPending } from './event-queue';
import type { Pending } from './event-queue';

/** Anything that holds the runtime's state; the queue is brought into canonical order before it is written. */
export interface World {
  readonly runtime: Pending<unknown>;
}

const WRAPPED = /^\$/;

const encodeObject = (value: object): string => {
  const parts: string[] = [];
  let wrap = false;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    wrap ||= WRAPPED.test(key);
    parts.push(`${JSON.stringify(key)}:${encodeValue(member)}`);
  }
  const text = `{${parts.join(',')}}`;
  return wrap ? `{"$object":${text}}` : text;
};

const encodeNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError(`not storable: ${value}`);
  return String(value === 0 ? 0 : value);
};

const encodeValue = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return encodeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(encodeValue).join(',')}]`;
      if (value instanceof Map) return `{"$map":${encodeValue([...value])}}`;
      if (value instanceof Set) return `{"$set":${encodeValue([...value])}}`;
      return encodeObject(value);
    default:
      throw new TypeError(`not storable: ${typeof value}`);
  }
};

const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2;

const decodeMembers = (value: object): object => {
  const result = {};
  for (const [key, member] of Object.entries(value)) {
    // `__proto__` as a key of user data must stay an own property.
    Object.defineProperty(result, key, {
      value: decodeValue(member),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
};

const decodeValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeValue);
  if ('$map' in value && Array.isArray(value.$map)) {
    return new Map(value.$map.filter(isPair).map(([key, member]) => [decodeValue(key), decodeValue(member)]));
  }
  if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set.map(decodeValue));
  if ('$object' in value && typeof value.$object === 'object' && value.$object !== null)
    return decodeMembers(value.$object);
  return decodeMembers(value);
};

/** The world as JSON text: equal worlds give equal text, whatever the layout of their heaps.
 *  @throws TypeError on a function, symbol, bigint, NaN or infinity in the state */
export const encodeWorld = (world: World): string => {
  sortPending(world.runtime);
  return encodeValue(world);
};

/** The inverse of `encodeWorld`, unchecked: the caller knows that the text is one of its own.
 *  @throws SyntaxError when the text is not JSON */
export const decodeWorld = (text: string): unknown => decodeValue(JSON.parse(text));
