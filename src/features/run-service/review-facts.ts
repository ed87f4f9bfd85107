/** The draft in plain words for *Review & Run*: each section as rows and tables. Pure; knows no screen. */
import { containerName, isRecord, listAt, numberAt, rowsAt, textAt, valueAt } from './json-value';
import type { JsonRecord } from './json-value';
import { resourceText } from '../shared/resource-text';
import { countedPod, totalSentence } from './instance-total';
import { containerAmounts } from '../shared/pod-totals';
import type { Amounts } from '../shared/pod-totals';

export type Fact = { label: string; value: string; code?: true };
export type FactTable = { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] };
export type FactSection = { title: string; section: string; facts: readonly Fact[]; tables: readonly FactTable[] };

export const NONE = '—';
export const words = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return NONE;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
export const fact = (label: string, value: unknown): readonly Fact[] =>
  value === undefined ? [] : [{ label, value: words(value) }];

const containersOf = (value: JsonRecord): readonly { item: unknown; name: string; index: number }[] =>
  listAt(value, ['containers']).map((item, index) => ({ item, name: containerName(value, index), index }));

function serviceFacts(value: JsonRecord): FactSection {
  const { each, all, instances, executor } = totalSentence(value);
  const scheduling = (...path: string[]): unknown => valueAt(value, ['scheduling', ...path]);
  return {
    title: 'Service',
    section: 'service',
    tables: [],
    facts: [
      { label: 'Service ID', value: textAt(value, ['id']), code: true },
      { label: 'Instances', value: String(instances) },
      { label: 'Each instance takes', value: each + executor },
      ...(instances === 1 ? [] : [{ label: 'All instances take', value: all }]),
      ...fact('Run as User', valueAt(value, ['user'])),
      ...fact('Backoff (s)', scheduling('backoff', 'backoff')),
      ...fact('Backoff Factor', scheduling('backoff', 'backoffFactor')),
      ...fact('Max Launch Delay (s)', scheduling('backoff', 'maxLaunchDelay')),
      ...fact('Minimum Healthy', scheduling('upgrade', 'minimumHealthCapacity')),
      ...fact('Maximum Surplus', scheduling('upgrade', 'maximumOverCapacity')),
      ...fact('Stops when Scaling Down', scheduling('killSelection')),
    ],
  };
}

const amountsText = (amounts: Amounts): string =>
  (['cpus', 'mem', 'disk', 'gpus'] as const)
    .filter((kind) => amounts[kind] > 0)
    .map((kind) => `${resourceText(kind, amounts[kind])}${kind === 'disk' ? ' disk' : ''}`)
    .join(', ');

function containerFacts(value: JsonRecord): readonly FactSection[] {
  const counted = countedPod(value).containers;
  return containersOf(value).map(({ item, name, index }) => {
    const argv = valueAt(item, ['exec', 'command', 'argv']);
    const command = Array.isArray(argv) ? argv.map(String).join(' ') : textAt(item, ['exec', 'command', 'shell']);
    const image = textAt(item, ['image', 'id']);
    const uris = listAt(item, ['artifacts']).map((artifact) => textAt(artifact, ['uri']));
    return {
      title: `Container ${name}`,
      section: `container-${index}`,
      tables: [],
      facts: [
        {
          label: 'Container Image',
          value: image || 'None: the agent’s own file system',
          ...(image ? { code: true as const } : {}),
        },
        {
          label: 'Command',
          value: command || (image ? 'What the image starts by itself' : 'None: there is nothing to run'),
          ...(command ? { code: true as const } : {}),
        },
        { label: 'Guaranteed', value: amountsText(containerAmounts(counted[index] ?? {})) },
        ...fact('CPU Limit', valueAt(item, ['resourceLimits', 'cpus'])),
        ...fact('Memory Limit', valueAt(item, ['resourceLimits', 'mem'])),
        ...fact('Run as User', valueAt(item, ['user'])),
        ...(valueAt(item, ['image', 'forcePull']) === true
          ? [{ label: 'Force Pull Image On Launch', value: 'Yes' }]
          : []),
        ...(uris.length > 0 ? [{ label: 'Artifacts', value: uris.join(', '), code: true as const }] : []),
      ],
    };
  });
}

const networkWords = (network: unknown): string => {
  const mode = textAt(network, ['mode']) || 'container';
  if (mode === 'host') return 'Host';
  return mode === 'container/bridge' ? 'Bridge' : `Virtual Network: ${textAt(network, ['name']) || 'dcos'}`;
};

/** A host port is shown with its container port where there is one: `31000 → 80`, `any → 80`, `any`. */
function portWords(endpoint: unknown, host: boolean): string {
  const container = numberAt(endpoint, ['containerPort']);
  const given = numberAt(endpoint, ['hostPort']);
  const onHost = given === 0 || (given === undefined && host) ? 'any' : words(given);
  if (container === undefined) return onHost;
  return onHost === NONE ? String(container) : `${onHost} → ${container}`;
}

function networkFacts(value: JsonRecord): FactSection {
  const networks = listAt(value, ['networks']);
  const modes = networks.map((network) => textAt(network, ['mode']) || 'container');
  const host = !modes.includes('container');
  const rows = containersOf(value).flatMap(({ item, name }) =>
    listAt(item, ['endpoints']).map((endpoint) => {
      const vip = rowsAt(endpoint, ['labels']).find(([key]) => key.startsWith('VIP_'))?.[1];
      const protocols = listAt(endpoint, ['protocol']).map(String).join(', ');
      return [
        textAt(endpoint, ['name']),
        protocols || NONE,
        portWords(endpoint, host),
        vip === undefined ? 'Not Enabled' : words(vip),
        name,
      ];
    }),
  );
  const columns = ['Name', 'Protocol', 'Port (agent → container)', 'Load Balanced Address', 'Container'];
  return {
    title: 'Networking',
    section: 'networking',
    facts: [{ label: 'Network Type', value: networks.length === 0 ? 'Host' : networks.map(networkWords).join(', ') }],
    tables: rows.length === 0 ? [] : [{ caption: 'Service Endpoints', columns, rows }],
  };
}

function volumeType(volume: unknown): [string, string] {
  if (valueAt(volume, ['persistent']) !== undefined)
    return ['PERSISTENT', `${words(valueAt(volume, ['persistent', 'size']))} MiB`];
  if (valueAt(volume, ['secret']) !== undefined) return ['SECRET', textAt(volume, ['secret'])];
  return valueAt(volume, ['host']) === undefined ? ['EPHEMERAL', NONE] : ['HOST', textAt(volume, ['host'])];
}

function volumeFacts(value: JsonRecord): readonly FactSection[] {
  const rows = listAt(value, ['volumes']).flatMap((volume) => {
    const name = textAt(volume, ['name']);
    return containersOf(value).flatMap(({ item, name: container }) =>
      listAt(item, ['volumeMounts'])
        .filter((mount) => textAt(mount, ['name']) === name)
        .map((mount) => [
          name,
          ...volumeType(volume),
          textAt(mount, ['mountPath']),
          valueAt(mount, ['readOnly']) === true ? 'Yes' : 'No',
          container,
        ]),
    );
  });
  const columns = ['Volume', 'Type', 'Host Path or Size', 'Container Mount Path', 'Read Only', 'Container'];
  return rows.length === 0
    ? []
    : [{ title: 'Volumes', section: 'volumes', facts: [], tables: [{ caption: 'Mounts', columns, rows }] }];
}

function checkWords(check: unknown): [string, string] {
  const http = valueAt(check, ['http']);
  if (isRecord(http))
    return [textAt(http, ['scheme']) || 'HTTP', `${textAt(http, ['endpoint'])} ${textAt(http, ['path']) || '/'}`];
  const tcp = valueAt(check, ['tcp']);
  if (isRecord(tcp)) return ['TCP', textAt(tcp, ['endpoint'])];
  const argv = listAt(check, ['exec', 'command', 'argv']);
  return ['Command', argv.length > 0 ? argv.map(String).join(' ') : textAt(check, ['exec', 'command', 'shell'])];
}

function healthFacts(value: JsonRecord): readonly FactSection[] {
  const rows = containersOf(value).flatMap(({ item, name }) => {
    const check = valueAt(item, ['healthCheck']);
    if (!isRecord(check)) return [];
    const number = (key: string, otherwise: number): string => String(numberAt(check, [key]) ?? otherwise);
    const times = [
      number('gracePeriodSeconds', 300),
      number('intervalSeconds', 60),
      number('timeoutSeconds', 20),
      number('maxConsecutiveFailures', 3),
    ];
    return [[...checkWords(check), ...times, name]];
  });
  const columns = [
    'Protocol',
    'Endpoint or Command',
    'Grace Period (s)',
    'Interval (s)',
    'Timeout (s)',
    'Max Failures',
    'Container',
  ];
  return rows.length === 0
    ? []
    : [{ title: 'Health Checks', section: 'health', facts: [], tables: [{ caption: 'Health Checks', columns, rows }] }];
}

function pairFacts(value: JsonRecord, member: 'environment' | 'labels', title: string): readonly FactSection[] {
  const pairs = (from: unknown, owner: string): string[][] =>
    rowsAt(from, [member]).map(([key, own]) => [
      key,
      isRecord(own) && 'secret' in own ? `secret ${words(own['secret'])}` : words(own),
      owner,
    ]);
  const rows = [...pairs(value, 'Shared'), ...containersOf(value).flatMap(({ item, name }) => pairs(item, name))];
  return rows.length === 0
    ? []
    : [
        {
          title,
          section: 'environment',
          facts: [],
          tables: [{ caption: title, columns: ['Key', 'Value', 'Container'], rows }],
        },
      ];
}

function placementFacts(value: JsonRecord): readonly FactSection[] {
  const rows = listAt(value, ['scheduling', 'placement', 'constraints']).map((item) => {
    const operator = textAt(item, ['operator']);
    return [
      operator,
      textAt(item, ['fieldName']),
      operator === 'UNIQUE' ? 'Not Applicable' : words(valueAt(item, ['value'])),
    ];
  });
  const columns = ['Operator', 'Field Name', 'Value'];
  return rows.length === 0
    ? []
    : [{ title: 'Placement', section: 'placement', facts: [], tables: [{ caption: 'Constraints', columns, rows }] }];
}

/** All sections that have something to say, in the order of the form. */
export const reviewFacts = (value: JsonRecord): readonly FactSection[] => [
  serviceFacts(value),
  ...containerFacts(value),
  networkFacts(value),
  ...volumeFacts(value),
  ...healthFacts(value),
  ...pairFacts(value, 'environment', 'Environment Variables'),
  ...pairFacts(value, 'labels', 'Labels'),
  ...placementFacts(value),
];
