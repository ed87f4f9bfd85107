/** Worlds without faults, in which every request is witnessed, dry runs and all: the invariants hold after every entry. */
import { afterAll } from 'vitest';
import { isVerbose, seedsOf } from '../../testing/world-seeds';
import { visitWorlds, WORLDS } from './invariants-fixture';

const told = visitWorlds(
  seedsOf(1, WORLDS).filter((seed) => seed % 4 === 0),
  isVerbose,
);
afterAll(() => console.log(told()));
