/** A forecast is what then happens: in worlds of chance a definition is looked at ahead, really sent, and both are compared. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice, type Dice } from '../../testing/dice';
import { randomScenario } from '../../testing/random-agents';
import { randomApp } from '../../testing/random-apps';
import { randomDeed } from '../../testing/random-commands';
import { randomPod } from '../../testing/random-pods';
import { doorOf, requestOf } from '../../testing/world-rehearsal';
import { seedsOf } from '../../testing/world-seeds';
import type { ForecastWish, RunForecast } from '../../protocol/simulation/forecast';
import { millis } from '../../protocol/units';
import { loadParts } from '../lazy-parts';
import { isTerminal, isWaiting } from '../marathon/instance/instance';
import { instancesOf } from '../marathon/instance/tracker-state';
import { forecast } from '../simulation/forecast';
import { newWorld, worldDigest, type World } from '../world';

beforeAll(loadParts);

const DEEDS = 12;

const tally = new Map<string, number>();
const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);
afterAll(() => console.log([...tally].map(([what, times]) => `${times} ${what}`).join(', ')));

/** A new service, or a change of one there is. */
const randomWish = (dice: Dice, { state }: World): ForecastWish => {
  const present = [...state.marathon.store.specs].flatMap(([id, { current, removed }]) =>
    removed ? [] : [{ service: id, kind: 'containers' in current ? ('pod' as const) : ('app' as const) }],
  );
  const changed = dice.chance(50) ? present[dice.between(0, Math.max(0, present.length - 1))] : undefined;
  const kind = changed?.kind ?? (dice.chance(60) ? 'pod' : 'app');
  const id = changed?.service ?? '/looked/ahead';
  const definition = kind === 'pod' ? randomPod(dice, id) : randomApp(dice, id);
  return { kind, definition, force: true, ...(changed && { service: changed.service }) };
};

const send = (world: World, { kind, definition, service }: ForecastWish): Promise<Response> =>
  doorOf(world)(
    requestOf({
      method: service === undefined ? 'POST' : 'PUT',
      path: `/service/marathon/v2/${kind}s${service ?? ''}?force=true`,
      body: JSON.stringify(definition),
    }),
  );

const placed = ({ state }: World, service: string): string[] =>
  instancesOf(state.marathon.tracker, service)
    .flatMap((instance) => (isWaiting(instance) || isTerminal(instance.condition) ? [] : (instance.agent?.host ?? [])))
    .toSorted();

const foretold = ({ agents }: RunForecast): string[] =>
  agents.flatMap(({ hostname, after }) => Array.from({ length: after }, () => hostname)).toSorted();

const faultsOf = async (seed: number): Promise<string[]> => {
  const world = newWorld(randomScenario(seed), seed);
  const dice = createDice(seed, 'forecasts');
  const fetch = doorOf(world);
  for (let n = 0; n < DEEDS; n++) {
    const { wait, ...deed } = randomDeed(dice, world);
    world.runtime.runUntil(millis(world.runtime.now() + wait));
    await fetch(requestOf(deed));
  }
  world.runtime.runUntil(world.runtime.now());
  const wish = randomWish(dice, world);
  const before = worldDigest(world);
  const told = forecast(world, wish);
  if (worldDigest(world) !== before) return [`seed ${seed}: the forecast changed the world`];
  const answer = await send(world, wish);
  if (told.verdict === 'refused') {
    count('refused');
    return answer.status === told.status ? [] : [`seed ${seed}: told ${told.status}, answered ${answer.status}`];
  }
  count(told.end);
  if (!answer.ok) return [`seed ${seed}: told accepted, answered ${answer.status}`];
  world.runtime.runUntil(millis(told.until));
  const [there, ahead] = [placed(world, told.service), foretold(told)];
  const waiting = world.state.marathon.tracker.scheduled.get(told.service)?.size ?? 0;
  return JSON.stringify([there, waiting]) === JSON.stringify([ahead, told.waiting])
    ? []
    : [`seed ${seed}: told ${ahead.join()} and ${told.waiting} waiting, came ${there.join()} and ${waiting}`];
};

test('what is foretold is what happens, and looking ahead changes nothing', { timeout: 900_000 }, async () => {
  const faults: string[] = [];
  for (const seed of seedsOf(1, 60)) faults.push(...(await faultsOf(seed)));
  expect(faults.slice(0, 10)).toEqual([]);
});
