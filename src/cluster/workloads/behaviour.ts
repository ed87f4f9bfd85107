/** From command and image to what the container will do: the modelled tier's only question. */
import type { CommandInfo } from '../../protocol/mesos/task';
import { mayAsk } from './asking';
import { imageCommand } from './images';
import { ShellSyntaxError } from './shell-ast';
import type { Command } from './shell-ast';
import { follow, followWords } from './shell-course';
import type { Company, Course } from './shell-course';
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

const treeCourse = (tree: Command, env: ReadonlyMap<string, string>, company: Company | undefined): Course => {
  try {
    return follow(tree, env, company);
  } catch (error) {
    // Of a TERM handler.
    if (error instanceof ShellSyntaxError) return SYNTAX_ERROR;
    throw error;
  }
};

/** What a container executes. */
type Script =
  | { readonly kind: 'tree'; readonly tree: Command }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'broken'; readonly message: string }
  /** What only those know who made the image. */
  | { readonly kind: 'unknown' };

const shellScript = (source: string): Script => {
  try {
    return { kind: 'tree', tree: treeOf(source) };
  } catch (error) {
    if (error instanceof ShellSyntaxError) return { kind: 'broken', message: error.message };
    throw error;
  }
};

/**
 * What a container with this command on this image executes. A command without image uses the agent's programs; arguments
 * without `overrideEntrypoint` go behind the image's entrypoint.
 * @returns undefined when there is neither command nor image: nothing could run
 */
export const scriptOf = (command: CommandInfo | undefined, image: string | undefined): Script | undefined => {
  if (command !== undefined && 'shell' in command) return shellScript(command.shell);
  if (image === undefined) return command === undefined ? undefined : { kind: 'words', words: command.argv };
  if (command?.overrideEntrypoint === true) return { kind: 'words', words: command.argv };
  const words = imageCommand(image, command?.argv);
  return words === undefined ? { kind: 'unknown' } : { kind: 'words', words };
};

/**
 * What a container with this command on this image does. Times in milliseconds from its start.
 * @param company whom it asks, and what it heard before; absent: its questions are taken to be answered well
 * @returns undefined when there is neither command nor image: nothing could run
 */
export const courseOf = (
  command: CommandInfo | undefined,
  image: string | undefined,
  env: ReadonlyMap<string, string>,
  company?: Company,
): Course | undefined => {
  const script = scriptOf(command, image);
  switch (script?.kind) {
    case 'tree':
      return treeCourse(script.tree, env, company);
    case 'words':
      return followWords(script.words, env, company);
    case 'broken':
      return SYNTAX_ERROR;
    case 'unknown':
      return ASSUMED;
    case undefined:
      return undefined;
  }
};

/** Not state: it can be had again at any time. */
const fixed = new Map<string, Course>();

/**
 * What a command does wherever it runs: one that asks for no variable and not the network. A hundred thousand containers with one command share it.
 * @returns undefined where that depends on its surroundings
 */
export const fixedCourseOf = (command: CommandInfo | undefined): Course | undefined => {
  if (command === undefined || !('shell' in command) || /[$`]/.test(command.shell)) return undefined;
  const known = fixed.get(command.shell);
  if (known !== undefined) return known;
  if (mayAsk(command)) return undefined;
  const course = courseOf(command, undefined, new Map());
  if (course === undefined) return undefined;
  if (fixed.size >= MAX_TREES) fixed.clear();
  fixed.set(command.shell, course);
  return course;
};
