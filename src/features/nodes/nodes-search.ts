/** What the nodes table keeps in the URL. */
import type { ListSearch } from '../../ui/list-search';
import { readListSearch } from '../../ui/list-search';

export const nodeSorts = ['host', 'status', 'zone', 'tasks', 'cpus', 'mem', 'disk', 'gpus'] as const;
export type NodesSearch = ListSearch<(typeof nodeSorts)[number]>;

export const readNodesSearch = (raw: Readonly<Record<string, unknown>>): NodesSearch => readListSearch(raw, nodeSorts);
