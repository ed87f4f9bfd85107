/** How the instances table changes what the URL keeps. */
import type { InstanceSort, ServiceDetailSearch } from '../service-detail-search';
import { shortId } from './instance-rows';

/** The search without the members that hold what they hold anyway. */
export const cleaned = ({ q, scope, sort, dir, open, ...rest }: ServiceDetailSearch): ServiceDetailSearch => ({
  ...rest,
  ...(q === undefined || q.trim() === '' ? {} : { q }),
  ...(scope === undefined || scope === 'active' ? {} : { scope }),
  ...(sort === undefined || sort === 'id' ? {} : { sort }),
  ...(dir === undefined ? {} : { dir }),
  ...(open === undefined || open.length === 0 ? {} : { open }),
});

/** Sorted by a column; the column it is sorted by turns round. */
export const sortedBy = ({ dir, ...search }: ServiceDetailSearch, sort: InstanceSort): ServiceDetailSearch => {
  const again = (search.sort ?? 'id') === sort && dir === undefined;
  return cleaned({ ...search, sort, ...(again ? { dir: 'desc' } : {}) });
};

/** With one instance opened or closed. */
export const folded = (search: ServiceDetailSearch, instanceId: string, open: boolean): ServiceDetailSearch => {
  const id = shortId(instanceId);
  const others = (search.open ?? []).filter((each) => each !== id);
  return cleaned({ ...search, open: open ? [...others, id] : others });
};
