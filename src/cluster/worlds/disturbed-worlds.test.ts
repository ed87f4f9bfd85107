/** Worlds in which agents crash, networks are cut and masters go: the invariants hold after every entry. */
import { afterAll } from 'vitest';
import { hasFaults } from '../../testing/random-faults';
import { isVerbose, seedsOf, WORLDS } from '../../testing/world-seeds';
import { visitWorlds } from './invariants-fixture';

const told = visitWorlds(seedsOf(1, WORLDS).filter(hasFaults), isVerbose);
afterAll(() => console.log(told()));
