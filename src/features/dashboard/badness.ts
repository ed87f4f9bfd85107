/** How much a status deserves a look: the order of the dashboard's lists. */
import type { StatusWord } from '../shared/status-words';

const ranks: Readonly<Record<StatusWord, number>> = {
  Unreachable: 11,
  Failed: 10,
  Degraded: 9,
  Waiting: 8,
  Delayed: 7,
  Deploying: 6,
  Staging: 5,
  Deleting: 4,
  Running: 3,
  Finished: 2,
  Killed: 1,
  Suspended: 0,
};

export const badness = (word: StatusWord): number => ranks[word];

/** Something is wrong or stuck, rather than on its way or at rest. */
export const needsAttention = (word: StatusWord): boolean => ranks[word] >= ranks.Delayed;
