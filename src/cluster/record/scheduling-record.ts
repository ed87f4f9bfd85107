/** Keeps the scheduling record by looking on: told why each launch went where it went, and of every entry that is delivered. */
import type { Millis } from '../../protocol/units';
import type { Choice } from '../marathon/launcher/choice';
import { readEntry } from './entries';
import type { RecordableEntry } from './entries';
import { openLaunchBook } from './launch-book';
import type { RecordState } from './record-state';

export interface SchedulingRecord {
  /** Marathon launches an instance. */
  onChoice(choice: Choice): void;
  /** An entry is delivered. */
  onEntry(entry: RecordableEntry): void;
}

/**
 * Goes on with the record of a state.
 * @param now the virtual time
 */
export const createSchedulingRecord = (state: RecordState, now: () => Millis): SchedulingRecord => {
  const book = openLaunchBook(state);
  return {
    onChoice: (choice) => book.addLaunch(choice),
    onEntry: (entry) => readEntry(entry, now(), book),
  };
};
