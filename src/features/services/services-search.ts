/** What the services list keeps in the URL. */
import type { ListSearch } from '../../ui/list-search';
import { readListSearch } from '../../ui/list-search';

export const serviceSorts = ['status', 'name', 'instances', 'cpus', 'mem', 'disk', 'version'] as const;
export type ServicesSearch = ListSearch<(typeof serviceSorts)[number]>;

export const readServicesSearch = (raw: Readonly<Record<string, unknown>>): ServicesSearch =>
  readListSearch(raw, serviceSorts);
