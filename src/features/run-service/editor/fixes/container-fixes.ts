/** Quick fixes of containers, their volumes, limits and health checks. Limits and Linux settings are those of apps, too. */
import type { JSONPath } from 'jsonc-parser';
import { NAME_PATTERN } from '../../../../protocol/marathon/patterns';
import { listAt, namesOf, numberAt, textAt, valueAt } from '../../json-value';
import type { FormEdit } from '../../pod-draft';
import { containersOf, drop, dropItems, fix, freePort, isThere, otherName, put, quoted, repeated } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';
import { modeOf, networksOf } from './network-fixes';

const volumes = (value: unknown): readonly string[] => namesOf(listAt(value, ['volumes']));

const append = (value: unknown, list: JSONPath, item: unknown): FormEdit =>
  put([...list, listAt(value, list).length], item);

function unmounted({ value, path }: FixCase): readonly QuickFix[] {
  const name = textAt(value, [...path, 'name']);
  const mounts = containersOf(value)
    .slice(0, 3)
    .map(({ path: container, container: its }, index) =>
      fix(
        `Mount it in ${textAt(its, ['name']) || `container ${index + 1}`}`,
        append(value, [...container, 'volumeMounts'], { name, mountPath: name }),
      ),
    );
  return [...mounts, fix('Remove the volume', drop(path))];
}

function repeatedVolumes({ value }: FixCase): readonly QuickFix[] {
  const names = volumes(value);
  const again = repeated(names);
  const taken = new Set(names);
  const list: JSONPath = ['containers', 0, 'volumeMounts'];
  const first = listAt(value, list).length;
  const renames = again.flatMap((index, position) => {
    const name = otherName(names[index] ?? '', taken);
    taken.add(name);
    return [put(['volumes', index, 'name'], name), put([...list, first + position], { name, mountPath: name })];
  });
  return [
    fix('Remove the repeated volume', ...dropItems(['volumes'], again)),
    fix('Rename the repeated volume and mount it in the first container', ...renames),
  ];
}

function strayMount({ value, path }: FixCase): readonly QuickFix[] {
  const name = textAt(value, path);
  const use = [...new Set(volumes(value))]
    .slice(0, 3)
    .map((known) => fix(`Mount the volume ${quoted(known)}`, put(path, known)));
  const declare = fix(`Declare the volume ${quoted(name)}`, append(value, ['volumes'], { name }));
  return [declare, ...use, fix('Remove the mount', drop(path.slice(0, -1)))];
}

/** Where start conditions name a container that is there twice, they mean the last: then the earlier ones are renamed. */
function repeatedContainers({ value }: FixCase): readonly QuickFix[] {
  const names = namesOf(listAt(value, ['containers']));
  const isOrdered = containersOf(value).some(
    ({ container }) =>
      isThere(container, ['lifecycle', 'startAfter']) || isThere(container, ['labels', 'DCOS_START_AFTER']),
  );
  const indexes = isOrdered
    ? repeated(names.toReversed()).map((index) => names.length - 1 - index)
    : [...repeated(names)];
  const taken = new Set(names);
  const edits = indexes.map((index) => {
    const name = otherName(names[index] ?? '', taken);
    taken.add(name);
    return put(['containers', index, 'name'], name);
  });
  return [fix('Give each container a name of its own', ...edits)];
}

/** `path` is that of the limit; the request stands beside the limits, in an app at the top. */
function limitBelowRequest({ value, path, kind }: FixCase): readonly QuickFix[] {
  const member = String(path.at(-1));
  const owner = path.slice(0, -2);
  const request: JSONPath = kind === 'app' ? [member] : [...owner, 'resources', member];
  const requested = numberAt(value, request) ?? (member === 'cpus' ? 1 : 128);
  const limit = numberAt(value, path) ?? 0;
  const lower =
    limit >= (kind === 'app' && member === 'mem' ? 0 : 0.001)
      ? [fix(`Ask for ${limit} only`, put(request, limit))]
      : [];
  return [
    fix(`Raise the limit to ${requested}`, put(path, requested)),
    ...lower,
    fix('Remove the limit', put(path, 'unlimited')),
  ];
}

const LARGEST = 2 ** 31 - 1;

/** Of a health check, or of a readiness check. */
function timeoutOverInterval({ value, path }: FixCase): readonly QuickFix[] {
  const check = path.slice(0, -1);
  const isReadiness = check.includes('readinessChecks');
  const timeout = numberAt(value, path) ?? (isReadiness ? 10 : 20);
  const interval = numberAt(value, [...check, 'intervalSeconds']) ?? (isReadiness ? 30 : 60);
  const longer = Math.min(LARGEST, Math.max(timeout * 2, 1));
  return [
    ...(longer > timeout ? [fix(`Check every ${longer} seconds`, put([...check, 'intervalSeconds'], longer))] : []),
    ...(interval > 0 ? [fix(`Wait ${interval - 1} seconds at most`, put(path, interval - 1))] : []),
  ];
}

/** A name nobody has, as near to the wish as can be. */
function ownEndpointName(value: unknown, wish: string): string {
  const taken = new Set(containersOf(value).flatMap(({ container }) => namesOf(listAt(container, ['endpoints']))));
  const name = NAME_PATTERN.test(wish) && wish.length <= 63 ? wish : 'http';
  return taken.has(name) ? otherName(name, taken) : name;
}

function newEndpoint(value: unknown, container: JSONPath, name: string): FormEdit {
  const needsPort = networksOf(value).some((network) => modeOf(network) === 'container');
  const taken = new Set(
    containersOf(value).flatMap(({ container: each }) =>
      listAt(each, ['endpoints']).flatMap((endpoint) => numberAt(endpoint, ['containerPort']) ?? []),
    ),
  );
  const port = needsPort ? { containerPort: freePort(8080, taken) } : {};
  return append(value, [...container, 'endpoints'], { name, ...port });
}

function strayEndpoint({ value, path }: FixCase): readonly QuickFix[] {
  const container = path.slice(0, 2);
  const known = namesOf(listAt(value, [...container, 'endpoints'])).slice(0, 3);
  const use = known.map((name) => fix(`Check the endpoint ${quoted(name)}`, put(path, name)));
  const wish = textAt(value, path);
  const name = ownEndpointName(value, wish);
  const rename = name === wish ? [] : [put(path, name)];
  return [...use, fix(`Add the endpoint ${quoted(name)}`, newEndpoint(value, container, name), ...rename)];
}

const checkKinds = ['http', 'tcp', 'exec'] as const;

function oneCheck({ value, path }: FixCase): readonly QuickFix[] {
  const there = checkKinds.filter((kind) => isThere(value, [...path, kind]));
  if (there.length > 0)
    return there.map((kept) =>
      fix(
        `Keep only ${kept === 'exec' ? 'the command' : kept.toUpperCase()}`,
        ...there.filter((kind) => kind !== kept).map((kind) => drop([...path, kind])),
      ),
    );
  const endpoint = namesOf(listAt(value, [...path.slice(0, 2), 'endpoints']))[0];
  const tcp =
    endpoint === undefined ? [] : [fix(`Check ${quoted(endpoint)} by TCP`, put([...path, 'tcp'], { endpoint }))];
  return [...tcp, fix('Check with a command', put([...path, 'exec'], { command: { shell: 'true' } }))];
}

export const containerRules: readonly FixRule[] = [
  { says: /^volume must be referenced by at least one container$/, fixes: unmounted },
  { says: /^volume names must be unique$/, fixes: repeatedVolumes },
  { says: /^Referenced Volume in VolumeMount should exist$/, fixes: strayMount },
  { says: /^container names must be unique$/, fixes: repeatedContainers },
  { says: /^resource limit must be greater than or equal to requested/, fixes: limitBelowRequest },
  {
    says: /^resourceLimits cannot be defined if legacySharedCgroups/,
    fixes: ({ path }) => [
      fix('Remove the limits', drop(path)),
      fix('Do without shared cgroups', drop(['legacySharedCgroups'])),
    ],
  },
  { says: /^got -?\d+, expected less than -?\d+$/, fixes: timeoutOverInterval },
  { says: /^contained in the container endpoints$/, fixes: strayEndpoint },
  { says: /^Only one of http, tcp, or command may be specified$/, fixes: oneCheck },
  {
    says: /^ipcInfo shmSize can NOT be set when mode is SHARE_PARENT$/,
    fixes: ({ path }) => [
      fix('Remove the size', drop([...path, 'shmSize'])),
      fix('Use an IPC namespace of its own', put([...path, 'mode'], 'PRIVATE')),
    ],
  },
  {
    says: /^Seccomp unconfined can NOT be true when Profile is defined$/,
    fixes: ({ path }) => [
      fix('Use the profile', put([...path, 'unconfined'], false)),
      fix('Run unconfined', drop([...path, 'profileName'])),
    ],
  },
  {
    says: /^Seccomp unconfined must be true when Profile is NOT defined$/,
    fixes: ({ path }) => [
      fix('Run unconfined', put([...path, 'unconfined'], true)),
      fix('Remove the seccomp settings', drop(path)),
    ],
  },
  {
    says: /^Seccomp configuration on executor level is not supported$/,
    fixes: ({ path }) => [fix('Remove the seccomp settings', drop(path))],
  },
  {
    says: /^must not be empty$/,
    fixes: ({ value, path }) => (valueAt(value, path) === undefined ? [] : [fix('Remove it', drop(path))]),
  },
  {
    says: /^Path needs to be absolute$/,
    fixes: ({ value, path }) => [fix('Begin with a slash', put(path, `/${textAt(value, path)}`))],
  },
];
