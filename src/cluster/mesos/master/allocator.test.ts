/** Who is offered what, and when. */
import { describe, expect, test } from 'vitest';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { roleResources } from '../agent-spec';
import { aGroup, aMesos, ALL_CAPABILITIES, amount, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const offersOf = (world: MesosWorld): readonly string[] => world.state.framework.offers.map(({ hostname }) => hostname);
const frameworkId = (world: MesosWorld): string => world.state.framework.id;
const revive = (world: MesosWorld): void =>
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: frameworkId(world) });
/** Since the epoch. */
const secondsOf = (world: MesosWorld): number => (world.runtime.now() - EPOCH) / 1000;
const hopeless = aGroup('hopeless', [aTask('x', 'true', { resources: amount(1000, 1) })]);

test('each agent is offered whole, once', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2), anAgent(3)] });
  expect([...offersOf(world)].sort()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  expect(world.state.framework.offers[0]?.resources).toEqual(anAgent().resources);
});

test('a refusal holds for its time and not longer, and without one offers return at the next tick', () => {
  const world = aMesos();
  world.state.framework.refuse = seconds(10);
  world.launch(hopeless);
  world.runTo(1);
  const before = offersOf(world).length;
  world.runTo(9);
  expect(offersOf(world)).toHaveLength(before);
  world.runTo(12);
  expect(offersOf(world)).toHaveLength(before + 1);
  world.state.framework.refuse = millis(0);
  world.runTo(22.5);
  const then = offersOf(world).length;
  world.runTo(25.5);
  expect(offersOf(world)).toHaveLength(then + 3);
});

test('a refused agent is offered again as soon as it has more to offer', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'sleep 20')]));
  world.runTo(5);
  world.launch(hopeless);
  world.runTo(6);
  const before = offersOf(world).length;
  world.runTo(19);
  expect(offersOf(world)).toHaveLength(before);
  world.runTo(30);
  expect(offersOf(world).length).toBeGreaterThan(before);
});

/** Goes on in steps of 10 ms; the result is when offers came, in milliseconds from the master's start. */
const offerTimes = (world: MesosWorld, until: number): number[] => {
  const times: number[] = [];
  for (let seen = offersOf(world).length; secondsOf(world) < until; seen = offersOf(world).length) {
    world.runTo(secondsOf(world) + 0.01);
    if (offersOf(world).length > seen) times.push(world.runtime.now() - world.state.mesos.master.startedAt);
  }
  return times;
};

test('what an end gives back waits for the next full second from the master’s start', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'sleep 20')]));
  world.runTo(15);
  world.state.framework.hoards = true;
  revive(world);
  world.runTo(16);
  const before = offersOf(world).length;
  const times = offerTimes(world, 30);
  expect(world.state.framework.offers.slice(before).map(({ resources }) => resources)).toEqual([amount(0.2, 64, 10)]);
  expect(times).toHaveLength(1);
  expect(world.since('a', 'FINISHED') * 1000).toBeLessThan(Math.floor((times[0] ?? 0) / 1000) * 1000);
  expect((times[0] ?? 0) % 1000).toBeLessThan(50);
});

test('offers that are declined one after the other come back together at the next full second', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2), anAgent(3)] });
  world.state.framework.hoards = true;
  revive(world);
  world.runTo(5);
  const ids = [...world.state.mesos.master.offers.keys()];
  for (const [index, offerId] of ids.entries()) {
    world.runTo(5.1 + index * 0.3);
    const filters = { refuse: millis(0) };
    world.call({ to: 'master', kind: 'DECLINE', frameworkId: frameworkId(world), offerIds: [offerId], filters });
  }
  const before = offersOf(world).length;
  const times = offerTimes(world, 7.9);
  expect(offersOf(world)).toHaveLength(before + 3);
  expect(times.map((time) => Math.floor(time / 50) * 50)).toEqual([6000]);
});

test('revive clears every filter at once; suppress ends the offers', () => {
  const world = aMesos();
  const before = offersOf(world).length;
  revive(world);
  world.runTo(0.6);
  expect(offersOf(world)).toHaveLength(before + 1);
  world.call({ to: 'master', kind: 'SUPPRESS', frameworkId: frameworkId(world) });
  world.runTo(500);
  expect(offersOf(world)).toHaveLength(before + 1);
  expect(world.runtime.nextAt()).toBeUndefined();
});

test('what an accepted offer leaves is offered within a second', () => {
  const world = aMesos();
  for (let i = 0; i < 6; i++) world.launch(aGroup(`g${i}`, [aTask(`g${i}`, 'sleep inf')]));
  world.runTo(2.1);
  expect(world.state.framework.wanted).toEqual([]);
});

test('resources reserved for a role go to that role alone', () => {
  const reserved = anAgent(2, { resources: [roleResources('slave_public', { cpus: 2, mem: 1024, disk: 1000 })] });
  const foreign = anAgent(3, { resources: [roleResources('other', { cpus: 2, mem: 1024, disk: 1000 })] });
  const world = aMesos({ agents: [anAgent(1), reserved, foreign] });
  expect([...offersOf(world)].sort()).toEqual(['10.0.0.1', '10.0.0.2']);
});

test('resources reserved for a role go also to the roles below it, and to none beside or above', () => {
  const of = (index: number, role: string) =>
    anAgent(index, { resources: [roleResources(role, { cpus: 2, mem: 1024, disk: 1000 })] });
  const agents = [of(1, 'shop'), of(2, 'shop/web'), of(3, 'shop/web/blue'), of(4, 'shop/we'), of(5, 'shop/db')];
  const world = aMesos({ agents, framework: { roles: ['shop/web'] } });
  expect([...offersOf(world)].sort()).toEqual(['10.0.0.1', '10.0.0.2']);
});

describe('an agent is offered again once it', () => {
  const cases: readonly (readonly [string, (world: MesosWorld, id: string) => unknown])[] = [
    ['is reactivated after it was deactivated', (world, id) => world.mesos.operator.deactivate(id)],
    ['is reactivated after it was drained', (world, id) => world.mesos.operator.drain(id, { markGone: false })],
  ];
  test.each(cases)('%s, and not before', (_, takeOut) => {
    const world = aMesos();
    const [id] = world.agents;
    takeOut(world, id ?? '');
    world.runTo(1);
    world.state.framework.offers.length = 0;
    revive(world);
    world.runTo(30);
    expect(offersOf(world)).toEqual([]);
    world.mesos.operator.reactivate(id ?? '');
    world.runTo(32);
    expect(offersOf(world)).toEqual(['10.0.0.1']);
  });

  test('is connected again', () => {
    const world = aMesos();
    world.mesos.strike({ kind: 'agentRestart', agentId: world.agents[0] ?? '', lasts: seconds(20) });
    world.runTo(1);
    world.state.framework.offers.length = 0;
    revive(world);
    world.runTo(20);
    expect(offersOf(world)).toEqual([]);
    world.runTo(40);
    expect(offersOf(world)).toEqual(['10.0.0.1']);
  });
});

test('agents with GPUs are hidden from frameworks that do not ask for them, remote ones from the region-unaware', () => {
  const gpu = anAgent(2, { resources: [roleResources('*', { cpus: 2, mem: 1024, disk: 1000, gpus: 1 })] });
  const remote = anAgent(3, { domain: { region: 'us-east-1', zone: 'us-east-1b' } });
  const agents = [anAgent(1), gpu, remote];
  expect(offersOf(aMesos({ agents }))).toHaveLength(3);
  const plain = ALL_CAPABILITIES.filter((one) => one !== 'GPU_RESOURCES' && one !== 'REGION_AWARE');
  expect(offersOf(aMesos({ agents, framework: { capabilities: plain } }))).toEqual(['10.0.0.1']);
});

test('an agent with neither a hundredth of a cpu nor 32 MiB is not offered', () => {
  const tiny = anAgent(1, { resources: [roleResources('*', { cpus: 0.009, mem: 31, disk: 1000 })] });
  expect(offersOf(aMesos({ agents: [tiny] }))).toEqual([]);
});

test('the order of agents changes from run to run and is the same for the same seed', () => {
  const agents = Array.from({ length: 8 }, (_, i) => anAgent(i + 1));
  const orders = (seed: number): string => {
    const world = aMesos({ agents, seed });
    revive(world);
    world.runTo(1);
    return offersOf(world).join(' ');
  };
  expect(orders(1)).toBe(orders(1));
  expect(orders(1)).not.toBe(orders(2));
  const twice = orders(1).split(' ');
  expect(twice.slice(0, 8)).not.toEqual(twice.slice(8, 16));
});

describe('of two frameworks', () => {
  /** Both want whatever there is, and keep it; the second came later. `hold`: what each runs already. */
  const rivals = (hold: readonly (readonly RoleResources[] | undefined)[]) => {
    const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
    const [first, second] = hold;
    const run = (id: string, resources: readonly RoleResources[] | undefined): void => {
      if (resources !== undefined) world.launch(aGroup(id, [aTask(id, 'sleep inf', { resources })]));
      world.runTo(secondsOf(world) + 5);
    };
    run('a', first);
    const info = { name: 'second', roles: ['*'], capabilities: ALL_CAPABILITIES };
    world.call({ to: 'master', kind: 'SUBSCRIBE', framework: info });
    world.runTo(secondsOf(world) + 1);
    run('b', second);
    world.state.framework.hoards = true;
    const { frameworks, offers } = world.state.mesos.master;
    const ids = [...frameworks.keys()];
    const ask = (): void => {
      for (const id of ids) world.call({ to: 'master', kind: 'REVIVE', frameworkId: id });
      world.runTo(secondsOf(world) + 0.2);
    };
    /** Which of them has which offers, in the order they were made. */
    const owners = (): number[] => [...offers.values()].map(({ offer }) => ids.indexOf(offer.frameworkId));
    return { world, ask, owners };
  };

  test.each([
    ['more memory than the other has of anything', amount(0.1, 6000), amount(2, 32), [1, 0]],
    ['more cpus than the other has of anything', amount(3, 32), amount(0.1, 4000), [1, 0]],
    ['less of what it has most of', amount(1, 32), amount(0.1, 7000), [0, 1]],
  ])('the first waits its turn when it holds %s', (_, first, second, order) => {
    const { ask, owners } = rivals([first, second]);
    ask();
    expect(owners()).toEqual(order);
  });

  test('what is offered counts as held: of two free agents each is offered one', () => {
    const { ask, owners } = rivals([]);
    ask();
    expect(owners().toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  test('with equal shares the one that was allocated to less often comes first, then the one with the lower id', () => {
    const { world, ask, owners } = rivals([]);
    const { times } = world.state.mesos.master.allocator;
    const [one = '', two = ''] = world.state.mesos.master.frameworks.keys();
    const giveBack = (): void => {
      for (const id of [one, two]) world.call({ to: 'master', kind: 'SUPPRESS', frameworkId: id });
      for (const [id, { offer }] of world.state.mesos.master.offers)
        world.call({
          to: 'master',
          kind: 'DECLINE',
          frameworkId: offer.frameworkId,
          offerIds: [id],
          filters: { refuse: seconds(3000) },
        });
      world.runTo(secondsOf(world) + 2);
    };
    times.set(one, 7).set(two, 6);
    ask();
    expect(owners()).toEqual([1, 0]);
    giveBack();
    times.set(one, 7).set(two, 7);
    ask();
    expect(owners()).toEqual([0, 1]);
    expect([times.get(one), times.get(two)]).toEqual([8, 8]);
    giveBack();
    times.set(one, 8).set(two, 9);
    ask();
    expect(owners()).toEqual([0, 1]);
  });

  test('one that wants no offers leaves everything to the other, whatever that holds', () => {
    const { world, owners } = rivals([undefined, amount(3, 4000)]);
    const [, second = ''] = world.state.mesos.master.frameworks.keys();
    world.call({ to: 'master', kind: 'REVIVE', frameworkId: second });
    world.runTo(secondsOf(world) + 0.2);
    expect(owners()).toEqual([1, 1]);
  });
});
