/**
 * What a process heard when it asked its network, in the order in which it asked. Its command followed again with what it
 * heard comes to the same point: nothing else of a process that waits for an answer is kept. Turns of a loop that change
 * nothing are counted, not listed.
 */

/** What one program came to. Times in milliseconds. */
export interface Heard {
  readonly lasts: number;
  readonly code: number;
  /** What it prints when it ends. */
  readonly out?: string;
  readonly err?: string;
}

/** So many turns of a loop, each of which heard the same and took as long. */
interface Run {
  readonly heard: readonly Item[];
  readonly lasts: number;
  turns: number;
}

/** Turns of one loop. `loop`: how deep in the script it is, and the how manieth of the turn it is in. */
export interface Turns {
  readonly loop: string;
  readonly runs: Run[];
}

export type Item = Heard | Turns;

/** By shell: the first one is `0`, those in the background are named after the one they left. */
export type Tapes = Map<string, Item[]>;

/** A program that asks, with its arguments. `at`: milliseconds from the start of the process. */
export interface Question {
  readonly tape: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly at: number;
}

/** A tape being played to a shell. */
export interface Player {
  readonly name: string;
  readonly items: Item[];
  position: number;
  /** It is over, and somebody waits for what comes next. */
  waits: boolean;
  /** Shells that left for the background. */
  left: number;
  readonly tapes: Tapes;
  /** What nobody has answered yet. */
  readonly open: Question[];
}

/** After so many changes of what a loop hears it is taken to hear nothing new. */
const MOST_RUNS = 100;

export const play = (tapes: Tapes, name = '0', open: Question[] = []): Player => ({
  name,
  items: tapes.get(name) ?? [],
  position: 0,
  waits: false,
  left: 0,
  tapes,
  open,
});

/** The tape of a shell in the background. */
export const playApart = (player: Player): Player => play(player.tapes, `${player.name}.${player.left++}`, player.open);

/** What comes next; undefined when nobody knows yet, and from then on the shell waits. */
export const hear = (player: Player, question: Omit<Question, 'tape'>): Heard | undefined => {
  const item = player.waits ? undefined : player.items[player.position];
  if (item !== undefined && !('runs' in item)) {
    player.position++;
    return item;
  }
  if (!player.waits) player.open.push({ tape: player.name, ...question });
  player.waits = true;
  return undefined;
};

/** Writes an answer down. */
export const note = (tapes: Tapes, { tape }: Question, heard: Heard): void => {
  const items = tapes.get(tape);
  if (items === undefined) tapes.set(tape, [heard]);
  else items.push(heard);
};

/** Turns of this loop that come next. */
export const nextTurns = (player: Player, loop: string): Turns | undefined => {
  const item = player.items[player.position];
  if (item === undefined || !('runs' in item) || item.loop !== loop) return undefined;
  player.position++;
  return item;
};

/** What was heard since a position was a turn that changed nothing. False: the loop has heard enough. */
export const fold = (player: Player, from: number, loop: string, lasts: number): boolean => {
  const { items } = player;
  const heard = items.splice(from, player.position - from);
  const before = items[from - 1];
  const known = before !== undefined && 'runs' in before && before.loop === loop ? before : undefined;
  const turns = known ?? { loop, runs: [] };
  if (known === undefined) items.splice(from, 0, turns);
  player.position = items.indexOf(turns) + 1;
  const last = turns.runs.at(-1);
  if (last?.lasts === lasts && JSON.stringify(last.heard) === JSON.stringify(heard)) last.turns++;
  else turns.runs.push({ heard, lasts, turns: 1 });
  return turns.runs.length < MOST_RUNS;
};

/** Part of a tape, on its own. */
export const playPart = (player: Player, items: readonly Item[]): Player => ({
  ...player,
  items: [...items],
  position: 0,
  waits: false,
});

export const holdsTurns = (items: readonly Item[]): boolean => items.some((item) => 'runs' in item);
