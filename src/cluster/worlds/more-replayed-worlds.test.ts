/** The other half of the worlds without faults in which the master's event stream is played back (a file each, so that two processors share them): the invariants hold after every entry. */
import { afterAll } from 'vitest';
import { isVerbose, seedsOf, WORLDS } from '../../testing/world-seeds';
import { visitWorlds } from './invariants-fixture';

const told = visitWorlds(
  seedsOf(1, WORLDS).filter((seed) => seed % 8 === 6),
  isVerbose,
);
afterAll(() => console.log(told()));
