#!/usr/bin/env node
/** The program `podrome`: `start` the dashboard, run a `cluster` over HTTP, `try` definitions. */
import { CLUSTER_USAGE, runCluster } from './cluster-command';
import { START_USAGE, runStart } from './start-command';
import { TRY_USAGE, runTry } from './try-command';
import { UsageError } from './usage-error';

interface Command {
  readonly usage: string;
  run(args: readonly string[]): Promise<number>;
}

const COMMANDS = new Map<string, Command>([
  ['start', { usage: START_USAGE, run: runStart }],
  ['cluster', { usage: CLUSTER_USAGE, run: runCluster }],
  ['try', { usage: TRY_USAGE, run: runTry }],
]);
const allUsages = [...COMMANDS.values()].map(({ usage }) => usage).join('\n');

/** Exit code: 0 well, 1 it could not be done, 2 the call is wrong. */
const main = async ([name = '', ...args]: readonly string[]): Promise<number> => {
  const command = COMMANDS.get(name);
  if (name === '--help' || args.includes('--help')) {
    console.log(command?.usage ?? allUsages);
    return 0;
  }
  try {
    if (command === undefined) throw new UsageError(name === '' ? 'no command is named' : `unknown command ${name}`);
    return await command.run(args);
  } catch (error) {
    const usage = error instanceof UsageError;
    console.error(`podrome: ${error instanceof Error ? error.message : String(error)}`);
    if (usage) console.error(command?.usage ?? allUsages);
    return usage ? 2 : 1;
  }
};

process.exit(await main(process.argv.slice(2)));
