/** Whatever fails, whatever operators do: the invariants hold after every event, and in the end everyone is of one mind. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTerminal } from '../../protocol/mesos/task';
import { millis, seconds } from '../../protocol/units';
import { digestOf } from '../runtime/digest';
import { EPOCH } from '../runtime/runtime';
import { decodeWorld, encodeWorld } from '../runtime/snapshot';
import { auditMesos } from './invariants';
import { aGroup, aMesos, anAgent, aTask, wire } from './mesos-world-fixture';
import type { MesosWorld, MesosWorldState } from './mesos-world-fixture';

const SHELLS = [
  'sleep 7',
  'while true; do sleep 1; done',
  'sleep 40; exit 3',
  'trap "" TERM; while :; do sleep 1; done',
];
const WHAT = [
  'launch',
  'launch',
  'launch',
  'kill',
  'agentCrash',
  'agentRestart',
  'partition',
  'crashExecutor',
  'failover',
  'drain',
  'drainAndGo',
  'deactivate',
  'reactivate',
  'gone',
  'down',
  'up',
  'lose',
  'calm',
  'reconcile',
] as const;

const aDeed = fc.record({
  wait: fc.constantFrom(5, 200, 3000, 20_000, 90_000),
  what: fc.constantFrom(...WHAT),
  agent: fc.nat({ max: 2 }),
  lasts: fc.constantFrom(1, 3, 30, 400, 1000),
  shells: fc.array(fc.constantFrom(...SHELLS), { minLength: 1, maxLength: 3 }),
  victim: fc.nat({ max: 20 }),
});
type Deed = typeof aDeed extends fc.Arbitrary<infer T> ? T : never;
const aStory = fc.record({ seed: fc.integer(), deeds: fc.array(aDeed, { minLength: 1, maxLength: 25 }) });
type Story = typeof aStory extends fc.Arbitrary<infer T> ? T : never;

const machine = (index: number) => ({ hostname: `10.0.0.${index + 1}`, ip: `10.0.0.${index + 1}` });

const operate = ({ mesos: { operator }, state }: MesosWorld, { what, agent, lasts }: Deed): void => {
  const id = [...state.mesos.agents.keys()][agent] ?? '';
  if (what === 'drain') operator.drain(id, { markGone: false, maxGrace: seconds(lasts) });
  if (what === 'drainAndGo') operator.drain(id, { markGone: true });
  if (what === 'deactivate') operator.deactivate(id);
  if (what === 'reactivate') operator.reactivate(id);
  if (what === 'gone') operator.markGone(id);
  const scheduled = operator.schedule().filter(({ machines }) => machines[0]?.hostname !== machine(agent).hostname);
  if (
    what === 'down' &&
    operator.updateSchedule([...scheduled, { machines: [machine(agent)], start: millis(0) }]) === undefined
  )
    operator.startMaintenance([machine(agent)]);
  if (what === 'up') operator.stopMaintenance([machine(agent)]);
};

const perform = (world: MesosWorld, deed: Deed, index: number): void => {
  const { mesos, runtime, state } = world;
  const { what, agent, lasts, shells, victim } = deed;
  const agentId = [...state.mesos.agents.keys()][agent] ?? '';
  const taskIds = [...state.mesos.master.tasks.keys()];
  const frameworkId = state.framework.id;
  switch (what) {
    case 'launch':
      return world.launch(
        aGroup(
          `${index}`,
          shells.map((shell, i) => aTask(`${index}.${i}`, shell)),
          { networks: [{ name: 'dcos', labels: {}, portMappings: [] }] },
        ),
      );
    case 'kill':
      return taskIds.length === 0 ? undefined : world.kill(taskIds[victim % taskIds.length] ?? '');
    case 'agentCrash':
    case 'agentRestart':
    case 'partition':
      return void mesos.strike({ kind: what, agentId, lasts: seconds(lasts) });
    case 'crashExecutor': {
      const executors = [...(state.mesos.agents.get(agentId)?.executors.keys() ?? [])];
      return void mesos.strike({
        kind: 'crashExecutor',
        agentId,
        executor: executors[victim % executors.length] ?? '',
      });
    }
    case 'failover':
      return void mesos.strike({ kind: 'masterFailover' });
    case 'lose':
      state.mesos.disturbances.push({ id: `${index}`, kind: 'updateLoss', probability: 0.5 });
      state.mesos.disturbances.push({ id: `${index}`, kind: 'offerLoss', probability: 0.5 });
      return undefined;
    case 'calm':
      return void state.mesos.disturbances.splice(0);
    case 'reconcile':
      return runtime.send({ to: 'master', kind: 'RECONCILE', frameworkId, tasks: [] });
    default:
      return operate(world, deed);
  }
};

const begin = ({ seed }: Story, onEntry?: () => void): MesosWorld =>
  aMesos({ agents: [anAgent(1), anAgent(2), anAgent(3)], seed, ...(onEntry !== undefined && { onEntry }) });

const live = (world: MesosWorld, { deeds }: Story): void => {
  deeds.forEach((deed, index) => {
    perform(world, deed, index);
    world.runtime.runUntil(millis(world.runtime.now() + deed.wait));
  });
};

/** What the master, the agents and the framework disagree on, once everything is well again. */
const disagreements = ({ state, last }: MesosWorld): string[] => {
  const { master, agents } = state.mesos;
  const faults: string[] = [];
  const onAgents = new Map(
    [...agents.values()].flatMap((agent) =>
      [...agent.tasks].map(([id, { latest }]) => [id, { agentId: agent.id, latest }] as const),
    ),
  );
  for (const [id, { state: known, agentId }] of master.tasks) {
    if (onAgents.get(id)?.agentId !== agentId) faults.push(`${id}: ${known} on the books, and nowhere else`);
    if (last(id)?.state !== known) faults.push(`${id}: ${known}, and the framework heard ${last(id)?.state}`);
  }
  for (const [id, { latest }] of onAgents)
    if (master.tasks.get(id)?.state !== latest) faults.push(`${id}: ${latest} on its agent, unknown to the master`);
  for (const { taskId, state: heard } of state.framework.statuses) {
    const isLiving = !isTerminal(last(taskId)?.state ?? heard);
    const isFree = last(taskId)?.reason === 'RECONCILIATION' || last(taskId)?.state === 'TASK_UNREACHABLE';
    if (isLiving && !isFree && !master.tasks.has(taskId)) faults.push(`${taskId}: the framework believes in it`);
  }
  for (const agent of agents.values()) {
    if (!agent.registered || agent.streams.size > 0) faults.push(`${agent.id}: has something left to say`);
    if (!master.agents.has(agent.id)) faults.push(`${agent.id}: runs unknown to the master`);
  }
  const processes = [...agents.values()].flatMap((agent) =>
    [...agent.executors.values()].flatMap(({ children }) => children),
  );
  if (state.workloads.processes.size !== processes.length) faults.push('processes without a container');
  return faults;
};

/** A master that was elected meanwhile may never hear again of an agent, nor of its tasks: frameworks have to ask for those. */
const askForLost = ({ call, last, runtime, runTo, state: { framework, mesos } }: MesosWorld): void => {
  const tasks = framework.statuses.flatMap(({ taskId, agentId }) =>
    mesos.master.agents.has(agentId) || isTerminal(last(taskId)?.state ?? 'TASK_UNKNOWN') ? [] : { taskId, agentId },
  );
  if (tasks.length === 0) return;
  call({ to: 'master', kind: 'RECONCILE', frameworkId: framework.id, tasks });
  runTo((runtime.now() - EPOCH) / 1000 + 10);
};

test('every invariant holds after every event, and everyone agrees in the end', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(aStory, (story) => {
      let check = (): void => undefined;
      const world = begin(story, () => check());
      check = () => expect(auditMesos(world.state.mesos)).toEqual([]);
      live(world, story);
      world.state.mesos.disturbances.length = 0;
      world.runTo((world.runtime.now() - EPOCH) / 1000 + 20_000);
      if (story.deeds.some(({ what }) => what === 'failover')) askForLost(world);
      expect(disagreements(world)).toEqual([]);
      // Nothing is left that costs anything.
      world.state.framework.wanted = [];
      world.call({ to: 'master', kind: 'SUPPRESS', frameworkId: world.state.framework.id });
      world.runTo((world.runtime.now() - EPOCH) / 1000 + 300);
      expect(world.runtime.nextAt()).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});

const isWorldState = (value: unknown): value is MesosWorldState =>
  typeof value === 'object' && value !== null && 'mesos' in value;

test('a snapshot in the middle of it all has the same future', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const original = begin(story);
      live(original, story);
      const copy = decodeWorld(encodeWorld(original.state));
      if (!isWorldState(copy)) throw new Error('a world comes back as a world');
      const restored = wire(copy);
      for (const world of [original, restored]) world.runTo((world.runtime.now() - EPOCH) / 1000 + 2000);
      expect(digestOf(restored.state)).toBe(digestOf(original.state));
    }),
    { numRuns: 40 },
  );
});
