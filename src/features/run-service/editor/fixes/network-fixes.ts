/** Quick fixes of networks and of the endpoints of pods; apps share those of networks. */
import type { JSONPath } from 'jsonc-parser';
import { listAt, namesOf, numberAt, textAt, valueAt } from '../../json-value';
import type { FormEdit } from '../../pod-draft';
import {
  containersOf,
  drop,
  dropItems,
  fix,
  freePort,
  isThere,
  otherName,
  put,
  quoted,
  repeated,
  wordAt,
} from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';

export const modeOf = (network: unknown): string => wordAt(network, ['mode'], 'container');
export const networksOf = (value: unknown): readonly unknown[] => listAt(value, ['networks']);
export const isHost = (value: unknown): boolean => networksOf(value).some((network) => modeOf(network) === 'host');
const networkNames = (value: unknown): readonly string[] => [
  ...new Set(networksOf(value).flatMap((network) => textAt(network, ['name']) || [])),
];

/** Where the ports of the definition are listed: the endpoints of each container, or an app's mappings. */
const portLists = ({ value, kind }: FixCase): readonly JSONPath[] =>
  kind === 'app'
    ? [['container', 'portMappings']]
    : containersOf(value).map(({ path }) => [...path, 'endpoints'] as JSONPath);

const portsOf = (found: FixCase): readonly JSONPath[] =>
  portLists(found).flatMap((list) => listAt(found.value, list).map((_, index): JSONPath => [...list, index]));

/** What names a network that is no more forgets it. */
function forget(found: FixCase, names: readonly string[], left: readonly string[]): readonly FormEdit[] {
  const gone = new Set(names.filter((name) => name !== '' && !left.includes(name)));
  return portsOf(found).flatMap((port) => {
    const list: JSONPath = [...port, 'networkNames'];
    return dropItems(
      list,
      listAt(found.value, list).flatMap((name, index) => (gone.has(String(name)) ? [index] : [])),
    );
  });
}

/** Keeps only these networks. */
function keepNetworks(found: FixCase, keep: (network: unknown, index: number) => boolean): readonly FormEdit[] {
  const networks = networksOf(found.value);
  const dropped = networks.flatMap((network, index) => (keep(network, index) ? [] : [index]));
  const names = namesOf(dropped.map((index) => networks[index]));
  return [...forget(found, names, namesOf(networks.filter(keep))), ...dropItems(['networks'], dropped)];
}

/** Takes what networks of this mode may not have. */
function nameless(found: FixCase, mode: string, members: readonly string[]): readonly FormEdit[] {
  const networks = networksOf(found.value);
  const others = networks.filter((network) => modeOf(network) !== mode);
  const names = namesOf(networks.filter((network) => modeOf(network) === mode));
  const taken = networks.flatMap((network, index) =>
    modeOf(network) === mode
      ? members.filter((member) => isThere(network, [member])).map((member) => drop(['networks', index, member]))
      : [],
  );
  return [...forget(found, names, namesOf(others)), ...taken];
}

/** Of the first list that is there; like Marathon: an app that says nothing about ports has one. */
export function countPorts(value: unknown, lists: readonly JSONPath[]): number {
  const list = lists.find((each) => isThere(value, each));
  return list === undefined ? 1 : listAt(value, list).length;
}

/** On the agent's network an app's checks ask the agent's ports: whether all would find theirs there. */
const checksFindPorts = ({ value, kind }: FixCase): boolean => {
  const ports = countPorts(value, [['portDefinitions'], ['ports']]);
  return (
    kind !== 'app' || listAt(value, ['healthChecks']).every((check) => (numberAt(check, ['portIndex']) ?? 0) < ports)
  );
};

function mixedNetworks(found: FixCase): readonly QuickFix[] {
  const networks = networksOf(found.value);
  const modes = [...new Set(networks.map(modeOf))].filter((mode) => mode !== 'host' || checksFindPorts(found));
  return modes.map((mode) => {
    const first = networks.findIndex((network) => modeOf(network) === mode);
    const words = { host: 'the agent’s network', 'container/bridge': 'the bridge network' }[mode];
    return fix(
      `Keep only ${words ?? 'the container networks'}`,
      ...keepNetworks(found, (network, index) => modeOf(network) === mode && (mode === 'container' || index === first)),
    );
  });
}

function strayNetworkName(found: FixCase): readonly QuickFix[] {
  const { value, path } = found;
  const port = path.slice(0, -2);
  const others = networkNames(value).map((name) => fix(`Use the network ${quoted(name)}`, put(path, name)));
  const needed =
    isThere(value, [...port, 'hostPort']) &&
    networksOf(value).filter((network) => modeOf(network) === 'container').length > 1 &&
    listAt(value, [...port, 'networkNames']).length === 1;
  const name = textAt(value, path);
  return [...others.slice(0, 3), ...(needed ? [] : [fix(`Remove the name ${quoted(name)}`, drop(path))])];
}

function networkNeeded({ value, path }: FixCase): readonly QuickFix[] {
  const choose = networkNames(value)
    .slice(0, 3)
    .map((name) => fix(`Map the host port on ${quoted(name)}`, put([...path, 'networkNames'], [name])));
  return [...choose, fix('Remove the host port', drop([...path, 'hostPort']))];
}

/** Ports of all endpoints of the pod under one name of theirs. */
const takenPorts = (found: FixCase, name: 'containerPort' | 'hostPort'): ReadonlySet<number> =>
  new Set(portsOf(found).flatMap((port) => numberAt(found.value, [...port, name]) ?? []));

function portOnHost(found: FixCase): readonly QuickFix[] {
  const { value, path } = found;
  const endpoint = path.slice(0, -1);
  const port = numberAt(value, path);
  const isFree = port !== undefined && !takenPorts(found, 'hostPort').has(port);
  const asHost =
    isFree && !isThere(value, [...endpoint, 'hostPort'])
      ? [fix(`Make ${port} the host port`, put([...endpoint, 'hostPort'], port), drop(path))]
      : [];
  const bridge = networksOf(value).length === 1 ? [bridgeInstead(found)] : [];
  return [fix('Remove the container port', drop(path)), ...asHost, ...bridge];
}

/** The one host network becomes the bridge, which has no name and may keep labels. */
export function bridgeInstead(found: FixCase): QuickFix {
  const name = textAt(found.value, ['networks', 0, 'name']);
  const nameless = name === '' ? [] : [...forget(found, [name], []), drop(['networks', 0, 'name'])];
  return fix('Use the bridge network', put(['networks', 0, 'mode'], 'container/bridge'), ...nameless);
}

function portMissing(found: FixCase): readonly QuickFix[] {
  const taken = takenPorts(found, 'containerPort');
  const wish = numberAt(found.value, [...found.path.slice(0, -1), 'hostPort']) ?? 0;
  const port = freePort(wish > 0 ? wish : 8080, taken);
  return [fix(`Set the container port ${port}`, put(found.path, port))];
}

function endpointNames(found: FixCase): readonly QuickFix[] {
  const ports = portsOf(found);
  const names = ports.map((port) => textAt(found.value, [...port, 'name']));
  const taken = new Set(names);
  const edits = repeated(names).flatMap((index): readonly FormEdit[] => {
    const port = ports[index] ?? [];
    const old = names[index] ?? '';
    const name = otherName(old, taken);
    taken.add(name);
    const container = port.slice(0, 2);
    const keeps = ports.some(
      (other, before) => before < index && other[1] === port[1] && textAt(found.value, [...other, 'name']) === old,
    );
    const checks = (['http', 'tcp'] as const).map((kind): JSONPath => [...container, 'healthCheck', kind, 'endpoint']);
    const follow = keeps ? [] : checks.filter((check) => textAt(found.value, check) === old);
    return [put([...port, 'name'], name), ...follow.map((check) => put(check, name))];
  });
  return [fix('Give each endpoint a name of its own', ...edits)];
}

function repeatedPorts(found: FixCase, member: 'containerPort' | 'hostPort'): readonly QuickFix[] {
  const ports = portsOf(found);
  const numbers = ports.map((port) => numberAt(found.value, [...port, member]) || undefined);
  const taken = new Set(takenPorts(found, member));
  const edits = repeated(numbers).map((index) => {
    const port = member === 'hostPort' ? 0 : freePort(numbers[index] ?? 8080, taken);
    taken.add(port);
    return put([...(ports[index] ?? []), member], port);
  });
  const title =
    member === 'hostPort' ? 'Let the agent choose the repeated host ports' : 'Give each endpoint a port of its own';
  return [fix(title, ...edits)];
}

export const networkRules: readonly FixRule[] = [
  {
    says: /^Host networks may not have names or labels$/,
    fixes: (found) => [
      fix('Remove name and labels of the host network', ...nameless(found, 'host', ['name', 'labels'])),
    ],
  },
  {
    says: /^Bridge networks may not have names$/,
    fixes: (found) => [fix('Remove the name of the bridge network', ...nameless(found, 'container/bridge', ['name']))],
  },
  {
    says: /^Duplicate networks are not allowed$/,
    fixes: (found) => {
      const keys = networksOf(found.value).map((network) =>
        isThere(network, ['name'])
          ? `named ${textAt(network, ['name'])}`
          : modeOf(network) === 'container'
            ? ''
            : undefined,
      );
      const again = new Set(repeated(keys));
      return [fix('Remove the repeated network', ...keepNetworks(found, (_, index) => !again.has(index)))];
    },
  },
  { says: /^May specify a single host network/, fixes: mixedNetworks },
  { says: /^is not one of \(/, fixes: strayNetworkName },
  { says: /^networkNames must be a single item list/, fixes: networkNeeded },
  { says: /^is not allowed when using host-mode networking$/, fixes: portOnHost },
  { says: /^is required when using container-mode networking$/, fixes: portMissing },
  {
    says: /^Duplicate protocols within the same endpoint/,
    fixes: ({ value, path }) => {
      const protocols = valueAt(value, path);
      const list = Array.isArray(protocols) ? (protocols as readonly unknown[]) : [];
      return [fix('Name each protocol once', ...dropItems(path, repeated(list)))];
    },
  },
  { says: /^endpoint names nust be unique/, fixes: endpointNames },
  { says: /^container ports must be unique/, fixes: (found) => repeatedPorts(found, 'containerPort') },
  { says: /^host ports must be unique/, fixes: (found) => repeatedPorts(found, 'hostPort') },
];
