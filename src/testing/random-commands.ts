/** What users do to a cluster, in no sensible order: one request after another, some of them nonsense. */
import { isPod } from '../cluster/marathon/group/definition';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import type { Dice } from './dice';
import type { Deed } from './deed';
import { hasFaults, randomFaultRequest } from './random-faults';
import { randomMaintenance } from './random-maintenance';
import { randomAppRequest } from './random-app-commands';
import { randomPod } from './random-pods';

type Request = Omit<Deed, 'wait'>;

const ROOT = '/service/marathon/v2';
const IDS: readonly [string, ...string[]] = ['/a', '/shop/web', '/shop/db', '/shop/x/y', '/constructor', '/b.c'];
/** 1 MiB is the limit. */
const HUGE = `{"id":"/huge","labels":{"a":"${'x'.repeat(1_100_000)}"}}`;
const GARBAGE: readonly [string, ...string[]] = [
  '',
  '{',
  'null',
  '[]',
  '{"id": 7}',
  '{"id":"/a","containers":[]}',
  '{"id":"/A b","containers":[{"name":"c"}]}',
  '{"__proto__":{"id":"/a"},"id":"/a"}',
  '{"id":"/a","containers":[{"name":"c","resources":{"cpus":-1,"mem":"much"}}]}',
  `${'['.repeat(80)}${']'.repeat(80)}`,
  '\u0000\uFFFD',
];

const podPath = (id: string, force: boolean): string => `${ROOT}/pods${id}${force ? '?force=true' : ''}`;
const livePods = ({ state }: World): PodDefinition[] =>
  [...state.marathon.store.specs.values()].flatMap(({ removed, current }) =>
    !removed && isPod(current) ? current : [],
  );

const add = (dice: Dice): Request => {
  const pod = randomPod(dice, dice.pick(IDS));
  return { method: 'POST', path: `${ROOT}/pods${dice.chance(20) ? '?force=true' : ''}`, body: JSON.stringify(pod) };
};

const put = (dice: Dice, id: string, definition: object): Request => ({
  method: 'PUT',
  path: podPath(id, dice.chance(45)),
  body: JSON.stringify(definition),
});

const scale = (dice: Dice, pod: PodDefinition): Request =>
  put(dice, pod.id, { ...pod, scaling: { kind: 'fixed', instances: dice.pick([0, 1, 1, 2, 3, 5, 8]) } });

/** The same pod again in another environment: what a restart is. */
const restart = (dice: Dice, pod: PodDefinition): Request =>
  put(dice, pod.id, { ...pod, environment: { ...pod.environment, ROUND: String(dice.between(1, 1000)) } });

const change = (dice: Dice, pod: PodDefinition): Request => put(dice, pod.id, randomPod(dice, pod.id));

const remove = (dice: Dice, pod: PodDefinition): Request => ({
  method: 'DELETE',
  path: podPath(pod.id, dice.chance(50)),
});

const kill = (dice: Dice, world: World, pod: PodDefinition): Request => {
  const ids = [...(world.state.marathon.tracker.byRunSpec.get(pod.id) ?? [])];
  const wipe = dice.chance(35) ? '?wipe=true' : '';
  const path = `${ROOT}/pods${pod.id}::instances`;
  const chosen = ids.filter(() => dice.chance(50));
  if (dice.chance(40)) return { method: 'DELETE', path: `${path}${wipe}`, body: JSON.stringify(chosen) };
  return { method: 'DELETE', path: `${path}/${dice.pickFrom(ids) ?? 'a.instance-0'}${wipe}` };
};

const endDeployment = (dice: Dice, world: World): Request => {
  const id = dice.pickFrom([...world.state.marathon.deployments.deployments.keys()]) ?? 'nobody';
  return { method: 'DELETE', path: `${ROOT}/deployments/${id}${dice.chance(50) ? '?force=true' : ''}` };
};

const garbage = (dice: Dice): Request => {
  const body = dice.chance(5) ? HUGE : dice.pick(GARBAGE);
  const path = dice.pick(['/pods', '/pods/a', '/pods/a::instances', '/pods/%2e%2e/x', '/nothing', '/pods//::versions']);
  return { method: dice.pick(['POST', 'PUT', 'PATCH', 'DELETE']), path: `${ROOT}${path}`, body };
};

const read = (dice: Dice): Request => {
  const path = dice.pick([
    `${ROOT}/pods/::status`,
    `${ROOT}/pods`,
    `${ROOT}/pods${dice.pick(IDS)}::versions`,
    `${ROOT}/queue?embed=lastUnusedOffers`,
    `${ROOT}/deployments`,
    `${ROOT}/groups`,
    `${ROOT}/info`,
    '/mesos/state',
    '/mesos/slaves',
  ]);
  return { method: 'GET', path };
};

const randomRequest = (dice: Dice, world: World): Request => {
  if (hasFaults(world.state.seed) && dice.chance(25))
    return dice.chance(16) ? randomMaintenance(dice, world) : randomFaultRequest(dice, world);
  if (dice.chance(35)) return randomAppRequest(dice, world);
  const pod = dice.pickFrom(livePods(world));
  if (pod === undefined || dice.chance(14)) return add(dice);
  const act = dice.weighted<() => Request>([
    [22, () => scale(dice, pod)],
    [10, () => restart(dice, pod)],
    [14, () => change(dice, pod)],
    [10, () => remove(dice, pod)],
    [14, () => kill(dice, world, pod)],
    [6, () => ({ method: 'DELETE', path: `${ROOT}/queue${pod.id}/delay` })],
    [9, () => endDeployment(dice, world)],
    [6, () => garbage(dice)],
    [9, () => read(dice)],
  ]);
  return act();
};

/** The next thing to do, given what the world looks like. Often at once or in the middle of a message's way. */
export const randomDeed = (dice: Dice, world: World): Deed => {
  const wait = dice.weighted<number>([
    [3, 0],
    [3, dice.between(1, 40)],
    [5, dice.between(100, 3000)],
    [4, dice.between(3000, 15_000)],
    [1, dice.between(15_000, 60_000)],
  ]);
  return { wait, ...randomRequest(dice, world) };
};
