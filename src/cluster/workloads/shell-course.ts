/** A command followed from its start to its end: how long, which status, which ports, and what TERM does to it. */
import type { Hump } from './memory';
import type { Outcome } from './programs';
import type { Command } from './shell-ast';
import { run, runWords } from './shell-model';
import { parseShell } from './shell-parser';
import type { Step } from './shell-run';
import { OWN_SINKS } from './shell-sinks';
import type { Ask, Shell, Transcript } from './shell-state';
import { play } from './tape';
import type { Question, Tapes } from './tape';

/** What a whole command comes to. Times in milliseconds from its start. */
export interface Course extends Omit<Outcome, 'holds'> {
  /** When its last server opens its ports, if not at once. */
  readonly bindsAfter?: number;
  /** Memory beyond what any program takes; absent: none to speak of. */
  readonly memory?: readonly Hump[];
  /** What it asks its network and has not heard yet; absent: nothing. Until it hears, what comes after is not known. */
  readonly asks?: readonly Question[];
  /** Only SIGKILL ends it: TERM is ignored, or its handler never gets a turn. */
  readonly ignoresTerm: boolean;
  /** Its TERM handler ends it with this status. */
  readonly termCode?: number;
}

const MAX_STEPS = 20_000;
/** Whoever wants to know what was printed follows a loop that counts for longer. */
const PRINTED_STEPS = 1_000_000;

/** Who is around a run: whom it asks, what it heard before, and who takes down what it prints. */
export interface Company {
  readonly ask?: Ask;
  readonly tapes?: Tapes;
  readonly transcript?: Transcript;
}

export const newShell = (env: ReadonlyMap<string, string>, { ask, tapes, transcript }: Company = {}): Shell => ({
  variables: new Map(env),
  functions: new Map(),
  background: [],
  shared: {
    servers: [],
    humps: [],
    ...(ask !== undefined && { ask }),
    ...(transcript !== undefined && { transcript }),
    fuel: transcript === undefined ? MAX_STEPS : PRINTED_STEPS,
    depth: 0,
    loops: 0,
    handler: undefined,
    turning: false,
  },
  sinks: OWN_SINKS,
  ...(tapes !== undefined && { tape: play(tapes) }),
  now: 0,
  lastCode: 0,
});

/** What TERM does: nothing (`''`), the handler's own exit where it gets a turn, else the default. */
const onTerm = (
  { shared: { handler, turning } }: Shell,
  env: ReadonlyMap<string, string>,
): Pick<Course, 'ignoresTerm' | 'termCode'> => {
  if (handler === undefined) return { ignoresTerm: false };
  if (handler === '' || !turning) return { ignoresTerm: true };
  const shell = newShell(env);
  const { code, flow } = run(shell, parseShell(handler));
  return flow === 'exit' ? { ignoresTerm: false, termCode: code } : { ignoresTerm: true };
};

/** Follows words as they stand, as `exec` would. */
export const followWords = (words: readonly string[], env: ReadonlyMap<string, string>, company?: Company): Course =>
  courseFrom(newShell(env, company), env, (shell) => runWords(shell, words));

/** Follows a parsed command from its start to its end.
 *  @throws ShellSyntaxError when a TERM handler is no shell text */
export const follow = (tree: Command, env: ReadonlyMap<string, string>, company?: Company): Course =>
  courseFrom(newShell(env, company), env, (shell) => run(shell, tree));

const courseFrom = (shell: Shell, env: ReadonlyMap<string, string>, begin: (shell: Shell) => Step): Course => {
  const { code, flow } = begin(shell);
  const { servers, humps } = shell.shared;
  const answers = servers.find((server) => server.answers !== undefined)?.answers;
  const page = servers.find((server) => server.page !== undefined)?.page;
  const asks = shell.tape?.open ?? [];
  const bindsAfter = Math.max(0, ...servers.map(({ bindsAt }) => bindsAt));
  const ports = servers.flatMap((server) => (server.ports === 'declared' ? [] : server.ports));
  const declared = servers.some((server) => server.ports === 'declared');
  return {
    lasts: flow === 'never' ? Infinity : shell.now,
    code,
    ...(servers.length > 0 && {
      serves: declared ? 'declared' : ports,
      readyAfter: Math.max(...servers.map(({ readyAt }) => readyAt)),
    }),
    ...(answers !== undefined && { answers }),
    ...(page !== undefined && { page }),
    ...(asks.length > 0 && { asks }),
    ...(bindsAfter > 0 && { bindsAfter }),
    ...(humps.length > 0 && { memory: humps }),
    ...onTerm(shell, env),
  };
};
