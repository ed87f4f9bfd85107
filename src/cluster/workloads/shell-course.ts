/** A command followed from its start to its end: how long, which status, which ports, and what TERM does to it. */
import type { Outcome } from './programs';
import type { Command } from './shell-ast';
import { run, runWords } from './shell-model';
import { parseShell } from './shell-parser';
import type { Shell, Step, Transcript } from './shell-run';
import { OWN_SINKS } from './shell-sinks';

/** What a whole command comes to. Times in milliseconds from its start. */
export interface Course extends Outcome {
  /** Only SIGKILL ends it: TERM is ignored, or its handler never gets a turn. */
  readonly ignoresTerm: boolean;
  /** Its TERM handler ends it with this status. */
  readonly termCode?: number;
}

const MAX_STEPS = 20_000;
/** Whoever wants to know what was printed follows a loop that counts for longer. */
const PRINTED_STEPS = 1_000_000;

/** @param transcript takes down what is printed */
export const newShell = (env: ReadonlyMap<string, string>, transcript?: Transcript): Shell => ({
  variables: new Map(env),
  functions: new Map(),
  background: [],
  shared: {
    servers: [],
    fuel: transcript === undefined ? MAX_STEPS : PRINTED_STEPS,
    depth: 0,
    handler: undefined,
    turning: false,
    transcript,
  },
  sinks: OWN_SINKS,
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
export const followWords = (words: readonly string[], env: ReadonlyMap<string, string>): Course =>
  courseFrom(env, (shell) => runWords(shell, words));

/** Follows a parsed command from its start to its end.
 *  @throws ShellSyntaxError when a TERM handler is no shell text */
export const follow = (tree: Command, env: ReadonlyMap<string, string>): Course =>
  courseFrom(env, (shell) => run(shell, tree));

const courseFrom = (env: ReadonlyMap<string, string>, begin: (shell: Shell) => Step): Course => {
  const shell = newShell(env);
  const { code, flow } = begin(shell);
  const { servers } = shell.shared;
  const ports = servers.flatMap((server) => (server.ports === 'declared' ? [] : server.ports));
  const declared = servers.some((server) => server.ports === 'declared');
  return {
    lasts: flow === 'never' ? Infinity : shell.now,
    code,
    ...(servers.length > 0 && {
      serves: declared ? 'declared' : ports,
      readyAfter: Math.max(...servers.map(({ readyAt }) => readyAt)),
    }),
    ...onTerm(shell, env),
  };
};
