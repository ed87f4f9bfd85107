/** The queue explains itself: in worlds of one service its counts, funnels and reasons are those counted by hand. */
import { expect, test } from 'vitest';
import { createDice } from '../../testing/dice';
import type { Dice } from '../../testing/dice';
import { createExplanationObserver } from '../../testing/explanation-observer';
import { randomScenario } from '../../testing/random-agents';
import { randomPod, STEADY } from '../../testing/random-pods';
import { doorOf, requestOf } from '../../testing/world-rehearsal';
import { isVerbose, seedsOf } from '../../testing/world-seeds';
import type { PodInput } from '../../protocol/marathon/pod';
import { millis } from '../../protocol/units';
import { newWorld } from '../world';
import type { ClusterEntry, World } from '../world';

const ID = '/pod';
const CHANGES = 6;

/** Of those whose instances run until they are told to end, wherever they fit, with more than some clusters have room for. */
const steadyPod = (dice: Dice): PodInput => {
  for (;;) {
    const pod = randomPod(dice, ID);
    const isBound = pod.volumes?.some((volume) => 'persistent' in volume) === true;
    if (!isBound && pod.labels?.['fate'] === STEADY.fate)
      return { ...pod, scaling: { kind: 'fixed', instances: dice.between(1, 12) } };
  }
};

const live = async (seed: number): Promise<{ readonly faults: string[]; readonly accepted: number }> => {
  let accepted = 0;
  const faults: string[] = [];
  const observe = createExplanationObserver(ID);
  const onEntry = (entry: ClusterEntry): void => {
    faults.push(
      ...observe(entry, world).map((fault) => `seed ${seed}, entry ${world.state.runtime.processed}: ${fault}`),
    );
  };
  // With as many launches as there is room for: what few tokens do is looked at elsewhere.
  const { marathon: _few, ...scenario } = randomScenario(seed);
  const world: World = newWorld(scenario, seed, onEntry);
  const fetch = doorOf(world);
  const dice = createDice(seed, 'explanations');
  for (let n = 0; n < CHANGES; n++) {
    world.runtime.runUntil(millis(world.runtime.now() + dice.between(3000, 9000)));
    const body = JSON.stringify(steadyPod(dice));
    const { ok } = await fetch(requestOf({ method: 'PUT', path: `/v2/pods${ID}?force=true`, body }));
    if (ok) accepted++;
  }
  world.runtime.runUntil(millis(world.runtime.now() + 10_000));
  return { faults: faults.slice(0, isVerbose ? Infinity : 1), accepted };
};

test('the reasons and the funnel of every waiting pod are those of the book', { timeout: 60_000 }, async () => {
  const lives = [];
  for (const seed of seedsOf(1, 60)) lives.push(await live(seed));
  expect(lives.flatMap(({ faults }) => faults)).toEqual([]);
  // Some changes are refused: volumes that persist cannot go.
  expect(lives.every(({ accepted }) => accepted > 0)).toBe(true);
});
