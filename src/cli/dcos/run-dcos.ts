/** `dcos …`: finds the command, reads its arguments, runs it, and turns what goes wrong into text and exit code. */
import type { Command } from './command';
import { commands, takesValue } from './command-table';
import { commandsBelow, helpText, usageError } from './help';
import { DcosError, type DcosIo } from './io';
import { matchUsage, readUsage, tokenize, type Arguments, type Tokens } from './usage';
import { VERSION, checkClusterVersion } from './version';

/** What a shell reports for a command that Ctrl+C ended. */
const INTERRUPTED = 130;

const LOG_LEVELS = ['debug', 'info', 'warning', 'error', 'critical'];
const GLOBAL_FLAGS: ReadonlySet<string> = new Set(['--debug', '--log-level', '-v', '-vv', '-vvv']);

/** How many of the words lead to a command or a group of commands. */
const depthOf = (words: readonly string[]): number => {
  let depth = 0;
  while (depth < words.length && commandsBelow(commands, words.slice(0, depth + 1)).length > 0) depth += 1;
  return depth;
};

/** The command of exactly these words. */
const findCommand = (words: readonly string[]): Command | undefined =>
  commandsBelow(commands, words).find(({ usage }) => readUsage(usage).words.length === words.length);

/** Tells on standard error what is sent and answered. */
const withLog = (io: DcosIo): DcosIo => ({
  ...io,
  fetch: async (request) => {
    io.stderr(`Sending HTTP [${request.method}] to [${request.url}]\n`);
    const response = await io.fetch(request);
    io.stderr(`Received HTTP response [${response.status}] from [${request.url}]\n`);
    return response;
  },
});

/** @throws DcosError for a log level that is none */
const logsRequests = ({ flags }: Tokens): boolean => {
  const level = flags.find(({ name }) => name === '--log-level')?.value;
  if (level !== undefined && !LOG_LEVELS.includes(level))
    throw new DcosError(
      `Log level set to an unknown value '${level}'. Valid values are [${LOG_LEVELS.map((one) => `'${one}'`).join(', ')}]`,
    );
  return level === 'debug' || level === 'info' || flags.some(({ name }) => /^(--debug|-v+)$/.test(name));
};

const argumentsOf = (command: Command, tokens: Tokens): Arguments | undefined => {
  const usage = readUsage(command.usage);
  return matchUsage(usage, command.anyArguments === true ? { words: tokens.words, flags: [] } : tokens);
};

const runWords = async (io: DcosIo, tokens: Tokens): Promise<number> => {
  const { words, flags } = tokens;
  const known = words.slice(0, depthOf(words));
  if (flags.some(({ name }) => name === '--help')) {
    io.stdout(helpText(commands, known));
    return 0;
  }
  const command = findCommand(known);
  if (command === undefined && known.length === words.length) {
    if (words.length === 0 && flags.some(({ name }) => name === '--version')) io.stdout(`dcos version ${VERSION}\n`);
    else io.stdout(helpText(commands, known));
    return 0;
  }
  if (known.length === 0)
    throw new DcosError(`Error: unknown command "${words[0] ?? ''}" for "dcos"\nRun 'dcos --help' for usage.`);
  const given = command && argumentsOf(command, tokens);
  if (given === undefined || command === undefined) {
    io.stdout(usageError(commands, known));
    return 1;
  }
  if (command.checksVersion === true) await checkClusterVersion(io);
  return (await command.run(io, given)) ?? 0;
};

/** Runs `dcos` with these arguments (without the program's own name) and returns its exit code. Never rejects for what users or servers do. */
export const runDcos = async (argv: readonly string[], io: DcosIo): Promise<number> => {
  const help = argv[0] === 'help';
  const all = tokenize(help ? [...argv.slice(1), '--help'] : argv, takesValue);
  const tokens = { ...all, flags: all.flags.filter(({ name }) => !GLOBAL_FLAGS.has(name)) };
  try {
    return await runWords(logsRequests(all) ? withLog(io) : io, tokens);
  } catch (error) {
    if (io.signal?.aborted === true) return INTERRUPTED;
    if (!(error instanceof DcosError)) throw error;
    io.stderr(`${error.message}\n`);
    return error.exitCode;
  }
};
