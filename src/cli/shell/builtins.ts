/** The shell's own small programs; `dcos` and `curl` have files of their own. */
import { curl } from './curl';
import { dcos } from './dcos-program';
import type { Process, Program } from './process';

/** The lines of a text; a line break at its end ends the last one. */
const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

/** The texts of the files named, or the input when none is; tells of those that are missing. */
const readAll = (
  process: Process,
  names: readonly string[],
): { readonly texts: readonly string[]; readonly ok: boolean } => {
  if (names.length === 0) return { texts: [process.input ?? ''], ok: true };
  let ok = true;
  const texts = names.flatMap((name) => {
    const text = name === '-' ? (process.input ?? '') : process.host.files.read(name);
    if (text !== undefined) return [text];
    process.stderr(`${name}: No such file\n`);
    ok = false;
    return [];
  });
  return { texts, ok };
};

const ls: Program = ({ args, host, stdout, stderr }) => {
  const names = args.filter((arg) => !arg.startsWith('-') && arg !== '.');
  const missing = names.filter((name) => host.files.read(name) === undefined);
  for (const name of missing) stderr(`ls: ${name}: No such file\n`);
  const shown = names.length === 0 ? host.files.list() : names.filter((name) => !missing.includes(name));
  for (const name of shown)
    stdout(args.includes('-l') ? `${String(host.files.read(name)?.length ?? 0).padStart(8)}  ${name}\n` : `${name}\n`);
  return missing.length === 0 ? 0 : 1;
};

const cat: Program = (process) => {
  const { texts, ok } = readAll(process, process.args);
  for (const text of texts) process.stdout(text);
  return ok ? 0 : 1;
};

const echo: Program = ({ args, stdout }) => {
  const bare = args[0] === '-n';
  stdout(args.slice(bare ? 1 : 0).join(' ') + (bare ? '' : '\n'));
  return 0;
};

const exportVariables: Program = ({ args, setEnv, stderr }) => {
  for (const arg of args) {
    const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      stderr(`export: ${arg}: not NAME=value\n`);
      return 1;
    }
    if (value !== undefined) setEnv(name, value);
  }
  return 0;
};

const rm: Program = ({ args, host, stderr }) => {
  const missing = args.filter((arg) => !arg.startsWith('-')).filter((name) => !host.files.remove(name));
  if (args.includes('-f')) return 0;
  for (const name of missing) stderr(`rm: ${name}: No such file\n`);
  return missing.length === 0 ? 0 : 1;
};

const clear: Program = ({ host, stdout }) => {
  if (host.clear === undefined) stdout('\u001b[H\u001b[2J');
  else host.clear();
  return 0;
};

const history: Program = ({ host, stdout }) => {
  for (const [index, line] of (host.history?.() ?? []).entries()) stdout(`${String(index + 1).padStart(5)}  ${line}\n`);
  return 0;
};

const head: Program = (process) => {
  const [flag = '', value = ''] = process.args;
  const count = flag === '-n' ? Number(value) : /^-\d+$/.test(flag) ? Number(flag.slice(1)) : 10;
  const names = process.args.slice(flag === '-n' ? 2 : flag.startsWith('-') ? 1 : 0);
  if (!Number.isInteger(count) || count < 0) {
    process.stderr(`head: ${value}: not a number of lines\n`);
    return 1;
  }
  const { texts, ok } = readAll(process, names);
  for (const text of texts) for (const line of linesOf(text).slice(0, count)) process.stdout(`${line}\n`);
  return ok ? 0 : 1;
};

const wc: Program = (process) => {
  const flags = process.args.filter((arg) => arg.startsWith('-')).join('');
  const { texts, ok } = readAll(
    process,
    process.args.filter((arg) => !arg.startsWith('-')),
  );
  const text = texts.join('');
  const counts = [
    ['l', linesOf(text).length],
    ['w', text.split(/\s+/).filter((word) => word !== '').length],
    ['c', new TextEncoder().encode(text).length],
  ] as const;
  const wanted = counts.filter(([flag]) => !/[lwc]/.test(flags) || flags.includes(flag));
  process.stdout(`${wanted.map(([, count]) => count).join(' ')}\n`);
  return ok ? 0 : 1;
};

const grep: Program = async (process) => {
  const flags = process.args.filter((arg) => /^-[ivc]+$/.test(arg)).join('');
  const [pattern, ...names] = process.args.filter((arg) => !/^-[ivc]+$/.test(arg));
  if (pattern === undefined) {
    process.stderr('usage: grep [-i] [-v] [-c] PATTERN [FILE...]\n');
    return 2;
  }
  // Its patterns take linear time, whatever is typed.
  const { RE2JS } = await import('re2js');
  let compiled: InstanceType<typeof RE2JS>;
  try {
    compiled = RE2JS.compile(pattern, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    process.stderr(`grep: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const { texts, ok } = readAll(process, names);
  const found = texts.flatMap(linesOf).filter((line) => compiled.matcher(line).find() !== flags.includes('v'));
  if (flags.includes('c')) process.stdout(`${found.length}\n`);
  else for (const line of found) process.stdout(`${line}\n`);
  if (!ok) return 2;
  return found.length > 0 ? 0 : 1;
};

const help: Program = ({ stdout }) => {
  const width = Math.max(...[...programs.keys()].map((name) => name.length));
  for (const [name, { says }] of programs) stdout(`${name.padEnd(width)}  ${says}\n`);
  stdout(
    '\nWords, quotes, $VARIABLES, ; && || | < > >> and <<EOF work as in any shell. Tab completes, Ctrl+C interrupts.\n',
  );
  return 0;
};

export interface KnownProgram {
  readonly says: string;
  readonly run: Program;
  /** Its words are names of files. */
  readonly takesFiles?: true;
}

/** Every program of the shell, in the order of `help`. */
export const programs: ReadonlyMap<string, KnownProgram> = new Map<string, KnownProgram>([
  ['dcos', { says: 'The command line of DC/OS: dcos --help', run: dcos }],
  ['curl', { says: "Requests to the cluster's own API: curl /v2/pods", run: curl, takesFiles: true }],
  ['ls', { says: 'Names of the files', run: ls, takesFiles: true }],
  ['cat', { says: 'Prints files', run: cat, takesFiles: true }],
  ['echo', { says: 'Prints its words', run: echo }],
  ['rm', { says: 'Removes files', run: rm, takesFiles: true }],
  ['export', { says: 'Sets variables: export NAME=value', run: exportVariables }],
  ['grep', { says: 'Lines that match a pattern: grep [-i] [-v] [-c] PATTERN [FILE...]', run: grep, takesFiles: true }],
  ['head', { says: 'The first lines: head [-n LINES] [FILE...]', run: head, takesFiles: true }],
  ['wc', { says: 'Counts lines, words and bytes: wc [-l] [-w] [-c] [FILE...]', run: wc, takesFiles: true }],
  ['history', { says: 'What was typed before', run: history }],
  ['clear', { says: 'Empties the screen', run: clear }],
  ['help', { says: 'This list', run: help }],
]);
