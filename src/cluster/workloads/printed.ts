/**
 * What a modelled process has printed by some time. Nothing is kept per line: its script is followed again, taking down what
 * is printed once and what comes again and again; how much there is at any time is then arithmetic.
 */
import type { Printed, ProcessPast } from '../mesos/containerizer/process';
import { millis } from '../../protocol/units';
import { scriptOf } from './behaviour';
import { atTime } from './date-text';
import { saidBy } from './said';
import { parseShell } from './shell-parser';
import { newShell } from './shell-course';
import { run, runWords } from './shell-model';
import { SHORTEST_TURN } from './shell-run';
import type { Shell, Transcript } from './shell-state';
import type { Sink } from './shell-sinks';
import type { Tapes } from './tape';

type File = 'stdout' | 'stderr';

/** A piece of text at a time, milliseconds from the start of the process or of the turn. */
interface Piece {
  readonly at: number;
  readonly file: File;
  /** May hold time tokens. */
  readonly text: string;
  readonly bytes: number;
}

/** A piece that comes again: at `at`, and after each `period`, up to `end`. */
interface Cycle extends Piece {
  readonly period: number;
  readonly end: number;
}

/** What goes into one file. */
interface Script {
  /** In order of time. */
  readonly once: readonly Piece[];
  /** Bytes of the first so many of these. */
  readonly sums: readonly number[];
  readonly cycles: readonly Cycle[];
}

type Scripts = Readonly<Record<File, Script>>;

/** What goes into either file. */
interface Followed {
  readonly pieces: readonly Piece[];
  readonly cycles: readonly Cycle[];
}

/** A file that grows to this is full. */
const LARGEST_FILE = 64 * 1024 * 1024;
/** Followed at least this far, so that a reader who comes back finds the script done. */
const FIRST_HORIZON = 60_000;

const encoder = new TextEncoder();

const newTranscript = (startedAt: number, until: number) => {
  const pieces: Piece[] = [];
  const cycles: Cycle[] = [];
  const print = (sink: Sink, text: string | undefined, at: number): void => {
    if (sink === 'elsewhere' || text === undefined || text === '') return;
    pieces.push({ at, file: sink, text, bytes: encoder.encode(atTime(text, startedAt + at)).length });
  };
  const transcript: Transcript = {
    until,
    ran: ({ sinks, now, variables }, [name = '', ...args], outcome) => {
      const said = saidBy(name.slice(name.lastIndexOf('/') + 1), args, variables, outcome);
      const at = now + (said?.after ?? 0);
      print(sinks.out, said?.out, at);
      print(sinks.err, said?.err, at);
    },
    refused: ({ sinks, now }, message) => print(sinks.err, `/bin/sh: 1: ${message}\n`, now),
    mark: () => pieces.length,
    repeats: (mark, began, now, times = Infinity) => {
      const period = Math.max(SHORTEST_TURN, now - began);
      for (const piece of pieces.slice(mark))
        cycles.push({ ...piece, at: piece.at + period, period, end: piece.at + (times - 1) * period });
    },
  };
  return { transcript, pieces, cycles };
};

/** Runs what the process executes. The result is the shell it ran in, for its TERM handler. */
const follow = ({ command, image, env }: ProcessPast, heard: Tapes | undefined, transcript: Transcript): Shell => {
  // A copy: following it goes its own way with what it reads.
  const tapes = heard === undefined ? {} : { tapes: structuredClone(heard) };
  const shell = newShell(new Map(Object.entries(env)), { transcript, ...tapes });
  const script = scriptOf(command, image);
  if (script?.kind === 'tree') run(shell, script.tree);
  if (script?.kind === 'words') runWords(shell, script.words);
  if (script?.kind === 'broken') transcript.refused(shell, script.message);
  return shell;
};

const byTime = (a: Piece, b: Piece): number => a.at - b.at;

const scriptFor = (file: File, pieces: readonly Piece[], cycles: readonly Cycle[]): Script => {
  const once = pieces.filter((piece) => piece.file === file).sort(byTime);
  const sums = [0];
  for (const [index, { bytes }] of once.entries()) sums.push((sums[index] ?? 0) + bytes);
  return { once, sums, cycles: cycles.filter((cycle) => cycle.file === file) };
};

const scriptsFor = (pieces: readonly Piece[], cycles: readonly Cycle[]): Scripts => ({
  stdout: scriptFor('stdout', pieces, cycles),
  stderr: scriptFor('stderr', pieces, cycles),
});

/** What the process prints within the horizon, once it was asked to end what it says then. */
const followed = (process: ProcessPast, heard: Tapes | undefined, horizon: number): Followed => {
  const { transcript, pieces, cycles } = newTranscript(process.startedAt, horizon);
  const { handler, turning } = follow(process, heard, transcript).shared;
  const { stoppedAt } = process;
  const ignores = handler === '' || (handler !== undefined && !turning);
  if (stoppedAt === undefined || ignores) return { pieces, cycles };
  const end = stoppedAt - process.startedAt;
  const last = newTranscript(stoppedAt, horizon);
  if (handler !== undefined)
    run(newShell(new Map(Object.entries(process.env)), { transcript: last.transcript }), parseShell(handler));
  const words = last.pieces.map((piece) => ({ ...piece, at: end + piece.at }));
  const before = pieces.filter(({ at }) => at <= end);
  return {
    pieces: [...before, ...words],
    cycles: cycles.map((cycle) => ({ ...cycle, end: Math.min(cycle.end, end) })),
  };
};

const scriptsUntil = (process: ProcessPast, heard: Tapes | undefined, horizon: number): Scripts => {
  const { pieces, cycles } = followed(process, heard, horizon);
  const { lastWords, startedAt } = process;
  if (lastWords === undefined) return scriptsFor(pieces, cycles);
  const text = `${lastWords.text}\n`;
  const bytes = encoder.encode(text).length;
  return scriptsFor([...pieces, { at: lastWords.at - startedAt, file: 'stderr', text, bytes }], cycles);
};

const KEPT = 20;
/** Of the processes read last. No state: it can be had again at any time. */
const kept = new Map<string, { readonly horizon: number; readonly scripts: Scripts }>();

const scriptsOfProcess = (process: ProcessPast, heard: Tapes | undefined): Scripts => {
  const { until, ...what } = process;
  // Everything counts: another world may have containers of the same ids.
  const key = JSON.stringify([what, [...(heard ?? [])]]);
  const known = kept.get(key);
  kept.delete(key);
  const elapsed = until - process.startedAt;
  const fits = known !== undefined && known.horizon >= elapsed;
  const horizon = fits ? known.horizon : Math.max(FIRST_HORIZON, 2 * elapsed);
  const scripts = fits ? known.scripts : scriptsUntil(process, heard, horizon);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, { horizon, scripts });
  return scripts;
};

/** How many pieces come before a time. */
const countBefore = (once: readonly Piece[], time: number): number => {
  let [low, high] = [0, once.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((once[middle]?.at ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How often a cycle's piece has come by a time. */
const times = ({ at, period, end }: Cycle, now: number): number =>
  Math.max(0, Math.floor((Math.min(now, end) - at) / period) + 1);

/** Times are whole milliseconds. */
const sizeAt = ({ once, sums, cycles }: Script, now: number): number =>
  (sums[countBefore(once, now + 1)] ?? 0) + cycles.reduce((sum, cycle) => sum + times(cycle, now) * cycle.bytes, 0);

/** The first millisecond from 0 to `most` at which the file holds more than `size` bytes; `most` when none does. */
const firstBeyond = (script: Script, size: number, most: number): number => {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sizeAt(script, middle) > size) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Pieces from a time on, in the order in which they come. */
const piecesFrom = function* ({ once, cycles }: Script, start: number): Generator<Piece> {
  let index = countBefore(once, start);
  const next = cycles.map(
    (cycle) => cycle.at + Math.max(0, Math.ceil((start - cycle.at) / cycle.period)) * cycle.period,
  );
  for (;;) {
    const single = once[index];
    let [soonest, at] = [-1, single?.at ?? Infinity];
    for (const [n, due] of next.entries()) if (due < at && due <= (cycles[n]?.end ?? 0)) [soonest, at] = [n, due];
    const cycle = cycles[soonest];
    if (cycle !== undefined) {
      next[soonest] = at + cycle.period;
      yield { ...cycle, at };
    } else if (single !== undefined) {
      index++;
      yield single;
    } else return;
  }
};

/** Bytes `from` to `to` of a file that holds at least so many at `now`. */
const readBytes = (script: Script, startedAt: number, from: number, to: number, now: number): Uint8Array => {
  const bytes = new Uint8Array(Math.max(0, to - from));
  if (bytes.length === 0) return bytes;
  const start = firstBeyond(script, from, now);
  let position = sizeAt(script, start - 1);
  for (const { at, text } of piecesFrom(script, start)) {
    const piece = encoder.encode(atTime(text, startedAt + at));
    const skipped = Math.max(0, from - position);
    if (skipped < piece.length) bytes.set(piece.subarray(skipped, to - position), position + skipped - from);
    position += piece.length;
    if (position >= to) break;
  }
  return bytes;
};

/** What the process has printed into a file by `process.until`. @param heard what its network answered it */
export const printedBy = (process: ProcessPast, file: File, heard?: Tapes): Printed => {
  const script = scriptsOfProcess(process, heard)[file];
  const now = Math.max(0, process.until - process.startedAt);
  const size = Math.min(LARGEST_FILE, sizeAt(script, now));
  return {
    size,
    lastAt: millis(process.startedAt + (size === 0 ? 0 : firstBeyond(script, size - 1, now))),
    read: (from, to) => readBytes(script, process.startedAt, from, Math.min(to, size), now),
  };
};
