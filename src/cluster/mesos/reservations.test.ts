/** Reservations and persistent volumes from the ACCEPT to the agent's disk, and through whatever happens to agents and master. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaunchOperation, Offer, Operation, ReservationOperation } from '../../protocol/mesos/offer';
import { unreserved } from '../../protocol/mesos/reservation';
import { addResources, isSameResources } from '../../protocol/mesos/resource-math';
import type { PersistentVolume, RoleResources } from '../../protocol/mesos/resources';
import { milli, millis, seconds } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { roleResources } from './agent-spec';
import type { Stroke } from './blows';
import { auditMesos } from './invariants';
import { aGroup, aMesos, anAgent, aTask } from './mesos-world-fixture';
import type { MesosWorld } from './mesos-world-fixture';

const ROLE = 'slave_public';

const reservedFor = (owner: string, cpus: number, mem: number, disk: number): RoleResources => ({
  role: ROLE,
  cpus: milli(cpus),
  mem: milli(mem),
  disk: milli(disk),
  gpus: milli(0),
  ports: [],
  reservation: { labels: { owner } },
});

const kept = (owner: string, id: string, size: number): RoleResources => ({
  ...reservedFor(owner, 0, 0, size),
  volumes: [{ id, size: milli(size), containerPath: 'data' }],
});

const operation = (type: ReservationOperation['type'], ...resources: RoleResources[]): ReservationOperation => ({
  type,
  resources,
});

/** An executor with the volume and a task, on what is reserved for one owner. */
const onReservation = (owner: string, taskId: string, volume: RoleResources): LaunchOperation =>
  aGroup(taskId, [aTask(taskId, 'sleep inf', { resources: [reservedFor(owner, 0.5, 64, 0)] })], {
    resources: addResources([reservedFor(owner, 0.1, 32, 10)], [volume]),
  });

/** Resources of `onReservation`, and the volume `v` on their disk. */
const HOME = [operation('RESERVE', reservedFor('one', 0.6, 96, 40)), operation('CREATE', kept('one', 'v', 30))];

/** A framework that keeps all offers, until it is told what to do with the next one. */
const aPatientMesos = (onEntry?: () => void): MesosWorld => {
  const agent = anAgent(1, { resources: [roleResources('*', { cpus: 4, mem: 1024, disk: 200 })] });
  const world = aMesos({ agents: [agent], ...(onEntry !== undefined && { onEntry }) });
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
  return world;
};

const nowOf = (world: MesosWorld): number => (world.runtime.now() - EPOCH) / 1000;
const advance = (world: MesosWorld, by: number): void => world.runTo(nowOf(world) + by);

/** The offer that is out; undefined: none is. */
const offerIn = ({ state }: MesosWorld): Offer | undefined => [...state.mesos.master.offers.values()][0]?.offer;

const accept = (world: MesosWorld, operations: readonly Operation[]): void => {
  const frameworkId = world.state.framework.id;
  const offer = offerIn(world);
  if (offer === undefined) throw new Error('nothing is offered');
  const own = operations.map((each) =>
    'tasks' in each ? { ...each, executor: { ...each.executor, frameworkId } } : each,
  );
  const filters = { refuse: millis(0) };
  world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds: [offer.id], operations: own, filters });
  advance(world, 3);
};

const theAgent = ({ state }: MesosWorld) => {
  const [agent] = state.mesos.master.agents.values();
  if (agent === undefined) throw new Error('there is no agent');
  return agent;
};

const volumesIn = (resources: readonly RoleResources[]): string[] =>
  resources.flatMap(({ volumes = [] }) => volumes.map(({ id }) => id));

const sane = (world: MesosWorld): void => expect(auditMesos(world.state.mesos)).toEqual([]);

describe('an ACCEPT', () => {
  test('reserves and creates in order, and all of it is offered again as it is now', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, HOME);
    const { total } = theAgent(world);
    expect(isSameResources(total, offerIn(world)?.resources ?? [])).toBe(true);
    expect(total.find(({ reservation }) => reservation !== undefined)).toMatchObject({
      role: ROLE,
      disk: 40_000,
      reservation: { labels: { owner: 'one' } },
      volumes: [{ id: 'v' }],
    });
    sane(world);
  });

  test('may use at once what it has just reserved', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, [...HOME, onReservation('one', 'task', kept('one', 'v', 30))]);
    advance(world, 10);
    expect(world.states('task')).toBe('STARTING RUNNING');
    expect(volumesIn(theAgent(world).used)).toEqual(['v']);
    expect(volumesIn(offerIn(world)?.resources ?? [])).toEqual([]);
    sane(world);
  });

  test('goes on after an operation that is refused: that one is dropped without a word', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, [
      operation('CREATE', kept('one', 'v', 30)),
      operation('RESERVE', reservedFor('one', 99, 0, 0)),
      operation('RESERVE', reservedFor('one', 1, 0, 0)),
    ]);
    expect(theAgent(world).total.map(({ role, cpus }) => [role, cpus])).toEqual([
      ['*', 3000],
      [ROLE, 1000],
    ]);
    expect(world.state.framework.statuses).toEqual([]);
    sane(world);
  });

  test('cannot destroy or unreserve what a task uses', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, [...HOME, onReservation('one', 'task', kept('one', 'v', 30))]);
    advance(world, 10);
    const { total } = theAgent(world);
    accept(world, [
      operation('DESTROY', kept('one', 'v', 30)),
      operation('UNRESERVE', reservedFor('one', 0.6, 96, 10)),
    ]);
    expect(theAgent(world).total).toEqual(total);
    sane(world);
  });
});

describe('a launch', () => {
  test('on what another reservation holds is an error of the task', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, [...HOME, onReservation('two', 'task', kept('one', 'v', 30))]);
    expect(world.last('task')).toMatchObject({ state: 'TASK_ERROR', reason: 'TASK_GROUP_INVALID' });
    sane(world);
  });

  test('that uses one volume twice is an error of the task', () => {
    const world = aPatientMesos();
    advance(world, 2);
    const volume = kept('one', 'v', 30);
    const group = aGroup('task', [aTask('task', 'true', { resources: [reservedFor('one', 0.5, 64, 0), volume] })], {
      resources: addResources([reservedFor('one', 0.1, 32, 10)], [volume]),
    });
    accept(world, [...HOME, group]);
    expect(world.last('task')?.message).toBe("Persistence ID 'v' is used more than once");
  });

  test('that ends leaves reservation and volume where they were', () => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, [...HOME, onReservation('one', 'task', kept('one', 'v', 30))]);
    advance(world, 5);
    world.kill('task');
    advance(world, 20);
    expect(world.states('task')).toMatch(/KILLED$/);
    expect(volumesIn(theAgent(world).total)).toEqual(['v']);
    expect(theAgent(world).used).toEqual([]);
    sane(world);
  });
});

describe('what is reserved and kept outlives', () => {
  const strokes: readonly [string, (agentId: string) => Stroke][] = [
    ['the agent’s process', (agentId) => ({ kind: 'agentRestart', agentId, lasts: seconds(5) })],
    ['its machine’s boot', (agentId) => ({ kind: 'agentCrash', agentId, lasts: seconds(20) })],
    ['a cut network', (agentId) => ({ kind: 'partition', agentId, lasts: seconds(200) })],
    ['the master', () => ({ kind: 'masterFailover' })],
  ];
  test.each(strokes)('%s', (_, stroke) => {
    const world = aPatientMesos();
    advance(world, 2);
    accept(world, HOME);
    const { id, total } = theAgent(world);
    expect(world.mesos.strike(stroke(id))).toBeUndefined();
    advance(world, 300);
    expect(theAgent(world).id).toBe(id);
    expect(isSameResources(theAgent(world).total, total)).toBe(true);
    expect(isSameResources(world.state.mesos.agents.get(id)?.total ?? [], total)).toBe(true);
    sane(world);
  });

  test('the loss of the message that tells the agent: it is told again when it is back', () => {
    const world = aPatientMesos();
    advance(world, 2);
    const { id } = theAgent(world);
    const frameworkId = world.state.framework.id;
    const offerIds = [offerIn(world)?.id ?? ''];
    world.call({
      to: 'master',
      kind: 'ACCEPT',
      frameworkId,
      offerIds,
      operations: HOME,
      filters: { refuse: millis(0) },
    });
    // The process stops while the message is on its way.
    while (theAgent(world).total.length === 1) advance(world, 0.001);
    world.mesos.strike({ kind: 'agentRestart', agentId: id, lasts: seconds(5) });
    advance(world, 60);
    expect(volumesIn(world.state.mesos.agents.get(id)?.total ?? [])).toEqual(['v']);
    sane(world);
  });
});

const OWNERS = ['one', 'two'];
const IDS = ['a', 'b', 'c'];

const aDeed = fc.record({
  type: fc.constantFrom('RESERVE', 'RESERVE', 'CREATE', 'CREATE', 'DESTROY', 'UNRESERVE', 'SETTLE', 'LAUNCH', 'KILL'),
  owner: fc.constantFrom(...OWNERS),
  id: fc.constantFrom(...IDS),
  cpus: fc.integer({ min: 0, max: 3000 }).map((value) => value / 1000),
  disk: fc.integer({ min: 0, max: 120 }),
  wait: fc.integer({ min: 3, max: 20 }),
});
type Deed = typeof aDeed extends fc.Arbitrary<infer T> ? T : never;

const aBlow = fc.constantFrom<Stroke['kind'] | null>(null, null, null, 'agentRestart', 'agentCrash', 'masterFailover');

const volumeOf = ({ total }: { readonly total: readonly RoleResources[] }, id: string): PersistentVolume | undefined =>
  total.flatMap(({ volumes = [] }) => volumes).find((volume) => volume.id === id);

const operationsFor = (world: MesosWorld, { type, owner, id, cpus, disk }: Deed, index: number): Operation[] => {
  const known = volumeOf(theAgent(world), id);
  const size = known === undefined ? disk : known.size / 1000;
  switch (type) {
    case 'RESERVE':
    case 'UNRESERVE':
      return [operation(type, reservedFor(owner, cpus, cpus * 100, disk))];
    case 'CREATE':
    case 'DESTROY':
      return [operation(type, kept(owner, id, size))];
    case 'SETTLE':
      return [
        operation('RESERVE', reservedFor(owner, 0.6, 96, 10 + size)),
        operation('CREATE', kept(owner, id, size)),
        onReservation(owner, `task-${index}`, kept(owner, id, size)),
      ];
    case 'LAUNCH':
      return [onReservation(owner, `task-${index}`, kept(owner, id, size))];
    default:
      return [];
  }
};

const strokeOf = (kind: Stroke['kind'], agentId: string): Stroke =>
  kind === 'agentRestart' || kind === 'agentCrash' ? { kind, agentId, lasts: seconds(15) } : { kind: 'masterFailover' };

test(
  'whatever is reserved, kept, used, freed and struck: nothing is lost, and nothing is there twice',
  { timeout: 60_000 },
  () => {
    let launched = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(aDeed, aBlow), { minLength: 4, maxLength: 25 }), (script) => {
        let check = (): void => undefined;
        const world = aPatientMesos(() => check());
        check = () => sane(world);
        advance(world, 2);
        script.forEach(([deed, blow], index) => {
          if (deed.type === 'KILL') {
            for (const taskId of world.state.mesos.master.tasks.keys()) world.kill(taskId);
          } else if (offerIn(world) !== undefined) accept(world, operationsFor(world, deed, index));
          if (blow !== null) world.mesos.strike(strokeOf(blow, theAgent(world).id));
          advance(world, blow === null ? deed.wait : 120);
        });
        launched += world.state.framework.statuses.filter(({ state }) => state === 'TASK_RUNNING').length;
        const { total, spec } = theAgent(world);
        expect(isSameResources(addResources([], total.map(unreserved)), spec.resources)).toBe(true);
      }),
      { numRuns: 80 },
    );
    expect(launched).toBeGreaterThan(0);
  },
);
