/** Random worlds: the invariants hold after every event, and the same seed gives the same world. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millis, seconds } from '../../protocol/units';
import { digestOf } from '../runtime/digest';
import { EPOCH } from '../runtime/runtime';
import { decodeWorld, encodeWorld } from '../runtime/snapshot';
import { roleResources } from './agent-spec';
import { disturb, relieve } from './disturb';
import type { Disturbance } from './disturbances';
import { auditMesos } from './invariants';
import { aGroup, aMesos, amount, anAgent, aTask, wire } from './mesos-world-fixture';
import type { MesosWorld, MesosWorldState } from './mesos-world-fixture';

const COMMANDS = [
  'sleep 3',
  'sleep inf',
  'exit 1',
  'true',
  'sleep 8; exit 7',
  'trap "" TERM; while :; do sleep 1; done',
  "nginx -g 'daemon off;'",
  './anything',
  'while true; do: sleep 1; done',
  `sleep 5; nginx -g 'daemon off;'`,
  'stress --vm 1 --vm-bytes 90M',
];
const DISTURBANCES: readonly Disturbance[] = [
  { id: 'f', kind: 'imageMissing', image: 'nginx' },
  { id: 'f', kind: 'slowPull', image: 'team/unknown', factor: 20 },
  { id: 'f', kind: 'ignoreSigterm', target: { prefix: '1' } },
  { id: 'f', kind: 'healthFail', target: { prefix: '0' } },
];
const NETWORKS = [[], ['dcos'], ['mesos-bridge'], ['nowhere']];

const aCommand = fc.record({
  at: fc.integer({ min: 1, max: 60_000 }),
  what: fc.constantFrom('launch', 'launch', 'launch', 'kill', 'kill-group', 'revive', 'suppress', 'disturb', 'relieve'),
  shells: fc.array(fc.constantFrom(...COMMANDS), { minLength: 1, maxLength: 4 }),
  network: fc.constantFrom(...NETWORKS),
  port: fc.integer({ min: 1025, max: 1030 }),
  cpus: fc.constantFrom(0.1, 0.5, 2, 9),
  image: fc.constantFrom(undefined, 'nginx', 'team/unknown'),
  checked: fc.boolean(),
  /** Each waits for the one before it; then how the group stops, and whether its memory counts together. */
  waits: fc.option(fc.constantFrom('running', 'healthy', 'finished'), { nil: undefined }),
  reverse: fc.boolean(),
  shares: fc.boolean(),
  disturbance: fc.constantFrom(...DISTURBANCES),
  victim: fc.nat({ max: 40 }),
});
type Command = typeof aCommand extends fc.Arbitrary<infer T> ? T : never;

const aScript = fc.record({
  seed: fc.integer(),
  agents: fc.integer({ min: 1, max: 3 }),
  commands: fc.array(aCommand, { minLength: 1, maxLength: 12 }),
});

const launch = (world: MesosWorld, command: Command, index: number): void => {
  const { shells, network, port, cpus, image, checked, waits, reverse, shares } = command;
  const check = { type: 'TCP', port: 80 } as const;
  const times = { delay: seconds(1), grace: seconds(5), interval: seconds(2), timeout: seconds(1) };
  const tasks = shells.map((shell, i) =>
    aTask(`${index}.${i}`, shell, {
      resources: amount(cpus, 32),
      ...(image !== undefined && { image: { id: image, cached: true } }),
      ...(shares && { sharesCgroups: true }),
      ...(waits !== undefined && {
        start: {
          kind: waits === 'finished' && i === 0 ? 'init' : 'main',
          after: i === 0 ? [] : [{ container: `${index}.${i - 1}`, condition: waits }],
          timeout: seconds(40),
        },
      }),
      ...(checked && { healthCheck: { check, ...times, maxConsecutiveFailures: 2 } }),
    }),
  );
  const resources = amount(0.1, 32, 10).map((entry) => ({ ...entry, ports: [{ begin: port, end: port }] }));
  const networks = network.map((name) => ({ name, labels: {}, portMappings: [] }));
  world.launch(aGroup(`${index}`, tasks, { networks, resources, ...(reverse && { stopsInReverse: true }) }));
};

const perform = (world: MesosWorld, command: Command, index: number): void => {
  const frameworkId = world.state.framework.id;
  switch (command.what) {
    case 'launch':
      return launch(world, command, index);
    case 'kill': {
      const ids = [...world.state.mesos.master.tasks.keys()];
      return ids.length === 0 ? undefined : world.kill(ids[command.victim % ids.length] ?? '');
    }
    case 'kill-group': {
      const [...groups] = new Set([...world.state.mesos.master.tasks.keys()].map((id) => id.split('.')[0]));
      const chosen = groups[command.victim % Math.max(1, groups.length)] ?? '';
      for (const id of world.state.mesos.master.tasks.keys()) if (id.startsWith(`${chosen}.`)) world.kill(id);
      return undefined;
    }
    case 'disturb':
      return disturb(world.ctx, command.disturbance);
    case 'relieve':
      return relieve(world.ctx, 'f');
    case 'revive':
      return world.call({ to: 'master', kind: 'REVIVE', frameworkId });
    default:
      return world.call({ to: 'master', kind: 'SUPPRESS', frameworkId });
  }
};

type Script = typeof aScript extends fc.Arbitrary<infer T> ? T : never;

const begin = (script: Script, onEntry?: () => void): MesosWorld => {
  const agents = Array.from({ length: script.agents }, (_, i) =>
    anAgent(i + 1, { resources: [roleResources('*', { cpus: 4, mem: 1024, disk: 200 })] }),
  );
  return aMesos({ agents, seed: script.seed, ...(onEntry !== undefined && { onEntry }) });
};

const play = (world: MesosWorld, script: Script): void => {
  const inOrder = [...script.commands].sort((a, b) => a.at - b.at);
  inOrder.forEach((command, index) => {
    world.runtime.runUntil(millis(Math.max(world.runtime.now(), EPOCH + command.at)));
    perform(world, command, index);
  });
  world.runTo(200);
};

test('every invariant holds after every event, and no group is left half alive', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(aScript, (script) => {
      let check = (): void => undefined;
      const world = begin(script, () => check());
      check = () => expect(auditMesos(world.state.mesos)).toEqual([]);
      play(world, script);
      for (const { children } of world.state.mesos.executors.values())
        expect(children.filter(({ killing }) => killing)).toEqual([]);
      for (const task of world.state.mesos.master.tasks.values()) expect(task.state).toBe('TASK_RUNNING');
    }),
    { numRuns: 200 },
  );
});

const isWorldState = (value: unknown): value is MesosWorldState =>
  typeof value === 'object' && value !== null && 'mesos' in value;

test(
  'the same seed and commands give the same world, also through a snapshot in the middle',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(aScript, fc.integer({ min: 0, max: 60 }), (script, second) => {
        const [one, two] = [begin(script), begin(script)];
        play(one, script);
        play(two, script);
        expect(digestOf(two.state)).toBe(digestOf(one.state));

        const original = begin(script);
        script.commands.forEach((command, index) => perform(original, command, index));
        original.runTo(1 + second);
        const copy = decodeWorld(encodeWorld(original.state));
        if (!isWorldState(copy)) throw new Error('a world comes back as a world');
        const restored = wire(copy);
        original.runTo(120);
        restored.runTo(120);
        expect(digestOf(restored.state)).toBe(digestOf(original.state));
      }),
      { numRuns: 40 },
    );
  },
);
