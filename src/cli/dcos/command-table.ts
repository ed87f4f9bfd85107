/** Every command of `dcos`. Parser, help and completion read this table; a new command is an entry of one of these lists. */
import { appCommands } from './app-commands';
import type { Command } from './command';
import { debugCommands } from './debug-commands';
import { deploymentCommands } from './deployment-commands';
import { groupCommands } from './group-commands';
import { marathonTaskCommands } from './marathon-task-commands';
import { nodeCommands } from './node-commands';
import { podCommands } from './pod-commands';
import { serviceCommands } from './service-commands';
import { taskCommands } from './task-commands';
import { readUsage } from './usage';

export const commands: readonly Command[] = [
  ...serviceCommands,
  ...appCommands,
  ...debugCommands,
  ...deploymentCommands,
  ...groupCommands,
  ...podCommands,
  ...marathonTaskCommands,
  ...nodeCommands,
  ...taskCommands,
].toSorted((one, other) => (one.usage < other.usage ? -1 : 1));

const valueFlags: ReadonlySet<string> = new Set([
  '--log-level',
  ...commands.flatMap(({ usage }) =>
    readUsage(usage).flags.flatMap(({ name, value }) => (value === undefined ? [] : [name])),
  ),
]);

/** A flag has a value in every command that knows it, or in none. */
export const takesValue = (flag: string): boolean => valueFlags.has(flag);
