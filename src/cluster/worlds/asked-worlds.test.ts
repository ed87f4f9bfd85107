/** Half of the worlds without faults in which every request is witnessed, dry runs and all (a file each, so that two processors share them): the invariants hold after every entry. */
import { afterAll } from 'vitest';
import { isVerbose, seedsOf, WORLDS } from '../../testing/world-seeds';
import { visitWorlds } from './invariants-fixture';

const told = visitWorlds(
  seedsOf(1, WORLDS).filter((seed) => seed % 8 === 0),
  isVerbose,
);
afterAll(() => console.log(told()));
