/** A fingerprint of the whole state: two runs are the same run exactly if their digests are equal. */
import { encodeWorld } from './snapshot';
import type { World } from './snapshot';

/** 64-bit hash of a text as 16 hex digits (two interleaved 32-bit lanes, cyrb53 style). Not for security. */
export const hashText = (text: string): string => {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  const left = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  const right = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
  return hex(left) + hex(right);
};

/** 16 hex digits over all state: queue (in order of delivery), counters, actors; the order of Map entries counts. Cost grows with the state. */
export const digestOf = (world: World): string => hashText(encodeWorld(world));
