/** Rolling updates of every strategy stay within their band: with failing versions, kills, and changes of mind in between. */
import { expect, test } from 'vitest';
import { createDice } from '../../testing/dice';
import type { Dice } from '../../testing/dice';
import { createRolloutWitness } from '../../testing/rollout-witness';
import { createStepWitness } from '../../testing/step-witness';
import { listen } from '../../testing/witness';
import { doorOf, requestOf } from '../../testing/world-rehearsal';
import { seedsOf } from '../../testing/world-seeds';
import { millis } from '../../protocol/units';
import { auditMarathon } from '../marathon/invariants';
import { PRIVATE_AGENT_PORTS, roleResources } from '../mesos/agent-spec';
import type { Scenario } from '../scenarios/scenario';
import { newWorld } from '../world';
import type { ClusterEntry, World } from '../world';

const CHANGES = 14;

/** Room for everything. */
const roomy: Scenario = {
  name: 'roomy',
  about: 'Three large machines.',
  agents: ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((ip) => ({
    hostname: ip,
    ip,
    resources: [roleResources('*', { cpus: 64, mem: 64_000, disk: 64_000 }, PRIVATE_AGENT_PORTS)],
    attributes: [],
  })),
  region: 'here',
  commands: [],
  settle: 0,
};

const randomStrategy = (dice: Dice) => ({
  minimumHealthCapacity: dice.pick([0, 0.25, 0.5, 0.75, 0.9, 1]),
  maximumOverCapacity: dice.pick([0, 0.2, 0.5, 1]),
});

const randomCommand = (dice: Dice): string =>
  dice.weighted([
    [12, 'sleep 100000'],
    [1, 'sleep 2; exit 1'],
    [1, 'sleep 20'],
    [1, 'exit 3'],
  ]);

const pod = (dice: Dice): object => {
  const check = {
    exec: { command: { shell: dice.pick(['true', 'true', 'exit 1']) } },
    intervalSeconds: 2,
    delaySeconds: 1,
  };
  const container = {
    name: 'main',
    exec: { command: { shell: randomCommand(dice) } },
    resources: { cpus: 0.1, mem: 32 },
    ...(dice.chance(40) && { healthCheck: { ...check, timeoutSeconds: 1, maxConsecutiveFailures: 30 } }),
    lifecycle: { killGracePeriodSeconds: dice.pick([0, 2]) },
  };
  return {
    id: '/web',
    containers: [container],
    environment: { ROUND: String(dice.between(1, 1000)) },
    scaling: { kind: 'fixed', instances: dice.between(0, 7) },
    scheduling: { upgrade: randomStrategy(dice), backoff: { backoff: 1, maxLaunchDelay: 5 } },
  };
};

const app = (dice: Dice): object => {
  const serves = dice.chance(70);
  const check = {
    protocol: 'HTTP',
    path: '/',
    portIndex: 0,
    intervalSeconds: 2,
    timeoutSeconds: 1,
    gracePeriodSeconds: 5,
  };
  return {
    id: '/web',
    cmd: serves
      ? dice.pick(['python -m http.server $PORT0', 'sleep 6; python -m http.server $PORT0'])
      : randomCommand(dice),
    cpus: 0.1,
    mem: 32,
    instances: dice.between(0, 7),
    env: { ROUND: String(dice.between(1, 1000)) },
    portDefinitions: [{ port: 0, name: 'main' }],
    healthChecks: serves && dice.chance(60) ? [check] : [],
    ...(serves &&
      dice.chance(30) && { readinessChecks: [{ portName: 'main', intervalSeconds: 2, timeoutSeconds: 1 }] }),
    upgradeStrategy: randomStrategy(dice),
    backoffSeconds: 1,
    maxLaunchDelaySeconds: 5,
  };
};

const randomChange = (dice: Dice, isPod: boolean, { state }: World) => {
  const noun = isPod ? 'pods' : 'apps';
  const ids = [...state.marathon.tracker.instances.keys()];
  const deed = dice.weighted<'change' | 'kill' | 'end'>([
    [6, 'change'],
    [4, 'kill'],
    [1, 'end'],
  ]);
  if (deed === 'change') {
    const query = `?force=true&partialUpdate=${dice.chance(30)}`;
    return {
      method: 'PUT',
      path: `/v2/${noun}/web${query}`,
      body: JSON.stringify(isPod ? pod(dice) : app(dice)),
    } as const;
  }
  if (deed === 'end') {
    const deployment = dice.pickFrom([...state.marathon.deployments.deployments.keys()]) ?? '';
    return { method: 'DELETE', path: `/v2/deployments/${deployment}` } as const;
  }
  const id = dice.pickFrom(ids) ?? '';
  const wipe = dice.chance(40) ? '?wipe=true' : '';
  return { method: 'DELETE', path: `/v2/${noun}/web${isPod ? '::instances' : '/tasks'}/${id}${wipe}` } as const;
};

/** The first thing that goes wrong, if any does. */
const faultOf = async (seed: number): Promise<string[]> => {
  const witnesses = [createRolloutWitness(), createStepWitness()];
  const faults: string[] = [];
  const note = (found: readonly string[], when: string): void => {
    faults.push(...found.map((fault) => `seed ${seed}, entry ${world.state.runtime.processed} (${when}): ${fault}`));
  };
  const onEntry = (entry: ClusterEntry): void => {
    for (const { observe } of witnesses) note(observe?.(entry, world) ?? [], entry.kind);
  };
  const world: World = newWorld(roomy, seed, onEntry);
  listen(world, (event) => {
    for (const { onEvent } of witnesses) onEvent?.(event, world);
  });
  const fetch = doorOf(world);
  const dice = createDice(seed, 'rollouts');
  const isPod = dice.chance(50);
  for (let n = 0; n < CHANGES && faults.length === 0; n++) {
    const change = randomChange(dice, isPod, world);
    const answer = await fetch(requestOf(change));
    const exchange = { ...change, status: answer.status, headers: answer.headers, answer: undefined };
    for (const { after } of witnesses) note(after?.(exchange, world) ?? [], `${change.method} ${change.path}`);
    world.runtime.runUntil(millis(world.runtime.now() + dice.pick([0, 300, 1500, 4000, 12_000])));
    note(auditMarathon(world.state.marathon), 'at rest');
  }
  return faults.slice(0, 1);
};

/** Of an app that was not ready yet healthy instances went before those that were not. */
const FOUND = [265];

test('rollouts keep to their strategy whatever happens to them', { timeout: 120_000 }, async () => {
  const faults: string[] = [];
  for (const seed of [...seedsOf(1, 150), ...FOUND]) faults.push(...(await faultOf(seed)));
  expect(faults).toEqual([]);
});
