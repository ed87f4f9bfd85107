/** Marathon's writes, with all that judges a definition: most clusters are looked at before anything is written. */

type MarathonWrites = typeof import('./writes').marathonWrites;

const loaded: { writes?: MarathonWrites } = {};

/** Fetches them, once. */
export const loadMarathonWrites = async (): Promise<void> => {
  loaded.writes ??= (await import('./writes')).marathonWrites;
};

/** @throws Error before `loadMarathonWrites` ended */
export const writes = (): MarathonWrites => {
  if (loaded.writes === undefined) throw new Error('loadMarathonWrites() has to end before anything is written');
  return loaded.writes;
};
