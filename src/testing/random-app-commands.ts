/** What users do to apps and groups, in no sensible order. */
import { isApp } from '../cluster/marathon/group/definition';
import { rootVersions } from '../cluster/marathon/group/root-versions';
import type { World } from '../cluster/world';
import type { AppDefinition, AppInput, AppSpec } from '../protocol/marathon/app';
import { parentOf, resolveId } from '../protocol/marathon/path-id';
import type { Dice } from './dice';
import { randomApp } from './random-apps';

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly body?: string;
}

const ROOT = '/service/marathon/v2';
/** Some are pods' ids and groups' ids elsewhere. */
const IDS: readonly [string, ...string[]] = ['/app/web', '/app/db', '/shop/web', '/solo', '/app/x/y'];
const GROUPS: readonly [string, ...string[]] = ['/app', '/shop', '/app/x', '/fresh', ''];

const liveApps = ({ state }: World): AppDefinition[] =>
  [...state.marathon.store.specs.values()].flatMap(({ removed, current }) =>
    !removed && isApp(current) ? current : [],
  );

const force = (dice: Dice): string => (dice.chance(45) ? '?force=true' : '?force=false');
const json = (method: Request['method'], path: string, body: unknown): Request => ({
  method,
  path: `${ROOT}${path}`,
  body: JSON.stringify(body),
});

const add = (dice: Dice): Request => json('POST', `/apps${force(dice)}`, randomApp(dice, dice.pick(IDS), IDS));

const change = (dice: Dice, { id, versionInfo }: AppDefinition): Request =>
  dice.weighted<() => Request>([
    [4, () => json('PUT', `/apps${id}${force(dice)}`, { instances: dice.pick([0, 1, 2, 3, 5]) })],
    [3, () => json('PATCH', `/apps${id}${force(dice)}`, { env: { ROUND: String(dice.between(1, 1000)) } })],
    [2, () => json('PUT', `/apps${id}${force(dice)}`, { version: versionInfo.lastConfigChangeAt })],
    [2, () => json('PUT', `/apps${id}${force(dice)}&partialUpdate=false`, randomApp(dice, id, IDS))],
    [2, () => ({ method: 'POST', path: `${ROOT}/apps${id}/restart${force(dice)}` })],
  ])();

const killTasks = (dice: Dice, world: World, { id }: AppDefinition): Request => {
  const { tracker } = world.state.marathon;
  const how = dice.pick(['', '&scale=true', '&wipe=true']);
  const tasks = [...(tracker.byRunSpec.get(id) ?? [])].flatMap(
    (each) => tracker.instances.get(each)?.tasks[0]?.id ?? [],
  );
  if (dice.chance(40)) return { method: 'DELETE', path: `${ROOT}/apps${id}/tasks${force(dice)}${how}` };
  return json('POST', `/tasks/delete${force(dice)}${how}`, { ids: tasks.filter(() => dice.chance(60)) });
};

/** Apps of a group as they are. */
const presentApps = (world: World, group: string): AppSpec[] =>
  liveApps(world).flatMap((app) => {
    const { version: _version, versionInfo: _info, ...spec } = app;
    return parentOf(app.id) === group ? [spec] : [];
  });

const NAMES = ['one', 'two', 'web'] as const;

/** Up to three apps that wait for each other, now and then in a circle. */
const freshApps = (dice: Dice, group: string): AppInput[] =>
  NAMES.filter(() => dice.chance(50)).map((name) => {
    const other = dice.pick(NAMES);
    const waits = other !== name && dice.chance(60);
    return { ...randomApp(dice, name, IDS), ...(waits && { dependencies: [resolveId(other, group)] }) };
  });

/** A group with apps and other groups, some in the place of services elsewhere; half of the time what it has stays. @param base the group above */
const randomGroup = (dice: Dice, world: World, id: string, base: string, depth = 0): object => {
  const own = resolveId(id, base);
  const present = dice.chance(50) ? presentApps(world, own) : [];
  const fresh = freshApps(dice, own).filter((app) => present.every((each) => each.id !== resolveId(app.id, own)));
  return {
    id,
    ...(dice.chance(80) && { apps: [...present, ...fresh] }),
    ...(depth < 2 &&
      dice.chance(35) && { groups: [randomGroup(dice, world, dice.pick(['inner', 'x', 'db']), own, depth + 1)] }),
    ...(dice.chance(30) && { dependencies: [dice.pick([...IDS, '/shop', '/app/x', '/fresh'])] }),
  };
};

const changeGroup = (dice: Dice, world: World): Request => {
  const group = dice.pick(GROUPS);
  const versions = rootVersions(world.state.marathon.store);
  const id = dice.chance(50) ? 'inner' : group === '' ? '/' : group;
  return dice.weighted<() => Request>([
    [
      5,
      () =>
        json(dice.pick(['PUT', 'PUT', 'POST']), `/groups${group}${force(dice)}`, randomGroup(dice, world, id, group)),
    ],
    [2, () => json('PUT', `/groups${group}${force(dice)}`, { scaleBy: dice.pick([0, 0.5, 1, 2]) })],
    [2, () => json('PUT', `/groups${group}${force(dice)}`, { version: dice.pickFrom(versions) ?? '' })],
    [1, () => json('PUT', `/groups${group}?dryRun=true`, { apps: [] })],
    [1, () => ({ method: 'DELETE', path: `${ROOT}/groups${group === '' ? '/fresh' : group}${force(dice)}` })],
  ])();
};

const read = (dice: Dice): Request => ({
  method: 'GET',
  path: `${ROOT}${dice.pick(['/apps', '/apps?embed=apps.tasks&label=fate', '/tasks', '/groups/app', '/groups//versions', `/apps${dice.pick(IDS)}`])}`,
});

/** One request about apps or groups. */
export const randomAppRequest = (dice: Dice, world: World): Request => {
  const app = dice.pickFrom(liveApps(world));
  if (app === undefined || dice.chance(20)) return dice.chance(70) ? add(dice) : changeGroup(dice, world);
  return dice.weighted<() => Request>([
    [10, () => change(dice, app)],
    [5, () => killTasks(dice, world, app)],
    [3, () => ({ method: 'DELETE', path: `${ROOT}/apps${app.id}${force(dice)}` })],
    [5, () => changeGroup(dice, world)],
    [2, () => read(dice)],
  ])();
};
