/** Refused offers: for how long, and for which would-be offers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { milli, millis, seconds } from '../../../protocol/units';
import { filteredUntil, refuseResources } from './filters';
import { newAllocatorState } from './master-state';
import { aGroup, aMesos, amount, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const refusal = { frameworkId: 'F', role: '*', agentId: 'S' };
const NOW = millis(1_000_000);

/** Until when an offer of `would` is hidden after a refusal of `refused`; milliseconds from the refusal. */
const hiddenFor = (refuse: number, refused = amount(1, 100), would = refused, about = refusal): number | undefined => {
  const allocator = newAllocatorState();
  refuseResources(allocator, { ...refusal, resources: refused }, millis(refuse), NOW);
  const until = filteredUntil(allocator, { ...about, resources: would }, NOW);
  return until === undefined ? undefined : until - NOW;
};

test.each([
  ['the default for less than nothing', -1, 5000],
  ['not at all for nothing', 0, undefined],
  ['for the allocation interval at least', 1, 1000],
  ['for as long as was asked', 120_000, 120_000],
  ['for a year at most', 400 * 24 * 3600 * 1000, 365 * 24 * 3600 * 1000],
])('a refusal holds %s', (_, refuse, expected) => expect(hiddenFor(refuse)).toBe(expected));

test.each([
  ['the same', amount(1, 100), true],
  ['less of everything', amount(0.5, 50), true],
  ['less of one thing', amount(1, 50), true],
  ['more of one thing', amount(1, 101), false],
  ['less of one thing and more of another', amount(0.5, 101), false],
  ['another kind of thing', amount(1, 100, 1), false],
])('what was refused hides %s: %j → %s', (_, would, hidden) => {
  expect(hiddenFor(5000, amount(1, 100), would) !== undefined).toBe(hidden);
});

test('ports count as everything else: a port that was not refused makes an offer a new one', () => {
  const ports = (begin: number, end: number): readonly RoleResources[] =>
    amount(1, 100).map((entry) => ({ ...entry, ports: [{ begin, end }] }));
  expect(hiddenFor(5000, ports(10, 20), ports(12, 14))).toBe(5000);
  expect(hiddenFor(5000, ports(10, 20), ports(20, 21))).toBeUndefined();
});

test.each([
  ['framework', { ...refusal, frameworkId: 'G' }],
  ['agent', { ...refusal, agentId: 'T' }],
  ['role', { ...refusal, role: 'slave_public' }],
])('a refusal says nothing about another %s', (_, about) => {
  expect(hiddenFor(5000, amount(1, 100), amount(1, 100), about)).toBeUndefined();
});

test('whatever is refused again and again, an offer is hidden exactly while some refusal that covers it holds', () => {
  const aRefusal = fc.record({
    at: fc.nat(20_000),
    cpus: fc.integer({ min: 1, max: 3 }),
    refuse: fc.integer({ min: 1000, max: 9000 }),
  });
  fc.assert(
    fc.property(fc.array(aRefusal, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (refusals, cpus) => {
      const allocator = newAllocatorState();
      const inOrder = refusals.toSorted((a, b) => a.at - b.at);
      for (const { at, cpus: refused, refuse } of inOrder)
        refuseResources(allocator, { ...refusal, resources: amount(refused, 10) }, millis(refuse), millis(NOW + at));
      for (let now = NOW + 20_000; now < NOW + 30_000; now += 500) {
        const ends = inOrder.filter((each) => each.cpus >= cpus).map(({ at, refuse }) => NOW + at + refuse);
        const until = filteredUntil(allocator, { ...refusal, resources: amount(cpus, 10) }, millis(now));
        expect(until).toBe(ends.some((end) => end > now) ? Math.max(...ends) : undefined);
      }
    }),
  );
});

test('refusals that are over are forgotten with the next one', () => {
  const allocator = newAllocatorState();
  for (let n = 0; n < 100; n++)
    refuseResources(allocator, { ...refusal, resources: amount(1, n + 1) }, seconds(5), millis(NOW + n * 10_000));
  expect(allocator.filters.get('F')?.get('S')).toHaveLength(1);
});

describe('all refusals of an agent are forgotten when', () => {
  const hopeless = aGroup('hopeless', [aTask('hopeless', 'true', { resources: amount(1000, 1) })]);
  const refused = (): MesosWorld => {
    const world = aMesos({ agents: [anAgent(1)] });
    world.state.framework.refuse = seconds(100_000);
    world.launch(hopeless);
    world.runTo(5);
    world.state.framework.offers.length = 0;
    world.runTo(20);
    expect(world.state.framework.offers).toEqual([]);
    return world;
  };

  test('the framework asks for offers again', () => {
    const world = refused();
    world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
    world.runTo(20.1);
    expect(world.state.framework.offers).toHaveLength(1);
  });

  test('the agent was lost and is back', () => {
    const world = refused();
    world.mesos.strike({ kind: 'partition', agentId: world.agents[0] ?? '', lasts: seconds(400) });
    world.runTo(423);
    expect(world.state.framework.offers).toHaveLength(1);
  });

  test('another master is elected', () => {
    const world = refused();
    world.mesos.strike({ kind: 'masterFailover' });
    world.runTo(33);
    expect(world.state.framework.offers).toHaveLength(1);
  });

  test('and not when its process was only started again', () => {
    const world = refused();
    world.mesos.strike({ kind: 'agentRestart', agentId: world.agents[0] ?? '', lasts: seconds(10) });
    world.runTo(60);
    expect(world.state.framework.offers).toEqual([]);
  });
});

test('thousandths count', () => {
  const almost: readonly RoleResources[] = amount(1, 100).map((entry) => ({ ...entry, cpus: milli(1.001) }));
  expect(hiddenFor(5000, amount(1, 100), almost)).toBeUndefined();
});
