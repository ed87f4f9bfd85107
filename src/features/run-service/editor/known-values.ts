/** Names that can stand at a place because something else has them: the definition itself, the agents, other services. */
import type { JSONPath } from 'jsonc-parser';
import type { ServiceKind } from '../../../api/client/service';
import { isRecord, listAt, namesOf, numberAt, textAt, valueAt } from '../json-value';
import type { ClusterFacts } from './cluster-facts';

export type KnownValue = { readonly value: string | number; readonly detail: string };

type Asked = { readonly path: JSONPath; readonly value: unknown; readonly facts: ClusterFacts };
type Source = {
  readonly at: RegExp;
  readonly kind?: ServiceKind;
  readonly values: (asked: Asked) => readonly KnownValue[];
};

const as = (detail: string, values: readonly (string | number)[]): readonly KnownValue[] =>
  [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, detail }));

const keysAt = (value: unknown, path: JSONPath): readonly string[] => {
  const record = valueAt(value, path);
  return isRecord(record) ? Object.keys(record) : [];
};

const ownNetworks = ({ value }: Asked) => as('network of this service', namesOf(listAt(value, ['networks'])));
const clusterNetworks = ({ facts }: Asked) => as('network of the cluster', facts.networks);

/** Names of ports of an app, in either form. */
const appPorts = ({ value }: Asked) =>
  as('port of this app', [
    ...namesOf(listAt(value, ['portDefinitions'])),
    ...namesOf(listAt(value, ['container', 'portMappings'])),
  ]);

const fieldNames = ({ facts }: Asked): readonly KnownValue[] => [
  ...as('of every agent', ['hostname', '@hostname', '@region', '@zone']),
  ...as(
    'attribute of agents',
    [...facts.attributes.keys()].filter((name) => !/^@|^hostname$/.test(name)),
  ),
];

/** What fits the field and operator beside it. */
function constraintValues(field: string, operator: string, facts: ClusterFacts): readonly KnownValue[] {
  const values = facts.attributes.get(field) ?? [];
  switch (operator) {
    case 'UNIQUE':
      return [];
    case 'GROUP_BY':
    case 'MAX_PER':
      return as('number of its values', values.length === 0 ? ['1'] : [String(values.length)]);
    default:
      return as(`${field} of agents`, values);
  }
}

const appRoles = ({ value, facts }: Asked) => {
  const group = textAt(value, ['id']).split('/').filter(Boolean);
  return as('role', ['slave_public', ...(group.length > 1 ? group.slice(0, 1) : []), ...facts.roles]);
};

const sources: readonly Source[] = [
  {
    at: /^containers\/\d+\/volumeMounts\/\d+\/name$/,
    values: ({ value }) => as('volume of this pod', namesOf(listAt(value, ['volumes']))),
  },
  {
    at: /^containers\/\d+\/healthCheck\/(?:http|tcp)\/endpoint$/,
    values: ({ value, path }) =>
      as('endpoint of this container', namesOf(listAt(value, [...path.slice(0, 2), 'endpoints']))),
  },
  {
    at: /^containers\/\d+\/lifecycle\/startAfter\/\d+\/container$/,
    values: ({ value, path }) => {
      const own = textAt(value, [...path.slice(0, 2), 'name']);
      return as(
        'container of this pod',
        namesOf(listAt(value, ['containers'])).filter((name) => name !== own),
      );
    },
  },
  { at: /^networks\/\d+\/name$/, values: clusterNetworks },
  { at: /^(?:containers\/\d+\/endpoints|container\/portMappings)\/\d+\/networkNames\/\d+$/, values: ownNetworks },
  { at: /^scheduling\/placement\/constraints\/\d+\/fieldName$/, values: fieldNames },
  {
    at: /^scheduling\/placement\/constraints\/\d+\/value$/,
    values: ({ value, path, facts }) => {
      const owner = valueAt(value, path.slice(0, -1));
      return constraintValues(textAt(owner, ['fieldName']), textAt(owner, ['operator']).toUpperCase(), facts);
    },
  },
  { at: /^constraints\/\d+\/0$/, kind: 'app', values: fieldNames },
  {
    at: /^constraints\/\d+\/1$/,
    kind: 'app',
    values: () => as('operator', ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS']),
  },
  {
    at: /^constraints\/\d+\/2$/,
    kind: 'app',
    values: ({ value, path, facts }) => {
      const [field, operator] = listAt(value, path.slice(0, -1));
      return constraintValues(String(field), String(operator).toUpperCase(), facts);
    },
  },
  {
    at: /^(?:scheduling\/placement\/)?acceptedResourceRoles\/\d+$/,
    values: ({ facts }) => as('role of agents', ['*', ...facts.roles]),
  },
  { at: /^role$/, values: appRoles },
  {
    at: /^(?:containers\/\d+\/image\/id|container\/docker\/image)$/,
    values: ({ facts }) => as('image in use', facts.images),
  },
  {
    at: /(?:^|\/)(?:environment|env)\/[^/]*\/secret$|^volumes\/\d+\/secret$|\/pullConfig\/secret$|^container\/volumes\/\d+\/secret$/,
    values: ({ value, facts }) => [
      ...as('secret of this service', keysAt(value, ['secrets'])),
      ...as('secret of another service', facts.secrets),
    ],
  },
  { at: /^secrets\/[^/]*\/source$/, values: ({ facts }) => as('source in use', facts.secretSources) },
  { at: /^dependencies\/\d+$/, kind: 'app', values: ({ facts }) => as('service', facts.services) },
  { at: /^readinessChecks\/\d+\/portName$/, kind: 'app', values: appPorts },
  {
    at: /^healthChecks\/\d+\/portIndex$/,
    kind: 'app',
    values: ({ value }) => {
      const lists: readonly JSONPath[] = [['portDefinitions'], ['container', 'portMappings']];
      const ports = lists.map((list) => listAt(value, list)).find((list) => list.length > 0) ?? [];
      return ports.map((port, index) => ({
        value: index,
        detail: textAt(port, ['name']) || `port ${numberAt(port, ['containerPort']) ?? numberAt(port, ['port']) ?? 0}`,
      }));
    },
  },
];

/** Names known for the value at `path`, those of the definition itself before those of the cluster. */
export function knownValues(
  path: JSONPath,
  value: unknown,
  kind: ServiceKind,
  facts: ClusterFacts,
): readonly KnownValue[] {
  // A name with a slash in it could pass for two steps; nothing but a map's keys can hold one, and there it does no harm.
  const place = path.join('/');
  return sources
    .filter((source) => source.at.test(place) && (source.kind ?? kind) === kind)
    .flatMap((source) => source.values({ path, value, facts }));
}
