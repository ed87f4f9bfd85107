/** What the cluster's agents and services have names for, gathered for completion. */
import type { Agent } from '../../../api/client/mesos';
import type { Service } from '../../../api/client/service';
import { isRecord, listAt, rowsAt, textAt, valueAt } from '../json-value';

export type ClusterFacts = {
  /** Values by attribute, with `hostname`, `@region` and `@zone`. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly networks: readonly string[];
  readonly roles: readonly string[];
  readonly images: readonly string[];
  readonly secrets: readonly string[];
  readonly secretSources: readonly string[];
  readonly services: readonly string[];
};

/** DC/OS' own overlay network, which is there although no service may use it yet. */
const DEFAULT_NETWORK = 'dcos';

/** Longer lists help nobody choose. */
const MOST = 200;

const distinct = (values: Iterable<string>): readonly string[] =>
  [...new Set(values)]
    .filter((value) => value !== '')
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .slice(0, MOST);

function attributesOf(agents: readonly Agent[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const values = found.get(name);
    if (values) values.push(`${value}`);
    else found.set(name, [`${value}`]);
  };
  for (const { hostname, attributes, domain } of agents) {
    add('hostname', hostname);
    add('@hostname', hostname);
    add('@region', domain?.fault_domain.region.name);
    add('@zone', domain?.fault_domain.zone.name);
    for (const [name, value] of Object.entries(attributes)) add(name, value);
  }
  return new Map([...found].map(([name, values]) => [name, distinct(values)]));
}

const imagesOf = (spec: unknown): readonly string[] => [
  ...listAt(spec, ['containers']).map((container) => textAt(container, ['image', 'id'])),
  textAt(spec, ['container', 'docker', 'image']),
];

const sourcesOf = (spec: unknown): readonly string[] =>
  rowsAt(spec, ['secrets']).map(([, secret]) => textAt(secret, ['source']));

export function clusterFacts(agents: readonly Agent[], services: readonly Service[]): ClusterFacts {
  const specs: readonly unknown[] = services.map(({ spec, app }) => app ?? spec);
  const names = (list: string) => specs.flatMap((spec) => listAt(spec, [list]).map((item) => textAt(item, ['name'])));
  const secrets = specs.flatMap((spec) => {
    const record = valueAt(spec, ['secrets']);
    return isRecord(record) ? Object.keys(record) : [];
  });
  return {
    attributes: attributesOf(agents),
    networks: distinct([DEFAULT_NETWORK, ...names('networks')]),
    roles: distinct([
      'slave_public',
      ...agents.flatMap(({ reserved_resources }) => Object.keys(reserved_resources ?? {})),
      ...specs.map((spec) => textAt(spec, ['role'])),
    ]),
    images: distinct(specs.flatMap(imagesOf)),
    secrets: distinct(secrets),
    secretSources: distinct(specs.flatMap(sourcesOf)),
    services: distinct(services.map(({ id }) => id)),
  };
}
