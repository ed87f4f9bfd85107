/** Help and usage errors, written from the table of commands. */
import type { Command } from './command';
import { flagWords, positionalWords } from './flag-words';
import { readUsage } from './usage';

const isBelow = (command: Command, words: readonly string[]): boolean => {
  const own = readUsage(command.usage).words;
  return words.every((word, index) => own[index] === word);
};

/** The commands at and below these words. */
export const commandsBelow = (commands: readonly Command[], words: readonly string[]): readonly Command[] =>
  commands.filter((command) => isBelow(command, words));

const usageLines = (commands: readonly Command[]): string =>
  ['Usage:', ...commands.map(({ usage }) => `    dcos ${usage}`)].join('\n');

const section = (title: string, entries: readonly (readonly [string, string])[]): readonly string[] =>
  entries.length === 0
    ? []
    : [`${title}:\n${entries.map(([name, says]) => `    ${name}\n        ${says}`).join('\n')}`];

const described = (
  words: ReadonlyMap<string, string>,
  names: readonly string[],
): readonly (readonly [string, string])[] =>
  [...new Set(names)].toSorted().map((name) => [name, words.get(name) ?? ''] as const);

/** What the first words stand for. */
const TOPICS: readonly (readonly [string, string])[] = [
  ['marathon', 'Apps, pods, groups, deployments, and what waits for offers.'],
  ['node', 'The machines of the cluster.'],
  ['task', 'The tasks that Mesos runs.'],
  ['help', 'Help with a command: dcos help marathon pod add'],
];

const overview = `${[
  'Description:\n    The command line of DC/OS.',
  'Usage:\n    dcos [--debug] [--log-level=<level>] <command> [<words>...]\n    dcos --version',
  ...section('Commands', TOPICS),
  ...section('Options', described(flagWords, ['--debug', '--help', '--log-level', '--version'])),
].join('\n\n')}\n`;

/** What `--help` prints for these words: one command, or all that begin with them. */
export const helpText = (commands: readonly Command[], words: readonly string[]): string => {
  if (words.length === 0) return overview;
  const below = commandsBelow(commands, words);
  const usages = below.map(({ usage }) => readUsage(usage));
  const flags = usages.flatMap((usage) => usage.flags.map(({ name }) => name));
  const positionals = usages.flatMap((usage) => usage.positionals.map(({ name }) => name));
  return `${[
    ...section(
      'Usage',
      below.map(({ usage, says }) => [`dcos ${usage}`, says] as const),
    ),
    ...section('Options', described(flagWords, ['--help', ...flags])),
    ...section('Positional Arguments', described(positionalWords, positionals)),
  ].join('\n\n')}\n`;
};

/** What a wrong call prints, on standard output as docopt's errors are. */
export const usageError = (commands: readonly Command[], words: readonly string[]): string =>
  `Invalid subcommand usage\n\n${usageLines(commandsBelow(commands, words))}\n`;
