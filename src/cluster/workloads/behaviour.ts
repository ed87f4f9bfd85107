/** From command and image to what the container will do: the modelled tier's only question. */
import type { CommandInfo } from '../../protocol/mesos/task';
import { imageCommand } from './images';
import type { Reach } from './loopback';
import { ShellSyntaxError } from './shell-ast';
import type { Command } from './shell-ast';
import { follow, followWords } from './shell-course';
import type { Course } from './shell-course';
import { parseShell } from './shell-parser';

/** A shell that cannot read its script says so and exits with 2. */
const SYNTAX_ERROR: Course = { lasts: 0, code: 2, ignoresTerm: false };
/** An image nobody knows: a service that opens the declared ports after a second. */
const ASSUMED: Course = { lasts: Infinity, code: 0, serves: 'declared', readyAfter: 1000, ignoresTerm: false };

/** Trees by source: ten thousand containers with one command share one. Not state: it can be had again at any time. */
const trees = new Map<string, Command>();
const MAX_TREES = 500;

const treeOf = (source: string): Command => {
  const known = trees.get(source);
  if (known !== undefined) return known;
  const tree = parseShell(source);
  if (trees.size >= MAX_TREES) trees.clear();
  trees.set(source, tree);
  return tree;
};

const shellCourse = (source: string, env: ReadonlyMap<string, string>, reach: Reach | undefined): Course => {
  try {
    return follow(treeOf(source), env, reach);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return SYNTAX_ERROR;
    throw error;
  }
};

/**
 * What a container with this command on this image does. Times in milliseconds from its start.
 * A command without image uses the agent's programs; arguments without `overrideEntrypoint` go behind the image's entrypoint.
 * @param reach how the ports of its own network answer, for a command that is a question of this moment
 * @returns undefined when there is neither command nor image: nothing could run
 */
export const courseOf = (
  command: CommandInfo | undefined,
  image: string | undefined,
  env: ReadonlyMap<string, string>,
  reach?: Reach,
): Course | undefined => {
  if (command !== undefined && 'shell' in command) return shellCourse(command.shell, env, reach);
  if (image === undefined) return command === undefined ? undefined : followWords(command.argv, env, reach);
  if (command?.overrideEntrypoint === true) return followWords(command.argv, env);
  const words = imageCommand(image, command?.argv);
  return words === undefined ? ASSUMED : followWords(words, env);
};
