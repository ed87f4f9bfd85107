/**
 * The server's verdict on the draft, put so that a person can act on it: which field, where it is, what it wants.
 * The check is the cluster's own; it comes in a chunk of its own when a form first needs it.
 */
import type { JSONPath } from 'jsonc-parser';
import { useEffect, useState } from 'react';
import type { FieldError } from '../../protocol/marathon/error';
import { toJsonPath } from '../../protocol/marathon/path';
import { containerName } from './json-value';
import type { ParsedText } from './parse-text';
import { sectionOf } from './sections';

export type Problem = {
  path: JSONPath;
  /** What the field wants, e.g. `must be at least 0.001`. */
  wants: string;
  /** Marathon's own words, where ours differ. */
  code: string;
  /** The field's name on screen, with the container it belongs to. */
  field: string;
  section: string;
};

const names: Readonly<Record<string, string>> = {
  id: 'Service ID',
  instances: 'Instances',
  cpus: 'CPUs',
  mem: 'Memory (MiB)',
  disk: 'Disk (MiB)',
  gpus: 'GPUs',
  resources: 'CPUs and memory',
  containers: 'Containers',
  scaling: 'Instances',
  scheduling: 'Scheduling',
  secret: 'Secret',
  secrets: 'Secret',
  role: 'Role',
  user: 'Run as user',
  image: 'Container Image',
  exec: 'Command',
  command: 'Command',
  shell: 'Command',
  argv: 'Command',
  resourceLimits: 'Limits',
  endpoints: 'Service Endpoint',
  containerPort: 'Container Port',
  hostPort: 'Host Port',
  protocol: 'Protocol',
  networks: 'Network Type',
  volumes: 'Volume',
  volumeMounts: 'Container Path',
  mountPath: 'Container Path',
  host: 'Host Path',
  size: 'Size (MiB)',
  healthCheck: 'Health Check',
  endpoint: 'Service Endpoint',
  constraints: 'Placement Constraint',
  fieldName: 'Field',
  uri: 'Artifact URI',
  environment: 'Environment Variable',
  labels: 'Label',
};

const codes: Readonly<Record<string, string>> = {
  'error.path.missing': 'must be defined',
  'error.expected.jsstring': 'must be text',
  'error.expected.jsnumber': 'must be a number',
  'error.expected.int': 'must be a whole number',
  'error.expected.jsobject': 'must be an object in braces { }',
  'error.expected.jsarray': 'must be a list in brackets [ ]',
  'error.expected.jsboolean': 'must be true or false',
  'error.minLength': 'must not be empty',
  'error.maxLength': 'is too long',
  'error.max': 'is too large',
  'error.unknown.enum.literal': 'is not one of the allowed words',
};

const patternOf = (key: unknown): string =>
  key === 'id'
    ? 'may hold small letters, digits, hyphens and dots between slashes, e.g. /group/my-service'
    : 'may hold small letters, digits and, inside, hyphens';

function minimumOf(path: JSONPath): string {
  const key = path.at(-1);
  if (path.includes('executorResources'))
    return `must be at least ${{ cpus: '0.1', mem: '32', disk: '10' }[String(key)] ?? '0'}`;
  if (key === 'cpus' || key === 'mem') return 'must be at least 0.001';
  return key === 'containerPort' || key === 'size' ? 'must be at least 1' : 'must be at least 0';
}

function wantsOf(path: JSONPath, message: string): string {
  if (message === 'error.pattern') return patternOf(path.at(-1));
  if (message === 'error.min') return minimumOf(path);
  if (Object.hasOwn(codes, message)) return codes[message] ?? message;
  return message
    .replace(/^Path needs to be absolute$/, 'must begin with a slash')
    .replace(/^Path must contain at least one path element$/, 'needs a name after the slash');
}

function fieldOf(path: JSONPath, value: unknown): string {
  const key = path.findLast((step) => typeof step === 'string') ?? 'Definition';
  const inContainer = path[0] === 'containers' && typeof path[1] === 'number';
  const known = String(key) === 'name' ? nameOf(path) : Object.hasOwn(names, key) ? names[key] : String(key);
  return inContainer ? `${containerName(value, Number(path[1]))} · ${known}` : String(known);
}

function nameOf(path: JSONPath): string {
  if (path.includes('endpoints')) return 'Service Endpoint Name';
  if (path[0] === 'volumes' || path.includes('volumeMounts')) return 'Volume Name';
  return path.length === 3 ? 'Container Name' : 'Name';
}

/** Marathon's field errors as problems of the definition they are about. */
export function problemsOf(errors: readonly FieldError[], value: unknown): readonly Problem[] {
  return errors.flatMap((error) => {
    const path = [...toJsonPath(error.path, value)];
    return error.errors.map((message) => ({
      path,
      wants: wantsOf(path, message),
      code: message,
      field: fieldOf(path, value),
      section: sectionOf(path),
    }));
  });
}

/** Whether `path` is `prefix` or below it. */
export const isBelow = (path: JSONPath, prefix: JSONPath): boolean =>
  prefix.every((step, index) => path[index] === step);

type Check = (parsed: ParsedText) => readonly Problem[];

const loadCheck = async (): Promise<Check> => {
  const [{ checkPod }, { loadPatterns }] = await Promise.all([
    import('../../protocol/marathon/pod-check'),
    import('../../protocol/marathon/java-pattern'),
  ]);
  await loadPatterns();
  return ({ value }) => {
    const verdict = checkPod(value);
    return verdict.kind === 'accepted' ? [] : problemsOf(verdict.errors, value);
  };
};

/** The check, once it has arrived. */
export function useCheck(): Check | undefined {
  const [check, setCheck] = useState<Check>();
  useEffect(() => {
    let gone = false;
    loadCheck().then(
      (loaded) => {
        if (!gone) setCheck(() => loaded);
      },
      // Without it the cluster still judges when the draft is run.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return check;
}
