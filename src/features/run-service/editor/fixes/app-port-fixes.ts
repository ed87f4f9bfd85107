/** Quick fixes of the ports of apps, of the checks that use them, and of members of former versions. */
import type { JSONPath } from 'jsonc-parser';
import { listAt, numberAt, textAt, valueAt } from '../../json-value';
import type { FormEdit } from '../../pod-draft';
import { drop, fix, isThere, otherName, put, quoted, repeated } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';
import { bridgeInstead, countPorts, isHost, modeOf, networksOf } from './network-fixes';

const definitions: JSONPath = ['portDefinitions'];
const mappings: JSONPath = ['container', 'portMappings'];
const oldMappings: JSONPath = ['container', 'docker', 'portMappings'];
const discovered: JSONPath = ['ipAddress', 'discovery', 'ports'];

/** The list that Marathon takes the app's mappings from. */
const mappingsOf = (value: unknown): JSONPath =>
  [discovered, mappings, oldMappings].find((list) => listAt(value, list).length > 0) ?? mappings;

/** Whether the ports are those of the agent, told in former or in today's terms. */
const usesAgentPorts = (value: unknown): boolean =>
  !isThere(value, ['ipAddress']) &&
  (isThere(value, ['container', 'docker', 'network'])
    ? /^(?:host|none)$/i.test(textAt(value, ['container', 'docker', 'network']))
    : networksOf(value).every((network) => modeOf(network) === 'host'));

function ownNames({ value, path }: FixCase): readonly QuickFix[] {
  const list = path.at(-1) === 'portMappings' && path.length === 2 ? mappingsOf(value) : path;
  const names = listAt(value, list).map((port) => textAt(port, ['name']) || undefined);
  const taken = new Set(names.flatMap((name) => name ?? []));
  const edits = repeated(names).map((index) => {
    const name = otherName(names[index] ?? '', taken);
    taken.add(name);
    return put([...list, index, 'name'], name);
  });
  return [fix('Give each port a name of its own', ...edits)];
}

/** Where ports are told twice, in both ways the same. */
function anyPort({ value }: FixCase): readonly QuickFix[] {
  const ofDefinitions = repeated(listAt(value, definitions).map((port) => numberAt(port, ['port']) || undefined));
  const ofPorts = repeated(listAt(value, ['ports']).map((port) => port || undefined));
  const edits = [
    ...ofDefinitions.map((index) => put([...definitions, index, 'port'], 0)),
    ...ofPorts.map((index) => put(['ports', index], 0)),
  ];
  return [fix('Let the agent choose the repeated ports', ...edits)];
}

/** What one list of ports says, in the words of the other. */
const converted = (value: unknown, from: JSONPath, port: string, as: string): readonly object[] => {
  const names = new Set<string>();
  const ports = new Set<number>();
  return listAt(value, from).map((item) => {
    const number = numberAt(item, [port]) ?? 0;
    const name = textAt(item, ['name']);
    const kept = {
      [as]: ports.has(number) ? 0 : number,
      ...(name === '' || names.has(name) ? {} : { name }),
      ...(isThere(item, ['protocol']) ? { protocol: valueAt(item, ['protocol']) } : {}),
      ...(isThere(item, ['labels']) ? { labels: valueAt(item, ['labels']) } : {}),
    };
    names.add(name);
    ports.add(number);
    return kept;
  });
};

function mappingsOnHost(found: FixCase): readonly QuickFix[] {
  const { value } = found;
  const list = mappingsOf(value);
  const hasDefinitions = isThere(value, definitions) || isThere(value, ['ports']);
  const bridge = !hasDefinitions && networksOf(value).length === 1 ? [bridgeInstead(found)] : [];
  const define = hasDefinitions ? [] : [put(definitions, converted(value, list, 'hostPort', 'port'))];
  return [...bridge, fix('Take them as ports of the agent', drop(list), ...define)];
}

function definitionsOffHost({ value }: FixCase): readonly QuickFix[] {
  // A readiness check may name one of them.
  const isChecked = listAt(value, ['readinessChecks']).length > 0;
  const remove = isChecked ? [] : [fix('Remove the ports of the agent', drop(definitions))];
  if (isHost(value) || listAt(value, mappingsOf(value)).length > 0) return remove;
  const kind = isThere(value, ['container']) ? [] : [put(['container', 'type'], 'MESOS')];
  const mapped = put(mappings, converted(value, definitions, 'port', 'containerPort'));
  return [fix('Map them as ports of the container', ...kind, mapped, drop(definitions)), ...remove];
}

/** One more port where there is none; in former terms where those are used. */
function addPort(value: unknown): FormEdit {
  if (!usesAgentPorts(value)) {
    const list = mappingsOf(value);
    const port = list === discovered ? { name: 'http', number: 8080 } : { containerPort: 8080 };
    return put([...list, listAt(value, list).length], port);
  }
  const list = isThere(value, ['ports']) && !isThere(value, definitions) ? ['ports'] : definitions;
  return put([...list, listAt(value, list).length], list === definitions ? { port: 0 } : 0);
}

const portCount = (value: unknown): number =>
  countPorts(value, usesAgentPorts(value) ? [definitions, ['ports']] : [mappingsOf(value)]);

function portIndex({ value, path }: FixCase): readonly QuickFix[] {
  const first = put([...path, 'portIndex'], 0);
  if (portCount(value) > 0) return [fix('Check the first port', first)];
  const both = isThere(value, ['ports']) && isThere(value, definitions) ? [drop(['ports'])] : [];
  return [fix('Add a port and check it', ...both, addPort(value), first)];
}

function readinessPort({ value, path }: FixCase): readonly QuickFix[] {
  const agent = usesAgentPorts(value);
  // On the agent's network mappings count only where that network is asked for in today's terms.
  const mapped = agent
    ? networksOf(value).length > 0 && listAt(value, mappings).length > 0
    : isThere(value, ['container']) || isThere(value, ['ipAddress']);
  const list = mapped ? mappingsOf(value) : definitions;
  const ports = listAt(value, list);
  const names = ports.flatMap((port) => textAt(port, ['name']) || []);
  const untold = !isThere(value, list) && !(agent && isThere(value, ['ports']));
  const known = untold ? ['default'] : names;
  if (known.length > 0) return known.slice(0, 3).map((name) => fix(`Check the port ${quoted(name)}`, put(path, name)));
  const name = textAt(value, path) || 'http-api';
  if (ports.length > 0)
    return [fix(`Name the first port ${quoted(name)}`, put([...list, 0, 'name'], name), put(path, name))];
  const check = path.slice(0, -1);
  return [fix('Remove the readiness check', drop(check))];
}

const remove = (says: RegExp, title: string, ...paths: readonly JSONPath[]): FixRule => ({
  says,
  fixes: ({ value }) => [fix(title, ...paths.filter((path) => isThere(value, path)).map(drop))],
});

/** Members of former versions that contradict those of today go. */
const legacyRules: readonly FixRule[] = [
  {
    says: /^may not be set in conjunction with fetch$/,
    fixes: ({ value }) => [
      fix(
        'Fetch them as today',
        ...listAt(value, ['uris']).map((uri, index) =>
          put(['fetch', listAt(value, ['fetch']).length + index], { uri }),
        ),
        drop(['uris']),
      ),
      fix('Remove the URIs', drop(['uris'])),
    ],
  },
  remove(/^must not specify both container\.docker\.network and networks$/, 'Keep the networks', [
    'container',
    'docker',
    'network',
  ]),
  remove(/^must not specify both networks and ipAddress$/, 'Keep the networks', ['ipAddress']),
  remove(/^cannot specify both an IP address and port$/, 'Keep the IP address', ['ports'], definitions),
  remove(/^cannot specify both ports and port definitions$/, 'Keep the port definitions', ['ports']),
  remove(/^unsupported docker network type NONE$/, 'Remove the network', ['container', 'docker', 'network']),
  remove(/^container\.portMappings and ipAddress\.discovery\.ports must not both/, 'Keep the mappings', discovered),
  remove(/^cannot specify both portMappings and docker\.portMappings$/, 'Keep the mappings', oldMappings),
  remove(/^ipAddress\/discovery is not allowed for Docker containers$/, 'Remove the discovery', [
    'ipAddress',
    'discovery',
  ]),
  {
    says: /^must be empty$/,
    fixes: ({ path }) => (path[0] === 'container' && path[1] === 'docker' ? [fix('Remove it', drop(path))] : []),
  },
];

export const appPortRules: readonly FixRule[] = [
  { says: /^Port names must be unique\.$/, fixes: ownNames },
  { says: /^(?:Ports must be unique\.|ports must be unique)$/, fixes: anyPort },
  { says: /^portMappings are not allowed with host-networking$/, fixes: mappingsOnHost },
  { says: /^portDefinitions are only allowed with host-networking$/, fixes: definitionsOffHost },
  { says: /^Health check port indices must address an element/, fixes: portIndex },
  { says: /^No port definition reference for portName/, fixes: readinessPort },
  ...legacyRules,
];
