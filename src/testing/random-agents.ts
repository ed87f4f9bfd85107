/** Clusters nobody would furnish: three to twelve machines of every size, role, attribute, region and zone. */
import { PRIVATE_AGENT_PORTS, PUBLIC_AGENT_PORTS, roleResources, type AgentSpec } from '../cluster/mesos/agent-spec';
import type { Scenario } from '../cluster/scenarios/scenario';
import type { Attribute, PortRange, RoleResources } from '../protocol/mesos/resources';
import { millis } from '../protocol/units';
import { createDice, type Dice } from './dice';

/** Few ports, so that they run out; the rest of the ranges is as DC/OS has it. */
const SCARCE_PORTS: readonly PortRange[] = [
  { begin: 8080, end: 8081 },
  { begin: 9000, end: 9003 },
];

const resourcesOf = (dice: Dice): RoleResources[] => {
  const amount = {
    cpus: dice.pick([0.5, 1, 2, 4]),
    mem: dice.pick([256, 512, 1024.5, 4096]),
    disk: dice.pick([100, 1000, 10_000]),
    gpus: dice.chance(15) ? dice.between(1, 2) : 0,
  };
  const ports = dice.weighted([
    [7, PRIVATE_AGENT_PORTS],
    [2, SCARCE_PORTS],
    [1, []],
  ]);
  switch (dice.between(0, 9)) {
    case 0:
    case 1:
      return [roleResources('slave_public', amount, PUBLIC_AGENT_PORTS)];
    case 2:
      // Part of the machine is reserved: a pod that accepts both roles takes from both.
      return [
        roleResources('*', { ...amount, gpus: 0 }, [{ begin: 20_000, end: 20_003 }]),
        roleResources('slave_public', { cpus: 0.5, mem: 128, disk: 50, gpus: 0 }, [{ begin: 10_000, end: 10_002 }]),
      ];
    case 3:
      // Reserved for somebody else altogether.
      return [roleResources('*', amount, ports), roleResources('kafka', { cpus: 1, mem: 512, disk: 100 }, [])];
    default:
      return [roleResources('*', amount, ports)];
  }
};

const attributesOf = (dice: Dice): Attribute[] => [
  ...(dice.chance(80) ? [{ name: 'rack', type: 'TEXT' as const, text: `r${dice.between(1, 4)}` }] : []),
  ...(dice.chance(40) ? [{ name: 'level', type: 'SCALAR' as const, scalar: dice.pick([1, 2, 2.5]) }] : []),
  ...(dice.chance(15) ? [{ name: 'disks', type: 'SET' as const, set: ['ssd', 'hdd'] }] : []),
  ...(dice.chance(10) ? [{ name: '__proto__', type: 'TEXT' as const, text: 'constructor' }] : []),
];

const randomAgent = (dice: Dice, index: number, domains: boolean): AgentSpec => {
  const ip = `10.0.${Math.floor(index / 3)}.${10 + index}`;
  const region = dice.chance(80) ? 'here' : 'far';
  return {
    hostname: dice.chance(90) ? ip : `node-${index}.example.org`,
    ip,
    resources: resourcesOf(dice),
    attributes: attributesOf(dice),
    ...(domains && dice.chance(90) && { domain: { region, zone: `${region}-${dice.pick(['a', 'b', 'c'])}` } }),
  };
};

/** A cluster to begin with: nothing was asked of it yet. */
export const randomScenario = (seed: number): Scenario => {
  const dice = createDice(seed, 'agents');
  const domains = dice.chance(75);
  const count = dice.chance(60) ? dice.between(3, 6) : dice.between(7, 12);
  return {
    name: 'random',
    about: 'Machines of chance.',
    agents: Array.from({ length: count }, (_, index) => randomAgent(dice, index, domains)),
    region: 'here',
    commands: [],
    settle: 0,
    marathon: { launchTokens: createDice(seed, 'tokens').pick([100, 100, 8]) },
    mesos: {
      maxPingTimeouts: dice.between(1, 5),
      removalInterval: millis(dice.pick([0, 0, 60_000])),
      reregisterTimeout: millis(dice.pick([60_000, 600_000])),
      electionTime: millis(dice.between(1000, 20_000)),
    },
  };
};
