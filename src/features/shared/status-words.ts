/** The words a pod, an instance and a container can be in, each with its one tone and glyph (tested: never colour alone). */
import type { GlyphShape } from '../../ui/glyph';
import type { Tone } from '../../ui/tone';

export type StatusWord =
  | 'Running'
  | 'Deploying'
  | 'Staging'
  | 'Degraded'
  | 'Waiting'
  | 'Delayed'
  | 'Suspended'
  | 'Deleting'
  | 'Finished'
  | 'Failed'
  | 'Killed'
  | 'Unreachable';

export interface Status {
  readonly word: StatusWord;
  readonly tone: Tone;
  /** What happened, where, what next; no capital, no full stop. */
  readonly sentence: string;
  /** 0 to 1: running instances over those asked for, while they are on their way. */
  readonly progress?: number;
}

export const statusLooks: Readonly<Record<StatusWord, { readonly tone: Tone; readonly glyph: GlyphShape }>> = {
  Running: { tone: 'good', glyph: 'disc' },
  Deploying: { tone: 'busy', glyph: 'ring' },
  Staging: { tone: 'busy', glyph: 'half-disc' },
  Degraded: { tone: 'wait', glyph: 'triangle' },
  Waiting: { tone: 'wait', glyph: 'hourglass' },
  Delayed: { tone: 'wait', glyph: 'clock' },
  Suspended: { tone: 'off', glyph: 'square' },
  Deleting: { tone: 'busy', glyph: 'fading-disc' },
  Finished: { tone: 'off', glyph: 'tick' },
  Failed: { tone: 'bad', glyph: 'cross' },
  Killed: { tone: 'off', glyph: 'barred-disc' },
  Unreachable: { tone: 'bad', glyph: 'broken-ring' },
};

/** A word with its tone and what it means here. */
export const status = (word: StatusWord, sentence: string, progress?: number): Status => ({
  word,
  tone: statusLooks[word].tone,
  sentence,
  ...(progress === undefined ? {} : { progress }),
});

/** `1 instance`, `3 instances`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
