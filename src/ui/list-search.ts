/** What a filterable, sortable list keeps in the URL. The usual order and a blank filter leave the URL clean. */
import type { Sort } from './data-table-column';

export interface ListSearch<Id extends string = string> {
  readonly q?: string;
  readonly sort?: Id;
  readonly dir?: 'desc';
}

/** Reads raw query parameters; what is unknown is dropped. */
export const readListSearch = <Id extends string>(
  raw: Readonly<Record<string, unknown>>,
  ids: readonly Id[],
): ListSearch<Id> => {
  const sort = ids.find((id) => id === raw['sort']);
  const q = raw['q'];
  return {
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(raw['dir'] === 'desc' ? { dir: 'desc' as const } : {}),
  };
};

/** The order to draw; `usual` where the URL names none. */
export const sortOf = ({ sort, dir }: ListSearch, usual: string): Sort => ({ id: sort ?? usual, desc: dir === 'desc' });

/** The search with another order. */
export const withSort = <Id extends string>(
  { q }: ListSearch<Id>,
  { id, desc }: Sort,
  ids: readonly Id[],
  usual: Id,
): ListSearch<Id> => {
  const sort = ids.find((each) => each === id);
  return {
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined || sort === usual ? {} : { sort }),
    ...(desc ? { dir: 'desc' as const } : {}),
  };
};

/** The search with another filter. */
export const withFilter = <Id extends string>({ sort, dir }: ListSearch<Id>, text: string): ListSearch<Id> => ({
  ...(text.trim() === '' ? {} : { q: text }),
  ...(sort === undefined ? {} : { sort }),
  ...(dir === undefined ? {} : { dir }),
});
