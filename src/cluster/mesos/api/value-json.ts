/** Times and ids as Mesos's JSON has them. */
import type { Millis } from '../../../protocol/units';

/** Seconds since the epoch, or of a duration. */
export const inSeconds = (at: Millis): number => at / 1000;

/** `TimeInfo`, `DurationInfo` */
export const inNanoseconds = (at: Millis): { readonly nanoseconds: number } => ({ nanoseconds: at * 1_000_000 });

/** Every id of v1 is an object. */
export const idValue = (value: string): { readonly value: string } => ({ value });

/** Of a nested container: its own id within its parent's. */
export const containerIdJson = (containerId: string): object => {
  const dot = containerId.lastIndexOf('.');
  if (dot < 0) return { value: containerId };
  return { value: containerId.slice(dot + 1), parent: containerIdJson(containerId.slice(0, dot)) };
};

/** Bytes as base64. */
export const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** The sixteen bytes of a UUID as base64. */
export const uuidBytes = (uuid: string): string =>
  base64(Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)));
