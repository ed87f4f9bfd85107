/** Quick fixes of apps: commands, containers, volumes. */
import type { JSONPath } from 'jsonc-parser';
import { listAt, numberAt, textAt, valueAt } from '../../json-value';
import { drop, dropItems, fix, isThere, otherName, put, repeated, wordAt } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';
import { modeOf, networksOf } from './network-fixes';

const isPersistent = (path: JSONPath): boolean => path.at(-1) === 'persistent';

function command({ value }: FixCase): readonly QuickFix[] {
  if (isThere(value, ['cmd']))
    return [fix('Keep only the command', drop(['args'])), fix('Keep only the arguments', drop(['cmd']))];
  return [fix('Run “sleep 1000”', put(['cmd'], 'sleep 1000'))];
}

/** Only where Docker is asked for without an image. */
function dockerMissing({ value }: FixCase): readonly QuickFix[] {
  const usesIpv6 = listAt(value, ['healthChecks']).some((check) => wordAt(check, ['ipProtocol'], '') === 'ipv6');
  const mesos = usesIpv6 ? [] : [fix('Run it without Docker', put(['container', 'type'], 'MESOS'))];
  return [...mesos, fix('Add an image', put(['container', 'docker'], { image: 'busybox' }))];
}

function oneNetwork({ value }: FixCase): readonly QuickFix[] {
  const indexes = networksOf(value).flatMap((network, index) => (modeOf(network) === 'container' ? [index] : []));
  const kept = textAt(value, ['networks', indexes[0] ?? 0, 'name']);
  const mappings: JSONPath = ['container', 'portMappings'];
  const forget = listAt(value, mappings).flatMap((mapping, index) => {
    const names = listAt(mapping, ['networkNames']);
    const gone = names.flatMap((name, at) => (name === kept ? [] : [at]));
    return dropItems([...mappings, index, 'networkNames'], gone);
  });
  return [fix('Keep only the first container network', ...forget, ...dropItems(['networks'], indexes.slice(1)))];
}

/** `path` is that of the volume's `persistent`. */
function maxSize({ value, path, said }: FixCase): readonly QuickFix[] {
  const size = numberAt(value, [...path, 'size']) ?? 1;
  const remove = fix('Remove the largest size', drop([...path, 'maxSize']));
  return said[0].startsWith('Only')
    ? [remove, fix('Use a whole disk', put([...path, 'type'], 'mount'))]
    : [fix(`Set the largest size ${size * 2}`, put([...path, 'maxSize'], size * 2)), remove];
}

function externalMember({ value, path }: FixCase): readonly QuickFix[] {
  const name = path.at(-1);
  if (name === 'docker') return dockerMissing({ value } as FixCase);
  if (name === 'command') return [fix('Check with the command “true”', put(path, { value: 'true' }))];
  if (name === 'provider') {
    const one = (numberAt(value, ['instances']) ?? 1) > 1 ? [put(['instances'], 1)] : [];
    return [fix('Take the provider “dvdi”', put(path, 'dvdi'), ...one)];
  }
  const names = listAt(value, ['container', 'volumes']).map((volume) => textAt(volume, ['external', 'name']));
  const taken = new Set(names);
  return [fix('Give it a name', put(path, taken.has('volume') ? otherName('volume', taken) : 'volume'))];
}

function repeatedExternal({ value }: FixCase): readonly QuickFix[] {
  const list: JSONPath = ['container', 'volumes'];
  const names = listAt(value, list).map((volume) => textAt(volume, ['external', 'name']) || undefined);
  const taken = new Set(names.flatMap((name) => name ?? []));
  const edits = repeated(names).map((index) => {
    const name = otherName(names[index] ?? '', taken);
    taken.add(name);
    return put([...list, index, 'external', 'name'], name);
  });
  return [fix('Give each volume a name of its own', ...edits)];
}

const flatPath = ({ value, path }: FixCase): readonly QuickFix[] => {
  const name = textAt(value, path)
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('-');
  return [fix(`Mount it at “${name || 'data'}”`, put(path, name || 'data'))];
};

export const appRules: readonly FixRule[] = [
  { says: /^AppDefinition must either contain one of 'cmd' or 'args'/, fixes: command },
  { says: /^not defined$/, fixes: externalMember },
  {
    says: /^pullConfig is not supported with Docker containerizer$/,
    fixes: ({ path }) => [fix('Remove the credentials', drop(path))],
  },
  { says: /^may only specify a single container network when using the Docker/, fixes: oneNetwork },
  {
    says: /^GPU resources only work with the Mesos containerizer$/,
    fixes: () => [fix('Do without GPUs', put(['gpus'], 0))],
  },
  { says: /^(?:can not be one of \(\.,\.\.\)|value must not contain "\/")$/, fixes: flatPath },
  { says: /^got RO, expected RW$/, fixes: ({ path }) => [fix('Let it be written', put(path, 'RW'))] },
  {
    says: /^got 0, expected more than 0$/,
    fixes: (found) => {
      const persistent = found.path.slice(0, -1);
      const max = numberAt(found.value, [...persistent, 'maxSize']);
      const size = max === undefined || max > 1024 ? 1024 : Math.max(1, max - 1);
      return isPersistent(persistent) ? [fix(`Set the size ${size}`, put(found.path, size))] : [];
    },
  },
  { says: /^Only mount volumes can have maxSize$/, fixes: maxSize },
  { says: /^Max size must be larger than size$/, fixes: maxSize },
  {
    says: /^Constraints on root volumes are not supported$/,
    fixes: ({ path }) => [
      fix('Remove the constraints', drop([...path, 'constraints'])),
      fix('Use part of a disk', put([...path, 'type'], 'path')),
    ],
  },
  {
    says: /^(?:Missing field and operator|Unsupported constraint .*|Operator must be one of LIKE, UNLIKE|Invalid regular expression)$/s,
    fixes: ({ path }) => [fix('Remove the constraint', drop(path))],
  },
  { says: /^Volume names must be unique$/, fixes: repeatedExternal },
  {
    says: /^URI has invalid syntax\.$/,
    fixes: ({ value, path }) => {
      const uri = textAt(value, path).replaceAll(/%(?![0-9a-fA-F]{2})/g, '%25');
      const written = uri.replaceAll(/[\s<>"{}|\\^`]/g, (sign) => encodeURIComponent(sign));
      const item = path.at(-1) === 'uri' ? path.slice(0, -1) : path;
      return [fix('Escape what a URI may not hold', put(path, written)), fix('Remove it', drop(item))];
    },
  },
  {
    says: /^IPv6 can only be used for container type DOCKER/,
    fixes: ({ path }) => [fix('Use IPv4', drop([...path, 'ipProtocol']))],
  },
  {
    says: /^AppDefinition can contain at most one Mesos health check$/,
    fixes: ({ value }) => {
      const checks = listAt(value, ['healthChecks']);
      const byExecutor = checks.flatMap((check, index) =>
        /^mesos_(?:https?|tcp)$/.test(wordAt(check, ['protocol'], 'HTTP')) ? [index] : [],
      );
      return [fix('Keep only the first of them', ...dropItems(['healthChecks'], byExecutor.slice(1)))];
    },
  },
  {
    says: /^got \d+, expected 1 or less$/,
    fixes: ({ value, path }) => [
      fix(
        'Keep only the first of them',
        ...dropItems(
          path,
          listAt(value, path).flatMap((_, index) => (index > 0 ? [index] : [])),
        ),
      ),
    ],
  },
  {
    says: /^must not be root$/,
    fixes: ({ value }) =>
      valueAt(value, ['id']) === undefined ? [] : [fix('Name it /service', put(['id'], '/service'))],
  },
];
