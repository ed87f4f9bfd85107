/**
 * Seeded chance as counter-based streams: draw n of a stream is a hash of (seed, stream name, n). Streams do not
 * influence each other, and the whole generator state is one counter per name. Generators with hidden state
 * (xorshift and kin) would have to be split and stored per purpose to give the same.
 */

/** A stream's position: `key` is the hash of seed and name, `count` the draws made so far. */
export interface Stream {
  readonly key: number;
  count: number;
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
const mix = (input: number): number => {
  let h = input | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

const keyOf = (seed: number, name: string): number => {
  let h = mix(seed ^ 0x9e3779b9) ^ mix(Math.floor(seed / 0x1_0000_0000));
  for (let i = 0; i < name.length; i++) h = mix(Math.imul(h ^ name.charCodeAt(i), 0x01000193));
  return h >>> 0;
};

/** A stream at its first draw. */
export const newStream = (seed: number, name: string): Stream => ({ key: keyOf(seed, name), count: 0 });

/** The stream's next number in [0, 1), in steps of 2^-32. */
export const nextOf = (stream: Stream): number => {
  const n = stream.count++;
  return mix(mix(stream.key + Math.imul(n, 0x9e3779b9)) ^ Math.imul(stream.key, 0x27d4eb2f)) / 0x1_0000_0000;
};
