/** An app's draft in plain words for *Review & Run*: each section as rows and tables. Pure; knows no screen. */
import { fixedPort, networkOf, portsPath } from './app-form/app-ports';
import { totalSentence } from './instance-total';
import { isRecord, listAt, numberAt, rowsAt, textAt, valueAt } from './json-value';
import type { JsonRecord } from './json-value';
import { NONE, fact, words } from './review-facts';
import type { FactSection } from './review-facts';

/** A section that is one table; none where there is nothing to tell. */
const tableOf = (
  title: string,
  section: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly FactSection[] =>
  rows.length === 0 ? [] : [{ title, section, facts: [], tables: [{ caption: title, columns, rows }] }];

function serviceFacts(value: JsonRecord): FactSection {
  const { each, all, instances } = totalSentence(value);
  const args = listAt(value, ['args']).map(String).join(' ');
  const command = textAt(value, ['cmd']) || args;
  const image = textAt(value, ['container', 'docker', 'image']);
  const uris = listAt(value, ['fetch']).map((artifact) => textAt(artifact, ['uri']));
  return {
    title: 'Service',
    section: 'service',
    tables: [],
    facts: [
      { label: 'Service ID', value: textAt(value, ['id']), code: true },
      { label: 'Instances', value: String(instances) },
      { label: 'Each instance takes', value: each },
      ...(instances === 1 ? [] : [{ label: 'All instances take', value: all }]),
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
      ...fact('CPU Limit', valueAt(value, ['resourceLimits', 'cpus'])),
      ...fact('Memory Limit', valueAt(value, ['resourceLimits', 'mem'])),
      ...fact('Run as User', valueAt(value, ['user'])),
      ...(uris.length > 0 ? [{ label: 'Artifacts', value: uris.join(', '), code: true as const }] : []),
      ...fact('Backoff (s)', valueAt(value, ['backoffSeconds'])),
      ...fact('Backoff Factor', valueAt(value, ['backoffFactor'])),
      ...fact('Max Launch Delay (s)', valueAt(value, ['maxLaunchDelaySeconds'])),
      ...fact('Minimum Healthy', valueAt(value, ['upgradeStrategy', 'minimumHealthCapacity'])),
      ...fact('Maximum Surplus', valueAt(value, ['upgradeStrategy', 'maximumOverCapacity'])),
      ...fact('Stops when Scaling Down', valueAt(value, ['killSelection'])),
    ],
  };
}

/** `any → 80`: port of the agent, and of the container where it has a network of its own. */
const portWords = (value: JsonRecord, port: unknown, mode: string): string => {
  if (mode === 'host') return String(fixedPort(value, port) ?? 'any');
  const given = numberAt(port, ['hostPort']);
  const outside = given === 0 || (given === undefined && mode !== 'container') ? 'any' : words(given);
  const inside = numberAt(port, ['containerPort']) || 'the same';
  return outside === NONE ? String(inside) : `${outside} → ${inside}`;
};

function networkFacts(value: JsonRecord): FactSection {
  const { label, network } = networkOf(value);
  const rows = listAt(value, portsPath(value)).map((port, index) => [
    textAt(port, ['name']) || `port ${index}`,
    textAt(port, ['protocol']) || 'tcp',
    portWords(value, port, network.mode),
    words(rowsAt(port, ['labels']).find(([key]) => key.startsWith('VIP_'))?.[1] ?? 'Not Enabled'),
  ]);
  const columns = ['Name', 'Protocol', 'Port (agent → container)', 'Load Balanced Address'];
  return {
    title: 'Networking',
    section: 'networking',
    facts: [{ label: 'Network Type', value: label }],
    tables: rows.length === 0 ? [] : [{ caption: 'Service Endpoints', columns, rows }],
  };
}

const volumeType = (volume: unknown): [string, string] => {
  const size = valueAt(volume, ['persistent', 'size']);
  if (size !== undefined) return ['PERSISTENT', `${words(size)} MiB`];
  if (valueAt(volume, ['secret']) !== undefined) return ['SECRET', textAt(volume, ['secret'])];
  if (valueAt(volume, ['external']) !== undefined) return ['EXTERNAL', textAt(volume, ['external', 'name']) || NONE];
  return ['HOST', textAt(volume, ['hostPath'])];
};

const volumeFacts = (value: JsonRecord): readonly FactSection[] =>
  tableOf(
    'Volumes',
    'volumes',
    ['Container Path', 'Type', 'Host Path or Size', 'Read Only'],
    listAt(value, ['container', 'volumes']).map((volume) => [
      textAt(volume, ['containerPath']),
      ...volumeType(volume),
      textAt(volume, ['mode']) === 'RO' ? 'Yes' : 'No',
    ]),
  );

const healthFacts = (value: JsonRecord): readonly FactSection[] =>
  tableOf(
    'Health Checks',
    'health',
    ['Protocol', 'Path or Command', 'Grace Period (s)', 'Interval (s)', 'Timeout (s)', 'Max Failures'],
    listAt(value, ['healthChecks']).map((check) => {
      const number = (key: string, otherwise: number): string => String(numberAt(check, [key]) ?? otherwise);
      return [
        textAt(check, ['protocol']) || 'HTTP',
        textAt(check, ['command', 'value']) || textAt(check, ['path']) || NONE,
        number('gracePeriodSeconds', 300),
        number('intervalSeconds', 60),
        number('timeoutSeconds', 20),
        number('maxConsecutiveFailures', 3),
      ];
    }),
  );

const pairFacts = (value: JsonRecord, member: 'env' | 'labels', title: string): readonly FactSection[] =>
  tableOf(
    title,
    'environment',
    ['Key', 'Value'],
    rowsAt(value, [member]).map(([key, own]) => [
      key,
      isRecord(own) && 'secret' in own ? `secret ${words(own['secret'])}` : words(own),
    ]),
  );

const placementFacts = (value: JsonRecord): readonly FactSection[] =>
  tableOf(
    'Placement',
    'placement',
    ['Operator', 'Field Name', 'Value'],
    listAt(value, ['constraints']).map((constraint) => [
      textAt(constraint, [1]),
      textAt(constraint, [0]),
      textAt(constraint, [1]) === 'UNIQUE' ? 'Not Applicable' : words(valueAt(constraint, [2])),
    ]),
  );

/** All sections that have something to say, in the order of the form. */
export const appReviewFacts = (value: JsonRecord): readonly FactSection[] => [
  serviceFacts(value),
  networkFacts(value),
  ...volumeFacts(value),
  ...healthFacts(value),
  ...pairFacts(value, 'env', 'Environment Variables'),
  ...pairFacts(value, 'labels', 'Labels'),
  ...placementFacts(value),
];
