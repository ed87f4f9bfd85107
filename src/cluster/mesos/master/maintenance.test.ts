/** Maintenance: machines that are up, to be emptied, down, and up again. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import type { MachineId } from '../operator-calls';

const FOREVER = 'while true; do sleep 1; done';
const machine = (index: number): MachineId => ({ hostname: `10.0.0.${index}`, ip: `10.0.0.${index}` });
const start = millis(EPOCH + 3_600_000);
const duration = seconds(1800);
const windowOf = (...indexes: number[]) => ({ machines: indexes.map(machine), start, duration });

const revive = (world: MesosWorld): void =>
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
const hostsOf = (world: MesosWorld) =>
  [...world.state.mesos.master.agents.values()].map(({ spec }) => spec.hostname).toSorted();

test('UP → DRAINING: its offers are taken back and made again, with the window', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.state.framework.hoards = true;
  revive(world);
  world.runTo(2);
  const [offered] = world.state.framework.offers.filter(({ hostname }) => hostname === '10.0.0.1').slice(-1);
  world.state.framework.offers.length = 0;
  expect(world.mesos.operator.updateSchedule([windowOf(1)])).toBeUndefined();
  world.runTo(3);
  expect(world.state.framework.rescinded).toEqual([offered?.id]);
  expect(world.state.framework.offers.map(({ hostname, unavailability }) => ({ hostname, unavailability }))).toEqual([
    { hostname: '10.0.0.1', unavailability: { start, duration } },
  ]);
  expect(world.mesos.operator.machines()).toEqual({ draining: [machine(1)], down: [] });
});

test('a refusal does not hide that a window came or went', () => {
  const world = aMesos();
  world.state.framework.refuse = seconds(10_000);
  revive(world);
  world.runTo(2);
  for (const [at, windows, expected] of [
    [2, [windowOf(1)], [{ start, duration }]],
    [10, [], [undefined]],
  ] as const) {
    world.runTo(at);
    world.state.framework.offers.length = 0;
    world.mesos.operator.updateSchedule(windows);
    revive(world);
    world.runTo(at + 2);
    expect(world.state.framework.offers.map(({ unavailability }) => unavailability)).toEqual(expected);
  }
});

test('DRAINING: what runs goes on, and new tasks may be launched by who does not mind', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  world.mesos.operator.updateSchedule([windowOf(1)]);
  world.launch(aGroup('b', [aTask('b', FOREVER)]));
  world.runTo(60);
  expect([world.states('a'), world.states('b')]).toEqual(['STARTING RUNNING', 'STARTING RUNNING']);
});

test('DRAINING → DOWN: agents are shut down with all they run, and their tasks are lost', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(5);
  const home = world.last('a')?.agentId ?? '';
  const index = world.agents.indexOf(home) + 1;
  world.mesos.operator.updateSchedule([windowOf(index)]);
  expect(world.mesos.operator.startMaintenance([machine(index)])).toBeUndefined();
  world.runTo(30);
  expect(world.states('a')).toBe('STARTING RUNNING LOST');
  expect(world.last('a')).toMatchObject({
    source: 'SOURCE_MASTER',
    reason: 'AGENT_REMOVED',
    message: `Agent 10.0.0.${index} removed: Operator initiated 'Machine DOWN'`,
  });
  expect(world.state.mesos.agents.has(home)).toBe(false);
  expect(world.state.workloads.processes.size).toBe(0);
  expect(world.mesos.operator.machines()).toEqual({ draining: [], down: [machine(index)] });
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('DOWN → UP: off the schedule, and its agent registers under a new id', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.mesos.operator.updateSchedule([windowOf(1, 2)]);
  world.mesos.operator.startMaintenance([machine(1)]);
  world.runTo(20);
  expect(hostsOf(world)).toEqual(['10.0.0.2']);
  expect(world.mesos.operator.stopMaintenance([machine(1)])).toBeUndefined();
  world.runTo(21);
  expect(hostsOf(world)).toEqual(['10.0.0.1', '10.0.0.2']);
  expect([...world.state.mesos.master.agents.keys()].map((id) => id.split('-').at(-1))).toEqual(['S1', 'S2']);
  expect(world.mesos.operator.schedule()).toEqual([windowOf(2)]);
  world.state.framework.offers.length = 0;
  revive(world);
  world.runTo(22);
  const back = world.state.framework.offers.find(({ hostname }) => hostname === '10.0.0.1');
  expect(back).toBeDefined();
  expect(back?.unavailability).toBeUndefined();
});

test('DRAINING → UP: a schedule without it calls it off', () => {
  const world = aMesos();
  world.mesos.operator.updateSchedule([windowOf(1)]);
  world.mesos.operator.updateSchedule([]);
  expect(world.mesos.operator.machines()).toEqual({ draining: [], down: [] });
  expect(world.mesos.operator.schedule()).toEqual([]);
});

test('an agent that comes back from an outage to a machine that is down has to end, and begins anew when it is up', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.mesos.strike({ kind: 'partition', agentId: world.agents[0] ?? '', lasts: seconds(400) });
  world.runTo(340);
  expect(world.state.mesos.master.unreachable.size).toBe(1);
  world.mesos.operator.updateSchedule([windowOf(1)]);
  world.mesos.operator.startMaintenance([machine(1)]);
  world.runTo(500);
  expect(hostsOf(world)).toEqual(['10.0.0.2']);
  expect(world.state.mesos.agents.size).toBe(1);
  world.mesos.operator.stopMaintenance([machine(1)]);
  expect(hostsOf(world)).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(auditMesos(world.state.mesos)).toEqual([]);
  world.mesos.operator.updateSchedule([windowOf(1)]);
  world.mesos.operator.startMaintenance([machine(1)]);
  world.runTo(520);
  world.mesos.operator.stopMaintenance([machine(1)]);
  expect(hostsOf(world)).toEqual(['10.0.0.1', '10.0.0.2']);
});

test('a machine that no message reaches is switched off all the same', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  world.mesos.strike({ kind: 'partition', agentId: world.agents[0] ?? '', lasts: seconds(100) });
  world.mesos.operator.updateSchedule([windowOf(1)]);
  world.mesos.operator.startMaintenance([machine(1)]);
  world.mesos.operator.stopMaintenance([machine(1)]);
  world.runTo(300);
  expect(world.state.mesos.agents.size).toBe(1);
  expect(world.state.workloads.processes.size).toBe(0);
  expect(world.states('a')).toBe('STARTING RUNNING LOST');
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('schedule and machines outlive an election', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  world.mesos.operator.updateSchedule([windowOf(1), windowOf(2)]);
  world.mesos.operator.startMaintenance([machine(2)]);
  world.mesos.strike({ kind: 'masterFailover' });
  world.runTo(40);
  expect(world.mesos.operator.machines()).toEqual({ draining: [machine(1)], down: [machine(2)] });
  expect(hostsOf(world)).toEqual(['10.0.0.1']);
});

describe('is refused', () => {
  const name = (index: number): string => `'{"hostname":"10.0.0.${index}","ip":"10.0.0.${index}"}'`;
  test.each([
    ['a window without machines', [{ machines: [], start }], 'List of machines in the maintenance window is empty'],
    ['a machine twice', [windowOf(1), windowOf(1)], `Machine ${name(1)} appears more than once in the schedule`],
    ['a machine without a name', [{ machines: [{}], start }], 'Both hostname and ip of a machine are empty'],
  ])('a schedule with %s', (_, windows, why) => {
    const world = aMesos();
    expect(world.mesos.operator.updateSchedule(windows)).toBe(why);
    expect(world.mesos.operator.schedule()).toEqual([]);
  });

  test('a schedule without a machine that is down', () => {
    const world = aMesos();
    world.mesos.operator.updateSchedule([windowOf(1)]);
    world.mesos.operator.startMaintenance([machine(1)]);
    expect(world.mesos.operator.updateSchedule([])).toBe(
      `Machine ${name(1)} is deactivated and cannot be removed from the schedule`,
    );
  });

  test('each step that is not the next', () => {
    const world = aMesos();
    const { operator } = world.mesos;
    expect([operator.startMaintenance([machine(1)]), operator.stopMaintenance([machine(1)])]).toEqual([
      `Machine ${name(1)} is not in DRAINING mode and cannot be brought down`,
      `Machine ${name(1)} is not in DOWN mode and cannot be brought up`,
    ]);
    expect(operator.startMaintenance([machine(9)])).toBe(`Machine ${name(9)} is not part of a maintenance schedule`);
    operator.updateSchedule([windowOf(1)]);
    expect(operator.stopMaintenance([machine(1)])).toBe(
      `Machine ${name(1)} is not in DOWN mode and cannot be brought up`,
    );
    operator.startMaintenance([machine(1)]);
    expect(operator.startMaintenance([machine(1)])).toBe(
      `Machine ${name(1)} is not in DRAINING mode and cannot be brought down`,
    );
  });

  test('a call with one machine that can’t be taken down, as a whole', () => {
    const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
    world.mesos.operator.updateSchedule([windowOf(1)]);
    expect(world.mesos.operator.startMaintenance([machine(1), machine(2)])).toBeDefined();
    expect(hostsOf(world)).toEqual(['10.0.0.1', '10.0.0.2']);
  });
});
