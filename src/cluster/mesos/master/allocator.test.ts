/** Who is offered what, and when. */
import { expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { roleResources } from '../agent-spec';
import { aGroup, aMesos, ALL_CAPABILITIES, amount, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const offersOf = (world: MesosWorld): readonly string[] => world.state.framework.offers.map(({ hostname }) => hostname);
const frameworkId = (world: MesosWorld): string => world.state.framework.id;
const revive = (world: MesosWorld): void =>
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: frameworkId(world) });
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

test('of two frameworks the one with the smaller dominant share is offered an agent first', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.launch(aGroup('a', [aTask('a', 'sleep inf', { resources: amount(2, 100) })]));
  world.runTo(5);
  const info = { name: 'second', roles: ['*'], capabilities: ALL_CAPABILITIES };
  world.call({ to: 'master', kind: 'SUBSCRIBE', framework: info });
  const first = [...world.state.mesos.master.frameworks.keys()][0];
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: first ?? '' });
  world.runTo(5.1);
  const owners = [...world.state.mesos.master.offers.values()].map(({ offer }) => offer.frameworkId);
  expect(owners.length).toBeGreaterThan(0);
  expect(owners[0]).not.toBe(first);
  expect(world.runtime.now() - EPOCH).toBe(5100);
});
