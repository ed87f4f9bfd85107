/** Which world a page asks for. Each choice has its own worker and its own store, so that one never replaces another. */

export interface WorldWish {
  readonly scenario?: string;
  readonly seed?: number;
}

const PREFIX = 'podrome:';

/** `?scenario=tour&seed=7` as a wish; a seed that is no whole number is passed over. */
export const wishOf = (query: URLSearchParams): WorldWish => {
  const scenario = query.get('scenario');
  const seed = Number(query.get('seed') ?? Number.NaN);
  return { ...(scenario !== null && scenario !== '' && { scenario }), ...(Number.isSafeInteger(seed) && { seed }) };
};

/** A wish as the name of its worker, lock and database. */
export const nameOfWish = (wish: WorldWish): string => {
  const query = new URLSearchParams();
  if (wish.scenario !== undefined) query.set('scenario', wish.scenario);
  if (wish.seed !== undefined) query.set('seed', String(wish.seed));
  return `${PREFIX}${query.toString()}`;
};

/** The inverse of `nameOfWish`. */
export const wishOfName = (name: string): WorldWish => wishOf(new URLSearchParams(name.slice(PREFIX.length)));
