/**
 * Runs a shell tree in the abstract: no files, only how long it takes, how it ends and what it listens on; what it prints
 * goes to a transcript where there is one. A loop whose turn changes no variable goes on for ever, which is exact for a
 * shell without files that asks nobody. Who asks the network is followed as far as it has heard (`tape.ts`).
 */
import { filled, keptBy } from './allocations';
import { asksNetwork } from './asking';
import { runProgram } from './programs';
import { ShellSyntaxError } from './shell-ast';
import type { Command, Word } from './shell-ast';
import { parseShell } from './shell-parser';
import { expandWord, expandWords } from './shell-expansion';
import { askNetwork, hold, openSocket, outcome } from './shell-outcome';
import { isSeen, programOf, stagesOf } from './shell-pipeline';
import { ended, fork, forkApart, NEVER, OK, SHORTEST_TURN } from './shell-run';
import type { Step } from './shell-run';
import { redirectSinks } from './shell-sinks';
import type { Shell } from './shell-state';
import { fold } from './tape';
import { passTurns } from './told-turns';

const MAX_DEPTH = 50;
/** A handler runs between two commands: a turn longer than the default grace never lets it. */
const HANDLED_WITHIN = 3000;

/** `sh -c` and kin: another shell, another set of variables. */
const runScript = (shell: Shell, source: string): Step => {
  let tree: Command;
  try {
    tree = parseShell(source);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    shell.shared.transcript?.refused(shell, error.message);
    return ended(2);
  }
  const child = fork(shell);
  const { code, flow } = run(child, tree);
  shell.now = child.now;
  return flow === 'never' ? NEVER : ended(code);
};

const setTrap = (shell: Shell, [action, ...signals]: readonly string[]): Step => {
  if (signals.some((signal) => /^(SIG)?TERM$|^15$/.test(signal)))
    shell.shared.handler = action === '-' ? undefined : action;
  return OK;
};

const waitForBackground = (shell: Shell): Step => {
  const end = Math.max(shell.now, ...shell.background);
  if (end === Infinity) return NEVER;
  shell.now = end;
  return OK;
};

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh']);
const PREFIXES = new Set(['command', 'builtin', 'nohup', 'sudo', 'env', 'eval', 'time', 'nice', 'setsid', 'stdbuf']);

/** Runs a program or builtin with its arguments. */
export const runWords = (shell: Shell, words: readonly string[]): Step => {
  const [name = '', ...args] = words;
  const body = shell.functions.get(name);
  if (body !== undefined) return run(shell, body);
  switch (name) {
    case 'exit':
    case 'return':
      return { code: args[0] === undefined ? shell.lastCode : Number(args[0]) & 255, flow: 'exit' };
    case 'exec': {
      const { code, flow } = args.length === 0 ? OK : runWords(shell, args);
      return { code, flow: flow === 'never' || args.length === 0 ? flow : 'exit' };
    }
    case 'break':
    case 'continue':
      return { code: 0, flow: name };
    case 'wait':
      return waitForBackground(shell);
    case 'trap':
      return setTrap(shell, args);
    default:
  }
  const program = name.slice(name.lastIndexOf('/') + 1);
  if (SHELLS.has(program)) {
    const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    const source = flag === -1 ? undefined : args[flag + 1];
    // A shell on a script file does what nobody knows; one without arguments reads its empty input and ends.
    if (source !== undefined) return runScript(shell, source);
    return args.some((arg) => !arg.startsWith('-')) ? outcome(shell, words, runProgram('script', [])) : OK;
  }
  if (PREFIXES.has(program)) {
    const rest = args.filter((_, i) => !args.slice(0, i + 1).every((each) => /^-|^[A-Za-z_]\w*=/.test(each)));
    if (rest.length > 0) return runWords(shell, rest);
    return program === 'env' ? outcome(shell, words, runProgram(name, [])) : OK;
  }
  return asksNetwork(program, args) ? askNetwork(shell, words, program) : outcome(shell, words, runProgram(name, args));
};

const runSimple = (shell: Shell, command: Extract<Command, { kind: 'simple' }>): Step => {
  for (const { name, value } of command.assignments) {
    shell.variables.set(name, expandWord(value, shell.variables, shell.lastCode));
  }
  const words = expandWords(command.words, shell.variables, shell.lastCode);
  return words.length === 0 ? OK : runWords(shell, words);
};

const runList = (shell: Shell, { items }: Extract<Command, { kind: 'list' }>): Step => {
  let result = OK;
  for (const { command, background } of items) {
    if (background) {
      const child = forkApart(shell);
      const { flow } = run(child, command);
      shell.background.push(flow === 'never' ? Infinity : child.now);
      result = OK;
    } else {
      result = run(shell, command);
      if (result.flow !== 'on') return result;
    }
  }
  return result;
};

/** A stage that keeps what it reads takes memory and the time to fill it. */
const runKeeper = (shell: Shell, kept: number): boolean => {
  const held = filled(kept);
  const lasts = kept === Infinity ? Infinity : held.over;
  hold(shell, held, lasts);
  shell.now += lasts === Infinity ? 0 : lasts;
  return lasts !== Infinity;
};

const runPipeline = (shell: Shell, { commands, negated }: Extract<Command, { kind: 'pipeline' }>): Step => {
  const children = commands.map((command, index) => {
    const child: Shell = isSeen(commands, index)
      ? fork(shell)
      : { ...fork(shell), sinks: { ...shell.sinks, out: 'elsewhere' } };
    const { code, flow } = run(child, command);
    return { end: flow === 'never' ? Infinity : child.now, code };
  });
  const last = children.at(-1);
  const kept = commands.length === 1 ? undefined : keptBy(stagesOf(shell, commands));
  if (kept !== undefined) return runKeeper(shell, kept) ? ended(negated ? 1 : 0) : NEVER;
  // A reader that stops early ends its writers (SIGPIPE).
  const end =
    programOf(commands.at(-1)) === 'head' ? (last?.end ?? shell.now) : Math.max(...children.map((child) => child.end));
  if (end === Infinity) return NEVER;
  shell.now = end;
  // Nothing can be found in what was never printed.
  const isMissed = programOf(commands.at(-1)) === 'grep' && (children.at(-2)?.code ?? 0) !== 0;
  const code = isMissed ? 1 : (last?.code ?? 0);
  return ended(negated ? Number(code === 0) : code);
};

type Loop = Extract<Command, { kind: 'loop' }>;

/** Turns after which a loop that still changes something is taken to be endless. */
const MAX_TURNS = 2000;
/** A turn that changed nothing: the loop goes on for ever, unless it asked the network, whose answers may be others next time. */
const goesOn = (shell: Shell, loop: string, heardFrom: number | undefined, began: number): boolean => {
  const { tape } = shell;
  if (tape === undefined || heardFrom === undefined || tape.position === heardFrom) return false;
  shell.now = Math.max(shell.now, began + SHORTEST_TURN);
  return fold(tape, heardFrom, loop, shell.now - began);
};

/** One turn; undefined: there is to be another. */
const runTurn = (shell: Shell, { condition, until, body }: Loop): Step | undefined => {
  shell.shared.loops = 0;
  const asked = run(shell, condition);
  if (asked.flow !== 'on') return asked.flow === 'break' ? OK : asked;
  if ((asked.code === 0) === until) return OK;
  const done = run(shell, body);
  if (done.flow === 'break') return OK;
  return done.flow === 'exit' || done.flow === 'never' ? done : undefined;
};

const turnRound = (shell: Shell, loop: Loop, name: string): Step => {
  const { transcript } = shell.shared;
  for (let turn = 0; transcript !== undefined || turn < MAX_TURNS; turn++) {
    passTurns(shell, name, (playing) => runTurn(playing, loop), HANDLED_WITHIN);
    const [before, began] = [[...shell.variables].join('\0'), shell.now];
    const heardFrom = shell.tape?.position;
    const mark = transcript?.mark() ?? 0;
    const end = runTurn(shell, loop);
    if (end !== undefined) return end;
    shell.shared.turning = shell.now - began <= HANDLED_WITHIN;
    if ([...shell.variables].join('\0') === before && !goesOn(shell, name, heardFrom, began)) {
      transcript?.repeats(mark, began, shell.now);
      return NEVER;
    }
    if (turn >= MAX_TURNS) shell.now = Math.max(shell.now, began + SHORTEST_TURN);
  }
  return NEVER;
};

/** Loops are told apart by their depth, and by their order within a turn of the loop around them. */
const runLoop = (shell: Shell, loop: Loop): Step => {
  const { shared } = shell;
  const nth = shared.loops;
  const step = turnRound(shell, loop, `${shared.depth}.${nth}`);
  shared.loops = nth + 1;
  return step;
};

const runFor = (shell: Shell, { name, words, body }: Extract<Command, { kind: 'for' }>): Step => {
  let result = OK;
  for (const value of expandWords(words, shell.variables, shell.lastCode)) {
    shell.variables.set(name, value);
    result = run(shell, body);
    if (result.flow === 'break') return OK;
    if (result.flow === 'exit' || result.flow === 'never') return result;
  }
  return ended(result.code);
};

const runIf = (shell: Shell, { branches, otherwise }: Extract<Command, { kind: 'if' }>): Step => {
  for (const { condition, body } of branches) {
    const asked = run(shell, condition);
    if (asked.flow !== 'on') return asked;
    if (asked.code === 0) return run(shell, body);
  }
  return otherwise === undefined ? OK : run(shell, otherwise);
};

const runCase = (shell: Shell, { subject, arms }: Extract<Command, { kind: 'case' }>): Step => {
  const text = (word: Word): string => expandWord(word, shell.variables, shell.lastCode);
  const value = text(subject);
  const matches = (pattern: Word): boolean => {
    const wanted = text(pattern);
    return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
  };
  const arm = arms.find(({ patterns }) => patterns.some(matches));
  return arm === undefined ? OK : run(shell, arm.body);
};

const runAndOr = (shell: Shell, { left, operator, right }: Extract<Command, { kind: 'and-or' }>): Step => {
  const first = run(shell, left);
  const goesOn = first.flow === 'on' && (first.code === 0) === (operator === '&&');
  return goesOn ? run(shell, right) : first;
};

/** Only outputs change, which the shell's time and variables do not notice. */
const runRedirected = (shell: Shell, { command, redirects }: Extract<Command, { kind: 'redirected' }>): Step => {
  const targets = redirects.map(({ target }) => expandWord(target, shell.variables, shell.lastCode));
  for (const target of targets) {
    const opened = openSocket(shell, target);
    if (opened !== undefined && (opened.flow !== 'on' || opened.code !== 0)) return opened;
  }
  const sinks = redirects.reduce((all, redirect, n) => redirectSinks(all, redirect, targets[n] ?? ''), shell.sinks);
  const inner: Shell = { ...shell, sinks };
  const step = perform(inner, command);
  shell.now = inner.now;
  shell.lastCode = inner.lastCode;
  return step;
};

const perform = (shell: Shell, command: Command): Step => {
  switch (command.kind) {
    case 'simple':
      return runSimple(shell, command);
    case 'pipeline':
      return runPipeline(shell, command);
    case 'and-or':
      return runAndOr(shell, command);
    case 'list':
      return runList(shell, command);
    case 'loop':
      return runLoop(shell, command);
    case 'for':
      return runFor(shell, command);
    case 'if':
      return runIf(shell, command);
    case 'case':
      return runCase(shell, command);
    case 'subshell': {
      const child = fork(shell);
      const { code, flow } = run(child, command.body);
      shell.now = child.now;
      return flow === 'never' ? NEVER : ended(code);
    }
    case 'function':
      shell.functions.set(command.name, command.body);
      return OK;
    case 'redirected':
      return runRedirected(shell, command);
  }
};

/** Runs one command; the shell's time, variables and servers move on. */
export const run = (shell: Shell, command: Command): Step => {
  const { shared } = shell;
  if (--shared.fuel < 0 || shared.depth > MAX_DEPTH || shell.now > (shared.transcript?.until ?? Infinity)) return NEVER;
  shared.depth++;
  const step = perform(shell, command);
  shared.depth--;
  shell.lastCode = step.code;
  return step;
};
