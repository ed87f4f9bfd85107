/** What the pod page keeps in the URL: tab, filter, sort, open rows, shown version. Everything is optional; unreadable parts are dropped. */

export const SERVICE_TABS = ['instances', 'configuration', 'debug'] as const;
export type ServiceTab = (typeof SERVICE_TABS)[number];

export const INSTANCE_SCOPES = ['active', 'completed', 'all'] as const;
export type InstanceScope = (typeof INSTANCE_SCOPES)[number];

export const INSTANCE_SORTS = ['id', 'status', 'since', 'agent', 'address', 'cpus', 'mem', 'version'] as const;
export type InstanceSort = (typeof INSTANCE_SORTS)[number];

export interface ServiceDetailSearch {
  readonly tab?: ServiceTab;
  /** Which instances are listed; active ones when absent. */
  readonly scope?: InstanceScope;
  /** Free text over ids, agents, zones, addresses, containers, states. */
  readonly q?: string;
  readonly sort?: InstanceSort;
  readonly dir?: 'desc';
  /** Short ids of expanded instances. */
  readonly open?: readonly string[];
  /** The version shown in Configuration; the current one when absent. */
  readonly version?: string;
}

const oneOf = <Value extends string>(values: readonly Value[], raw: unknown): Value | undefined =>
  values.find((value) => value === raw);

const texts = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((item): item is string => typeof item === 'string').slice(0, 50) : [];

/** Reads raw query parameters; never throws. */
export const readServiceDetailSearch = (raw: Readonly<Record<string, unknown>>): ServiceDetailSearch => {
  const tab = oneOf(SERVICE_TABS, raw['tab']);
  const scope = oneOf(INSTANCE_SCOPES, raw['scope']);
  const sort = oneOf(INSTANCE_SORTS, raw['sort']);
  const open = texts(raw['open']);
  const { q, version } = raw;
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(scope === undefined ? {} : { scope }),
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(raw['dir'] === 'desc' ? { dir: 'desc' as const } : {}),
    ...(open.length === 0 ? {} : { open }),
    ...(typeof version === 'string' && version !== '' ? { version } : {}),
  };
};
