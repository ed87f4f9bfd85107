/** A `docker run` line as a pod: read as the service of a Compose file it stands for, then converted as one. */
import { asText } from './conversion';
import type { Conversion, Note, Unreadable } from './conversion';
import { ruleOf, SHORT } from './docker-flags';
import { fromCompose } from './from-compose';
import { dnsName } from './names';
import type { ConversionOptions } from './pod-parts';
import { shellWords } from './compose-values';

interface Flag {
  readonly name: string;
  readonly value: string;
  /** As written. */
  readonly said: string;
}

interface Line {
  readonly flags: readonly Flag[];
  readonly image: string | undefined;
  readonly command: readonly string[];
}

/** `-p 80:80`, `-p80:80`, `--publish=80:80`, `-it`, then the image, then what is run in it. */
function readLine(words: readonly string[]): Line {
  const flags: Flag[] = [];
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    at += 1;
    if (word === '--') break;
    const used = word.startsWith('--') ? longFlag(word, words[at], flags) : shortFlags(word, words[at], flags);
    if (used) at += 1;
  }
  return { flags, image: words[at], command: words.slice(at + 1) };
}

/** Whether the next word was its value. */
function longFlag(word: string, next: string | undefined, flags: Flag[]): boolean {
  const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const needs = value === undefined && ruleOf(name).shape === 'value';
  const said = needs && next !== undefined ? `${word} ${next}` : word;
  flags.push({ name, value: value ?? (needs ? (next ?? '') : 'true'), said });
  return needs;
}

function shortFlags(word: string, next: string | undefined, flags: Flag[]): boolean {
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at] ?? '';
    const name = SHORT.get(letter) ?? letter;
    if (ruleOf(name).shape === 'switch') {
      flags.push({ name, value: 'true', said: `-${letter}` });
      continue;
    }
    const attached = word.slice(at + 1).replace(/^=/, '');
    const said = attached === '' && next !== undefined ? `-${letter} ${next}` : `-${letter} ${attached}`;
    flags.push({ name, value: attached === '' ? (next ?? '') : attached, said });
    return attached === '';
  }
  return false;
}

type Tree = Map<string, unknown>;

const plain = (tree: unknown): unknown => {
  if (tree instanceof Map) return Object.fromEntries([...tree].map(([key, value]) => [String(key), plain(value)]));
  return Array.isArray(tree) ? tree.map(plain) : tree;
};

function branch(tree: Tree, keys: readonly string[]): Tree {
  return keys.reduce<Tree>((node, key) => {
    const next = node.get(key);
    if (next instanceof Map) return next as Tree;
    const made: Tree = new Map();
    node.set(key, made);
    return made;
  }, tree);
}

/** `type=bind,source=/a,target=/b,readonly` as a mount of a Compose file. */
function mountOf(text: string): Tree {
  const long = new Map([
    ['src', 'source'],
    ['dst', 'target'],
    ['destination', 'target'],
    ['readonly', 'read_only'],
    ['ro', 'read_only'],
  ]);
  return new Map(
    text.split(',').map((pair) => {
      const [, key = '', value = 'true'] = /^([^=]*)(?:=(.*))?$/s.exec(pair) ?? [];
      return [long.get(key) ?? key, value];
    }),
  );
}

function valueOf({ name, value }: Flag): unknown {
  if (name === 'mount') return mountOf(value);
  if (name === 'stop-timeout') return `${value}s`;
  if (name === 'entrypoint') return [value];
  return value;
}

/** The service of a Compose file, and which flag each of its paths comes from. */
function serviceOf(line: Line) {
  const service: Tree = new Map();
  const origins = new Map<string, string>();
  const notes: Note[] = [];
  for (const flag of line.flags) {
    const rule = ruleOf(flag.name);
    if (rule.to === 'nowhere') {
      notes.push({ path: flag.said, kind: 'dropped', reason: rule.reason });
      continue;
    }
    // Volumes and mounts are one list of a Compose file.
    const path = rule.path[0] === 'mounts' ? ['volumes'] : rule.path;
    const last = path.at(-1) ?? '';
    const parent = branch(service, path.slice(0, -1));
    if (rule.to === 'field') {
      parent.set(last, valueOf(flag));
      origins.set(path.join('.'), flag.said);
    } else {
      const items = (parent.get(last) as unknown[] | undefined) ?? [];
      parent.set(last, [...items, valueOf(flag)]);
      origins.set(`${path.join('.')}[${items.length}]`, flag.said);
    }
  }
  if (line.image !== undefined) service.set('image', line.image);
  if (line.command.length > 0) service.set('command', line.command);
  return { service, origins, notes };
}

/** GPUs are devices of a Compose file. */
function withDevices(service: Tree, origins: Map<string, string>): void {
  const gpus = service.get('gpus');
  if (gpus === undefined) return;
  service.delete('gpus');
  const device = new Map<string, unknown>([
    ['capabilities', ['gpu']],
    ['count', gpus],
  ]);
  branch(service, ['deploy', 'resources', 'reservations']).set('devices', [device]);
  origins.set('deploy.resources.reservations.devices', origins.get('gpus') ?? '--gpus');
}

/** The flag a path of the Compose file comes from: its own, or that of the part it is in. */
function saidAt(path: string, key: string, origins: ReadonlyMap<string, string>): string {
  const own = path.replace(`services.${key}.`, '');
  const at = [...origins.keys()].filter((origin) => own.startsWith(origin)).sort((a, b) => b.length - a.length)[0];
  return (at === undefined ? undefined : origins.get(at)) ?? own;
}

/** Docker keeps `$` and `${` as the shell hands them over; a Compose file writes them twice. */
const escaped = (tree: unknown): unknown => {
  if (typeof tree === 'string') return tree.replaceAll('$', '$$$$');
  if (Array.isArray(tree)) return tree.map(escaped);
  return tree instanceof Map ? new Map([...tree].map(([key, value]) => [key, escaped(value)])) : tree;
};

/** As it is called, else after its image. */
function nameOf(service: Tree, image: string): string {
  const name = service.get('name');
  return typeof name === 'string' ? name : (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');
}

const START = /^\s*(?:\$\s+)?(?:sudo\s+)?(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s/;

export const isDockerRun = (text: string): boolean => START.test(text);

export function fromDockerRun(text: string, options: ConversionOptions): Conversion | Unreadable {
  const joined = text.replace(/\\\r?\n/g, ' ').trim();
  let words: readonly string[];
  try {
    words = shellWords(joined.replace(START, ''));
  } catch {
    return { message: 'this line can’t be read as the words of a command' };
  }
  const line = readLine(words);
  if (line.image === undefined) return { message: 'the line names no image' };
  const { service, origins, notes } = serviceOf(line);
  withDevices(service, origins);
  const key = dnsName(nameOf(service, line.image), 'app');
  service.delete('name');
  const compose = fromCompose({ services: Object.fromEntries([[key, plain(escaped(service))]]) }, options);
  return {
    from: 'docker run line',
    notes: [],
    services: compose.services.map((converted) => ({
      ...converted,
      name: key,
      text: asText(JSON.parse(converted.text) as object),
      notes: [...notes, ...converted.notes.map((note) => ({ ...note, path: saidAt(note.path, key, origins) }))],
    })),
  };
}
