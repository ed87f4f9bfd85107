/**
 * The server's verdict on the draft, put so that a person can act on it: which field, where it is, what it wants.
 * The check is the cluster's own; it comes in a chunk of its own when a form first needs it.
 */
import type { JSONPath } from 'jsonc-parser';
import { useEffect, useState } from 'react';
import type { ServiceKind } from '../../api/client/service';
import type { FieldError } from '../../protocol/marathon/error';
import { toJsonPath } from '../../protocol/marathon/path';
import { fieldName } from './field-names';
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
  const inApp = path[0] !== 'containers' && path[0] !== 'volumes';
  if (key === 'cpus' || (key === 'mem' && !inApp)) return 'must be at least 0.001';
  if (key === 'backoffFactor') return 'must be at least 1';
  return !inApp && (key === 'containerPort' || key === 'size') ? 'must be at least 1' : 'must be at least 0';
}

function wantsOf(path: JSONPath, message: string): string {
  if (message === 'error.pattern') return patternOf(path.at(-1));
  if (message === 'error.min') return minimumOf(path);
  if (Object.hasOwn(codes, message)) return codes[message] ?? message;
  return message
    .replace(/^Path needs to be absolute$/, 'must begin with a slash')
    .replace(
      /^AppDefinition must either contain one of 'cmd' or 'args', and\/or a 'container'\.$/,
      'needs a command or a container image',
    )
    .replace(/^Path must contain at least one path element$/, 'needs a name after the slash');
}

function fieldOf(path: JSONPath, value: unknown): string {
  const known = fieldName(path) ?? String(path.findLast((step) => typeof step === 'string'));
  const inContainer = path[0] === 'containers' && typeof path[1] === 'number';
  return inContainer ? `${containerName(value, Number(path[1]))} · ${known}` : known;
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

const judges = {
  pod: async () => (await import('../../protocol/marathon/pod-check')).checkPod,
  app: async () => (await import('../../protocol/marathon/app-check')).checkApp,
};

export const loadCheck = async (kind: ServiceKind): Promise<Check> => {
  const [judge, { loadPatterns }] = await Promise.all([judges[kind](), import('../../protocol/marathon/java-pattern')]);
  await loadPatterns();
  return ({ value }) => {
    const verdict = judge(value);
    return verdict.kind === 'accepted' ? [] : problemsOf(verdict.errors, value);
  };
};

/** The check of this kind of definition, once it has arrived. */
export function useCheck(kind: ServiceKind): Check | undefined {
  const [loaded, setLoaded] = useState<{ readonly kind: ServiceKind; readonly check: Check }>();
  useEffect(() => {
    let gone = false;
    loadCheck(kind).then(
      (check) => {
        if (!gone) setLoaded({ kind, check });
      },
      // Without it the cluster still judges when the draft is run.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [kind]);
  return loaded?.kind === kind ? loaded.check : undefined;
}
