/** Runs parsed commands: expands words, connects inputs and outputs, keeps variables. */
import type { WordPart } from './lexer';
import type { Pipeline, SimpleCommand, Word } from './parser';
import type { Process, Program, ShellHost } from './process';

/** Where what is printed goes. */
export interface ShellOutput {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** Variables and the last exit code: what one line leaves to the next. */
export interface ShellState {
  readonly variables: Map<string, string>;
  exitCode: number;
}

export const INTERRUPTED = 130;
const NOT_FOUND = 127;

type Lookup = (name: string) => string | undefined;

const valueOf = (part: WordPart, lookup: Lookup): string =>
  part.kind === 'text' ? part.text : (lookup(part.name) ?? '');

/** One text, however many blanks are in it: values, file names, here-documents. */
const expandToText = (word: Word, lookup: Lookup): string => word.map((part) => valueOf(part, lookup)).join('');

/** The arguments a word becomes: an unquoted variable splits at its blanks, and is none when empty. */
const expandToArguments = (word: Word, lookup: Lookup): readonly string[] => {
  const fields: string[] = [];
  let field: string | undefined;
  for (const part of word) {
    const value = valueOf(part, lookup);
    if (part.kind === 'text' || part.quoted) {
      field = (field ?? '') + value;
      continue;
    }
    const [first = '', ...more] = value.split(/\s+/);
    if (first !== '') field = (field ?? '') + first;
    for (const next of more) {
      if (field !== undefined) fields.push(field);
      field = next === '' ? undefined : next;
    }
  }
  return field === undefined ? fields : [...fields, field];
};

/** A file that output goes to; `false` when it can't be written. */
const openOutput = (host: ShellHost, name: string, append: boolean, output: ShellOutput) => {
  if (name === '/dev/null') return (): void => undefined;
  let content = append ? (host.files.read(name) ?? '') : '';
  const refusal = host.files.write(name, content);
  let told = refusal !== undefined;
  if (refusal !== undefined) {
    output.stderr(`${name}: ${refusal}\n`);
    return undefined;
  }
  return (text: string): void => {
    content += text;
    const trouble = host.files.write(name, content);
    if (trouble !== undefined && !told) output.stderr(`${name}: ${trouble}\n`);
    told ||= trouble !== undefined;
  };
};

interface Streams extends ShellOutput {
  input: string | undefined;
}

/** The streams after redirections; `undefined` when one of them failed, which was told. */
const redirected = (host: ShellHost, command: SimpleCommand, streams: Streams, lookup: Lookup): Streams | undefined => {
  const result = { ...streams };
  if (command.here !== undefined) result.input = expandToText(command.here.parts, lookup);
  for (const { operator, target } of command.redirects) {
    const name = expandToText(target, lookup);
    if (operator === '<') {
      const text = name === '/dev/null' ? '' : host.files.read(name);
      if (text === undefined) {
        streams.stderr(`${name}: No such file\n`);
        return undefined;
      }
      result.input = text;
    } else {
      const write = openOutput(host, name, operator.endsWith('>>'), streams);
      if (write === undefined) return undefined;
      result[operator.startsWith('2') ? 'stderr' : 'stdout'] = write;
    }
  }
  if (command.joinsErrors) result.stderr = result.stdout;
  return result;
};

const runCommand = async (
  host: ShellHost,
  find: (name: string) => Program | undefined,
  state: ShellState,
  command: SimpleCommand,
  given: Streams,
  signal: AbortSignal | undefined,
): Promise<number> => {
  const lookup: Lookup = (name) => (name === '?' ? String(state.exitCode) : state.variables.get(name));
  const streams = redirected(host, command, given, lookup);
  if (streams === undefined) return 1;
  const own = new Map(command.assignments.map(({ name, value }) => [name, expandToText(value, lookup)]));
  const [name, ...args] = command.words.flatMap((word) => expandToArguments(word, lookup));
  if (name === undefined) {
    for (const [variable, value] of own) state.variables.set(variable, value);
    return 0;
  }
  const program = find(name);
  if (program === undefined) {
    streams.stderr(`${name}: command not found\n`);
    return NOT_FOUND;
  }
  const { input, stdout, stderr } = streams;
  const process: Process = {
    args,
    input,
    stdout,
    stderr,
    env: (variable) => own.get(variable) ?? state.variables.get(variable),
    setEnv: (variable, value) => void state.variables.set(variable, value),
    signal,
    host,
  };
  return program(process);
};

/** The commands one after the other, each one's output the next one's input; the last one's exit code. */
const runPipeline = async (
  host: ShellHost,
  find: (name: string) => Program | undefined,
  state: ShellState,
  { commands }: Pipeline,
  output: ShellOutput,
  signal: AbortSignal | undefined,
): Promise<number> => {
  let input: string | undefined;
  let exitCode = 0;
  for (const [index, command] of commands.entries()) {
    const last = index === commands.length - 1;
    const piped: string[] = [];
    const stdout = last ? output.stdout : (text: string): void => void piped.push(text);
    const streams = { input, stdout, stderr: output.stderr };
    exitCode = await runCommand(host, find, state, command, streams, signal);
    if (signal?.aborted === true) return INTERRUPTED;
    input = piped.join('');
  }
  return exitCode;
};

/** Runs all pipelines whose time comes; the exit code of the last one that ran. */
export const execute = async (
  host: ShellHost,
  find: (name: string) => Program | undefined,
  state: ShellState,
  pipelines: readonly Pipeline[],
  output: ShellOutput,
  signal: AbortSignal | undefined,
): Promise<number> => {
  for (const pipeline of pipelines) {
    if (signal?.aborted === true) return INTERRUPTED;
    const runs = pipeline.when === ';' || (pipeline.when === '&&') === (state.exitCode === 0);
    if (runs) state.exitCode = await runPipeline(host, find, state, pipeline, output, signal);
  }
  return state.exitCode;
};
