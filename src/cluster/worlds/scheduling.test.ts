/** Explanations and fixes in worlds of chance: each verdict is the true one, and whoever does what a fix says gets one more instance. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../../testing/dice';
import type { Dice } from '../../testing/dice';
import { randomScenario } from '../../testing/random-agents';
import { randomApp } from '../../testing/random-apps';
import { randomDeed } from '../../testing/random-commands';
import { randomPod, STEADY } from '../../testing/random-pods';
import { editedText, judgeScheduling } from '../../testing/scheduling-judge';
import { doorOf, requestOf } from '../../testing/world-rehearsal';
import { seedsOf } from '../../testing/world-seeds';
import type { AgentFix, DefinitionEdit, DefinitionFix, FewerFix, Fix } from '../../protocol/simulation/fix';
import { millis } from '../../protocol/units';
import { roleResources } from '../mesos/agent-spec';
import { createMasterChanges } from '../mesos/master/changes';
import { loadParts } from '../lazy-parts';
import { registerAgent } from '../mesos/master/registry';
import { serviceScheduling } from '../simulation/service-scheduling';
import { createWorkloads, findListenerIn } from '../workloads/workloads';
import { createNetwork } from '../discovery/network';
import { newWorld, openWorld, sealWorld, type World } from '../world';

beforeAll(loadParts);

const DEEDS = 20;
const ID = '/a';

const tally = new Map<string, number>();
const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);
afterAll(() => console.log([...tally].map(([what, times]) => `${times} ${what}`).join(', ')));

const faultsOf = async (seed: number): Promise<string[]> => {
  const faults: string[] = [];
  const world = newWorld(randomScenario(seed), seed);
  const dice = createDice(seed, 'scheduling');
  const fetch = doorOf(world);
  for (let n = 0; n < DEEDS; n++) {
    const { wait, ...deed } = randomDeed(dice, world);
    world.runtime.runUntil(millis(world.runtime.now() + wait));
    await fetch(requestOf(deed));
    for (const service of world.state.marathon.tracker.scheduled.keys()) {
      const judged = judgeScheduling(world, service);
      if (judged === undefined) continue;
      faults.push(...judged.faults.map((fault) => `seed ${seed}, request ${n}: ${fault}`));
      if (judged.told.agents[0]?.requirements.some(({ kind }) => kind === 'reservation')) count('bound');
      count(judged.told.summary.fit > 0 ? 'fit' : `with fix ${judged.told.fixes[0]?.kind ?? 'none'}`);
    }
  }
  return faults;
};

test('every verdict is the true one, and every fix helps by the book', { timeout: 600_000 }, async () => {
  const faults: string[] = [];
  for (const seed of seedsOf(1, 40)) faults.push(...(await faultsOf(seed)));
  expect(faults.slice(0, 10)).toEqual([]);
});

/** One service whose instances run until they are told to end, with more of them than most clusters have room for. */
const steadyService = (dice: Dice): { readonly noun: 'pods' | 'apps'; readonly body: unknown } => {
  const instances = dice.between(2, 12);
  for (;;) {
    const isPod = dice.chance(60);
    const service = isPod ? randomPod(dice, ID) : randomApp(dice, ID);
    if (service.labels?.['fate'] !== STEADY.fate) continue;
    return isPod
      ? { noun: 'pods', body: { ...service, scaling: { kind: 'fixed', instances } } }
      : { noun: 'apps', body: { ...service, instances } };
  }
};

const forkOf = (world: World): World => {
  const fork = openWorld(sealWorld(world));
  if (fork === undefined) throw new Error('the world cannot be read');
  return fork;
};

/** Offers that were declined are back after five minutes. */
const runOn = (world: World): void => void world.runtime.runUntil(millis(world.runtime.now() + 330_000));

const launches = ({ state }: World) => [...state.record.instances.values()].flatMap(({ launches: own }) => own);

/** The world after the edits were sent; undefined: they were refused. */
const withEdits = async (world: World, noun: string, edits: readonly DefinitionEdit[]) => {
  const fork = forkOf(world);
  const fetch = doorOf(fork);
  const path = `/service/marathon/v2/${noun}${ID}`;
  const answer = (await (await fetch(requestOf({ method: 'GET', path }))).json()) as { app?: object };
  // Apps may not be sent with their version.
  const definition = { ...(answer.app ?? answer), version: undefined };
  const body = editedText(JSON.stringify(definition, null, 2), edits);
  const put = await fetch(requestOf({ method: 'PUT', path: `${path}?force=true`, body }));
  const { version } = (await put.json()) as { version?: string };
  if (!put.ok || version === undefined) return undefined;
  runOn(fork);
  return { fork, version };
};

const tryDefinition = async (world: World, noun: string, { edits }: DefinitionFix): Promise<boolean> => {
  const changed = await withEdits(world, noun, edits);
  return changed !== undefined && launches(changed.fork).some(({ choice }) => choice.version === changed.version);
};

const tryFewer = async (world: World, noun: string, { edits }: FewerFix): Promise<boolean> => {
  const changed = await withEdits(world, noun, edits);
  return changed?.fork.state.marathon.tracker.scheduled.size === 0;
};

const tryAgent = (world: World, { agent }: AgentFix): boolean => {
  const fork = forkOf(world);
  const { runtime, state } = fork;
  const network = createNetwork(state.mesos, findListenerIn(state.workloads, runtime.now), runtime.now);
  const workloads = createWorkloads(state.workloads, runtime, network);
  const ctx = { state: state.mesos, runtime, workloads, changes: createMasterChanges() };
  const { hostname, attributes, region, zone } = agent;
  registerAgent(ctx, {
    hostname,
    ip: hostname,
    resources: [roleResources(agent.role, agent, agent.ports)],
    attributes: Object.entries(attributes).map(([name, text]) => ({ name, type: 'TEXT', text })),
    ...(region !== null && zone !== null && { domain: { region, zone } }),
  });
  runOn(fork);
  return launches(fork).some(({ choice }) => choice.hostname === hostname);
};

const helps = async (world: World, noun: string, fix: Fix): Promise<boolean> => {
  switch (fix.kind) {
    case 'definition':
      return tryDefinition(world, noun, fix);
    case 'agent':
      return tryAgent(world, fix);
    case 'fewer-instances':
      return tryFewer(world, noun, fix);
  }
};

const uselessFixes = async (seed: number): Promise<string[]> => {
  const world = newWorld(randomScenario(seed), seed);
  const dice = createDice(seed, 'fixes');
  const { noun, body } = steadyService(dice);
  world.runtime.runUntil(millis(world.runtime.now() + 1000));
  const path = `/service/marathon/v2/${noun}`;
  await doorOf(world)(requestOf({ method: 'POST', path, body: JSON.stringify(body) }));
  world.runtime.runUntil(millis(world.runtime.now() + 40_000));
  const told = serviceScheduling(world.state, ID);
  if (told === undefined || told.waiting.count === 0 || told.waiting.delayedUntil !== null) return [];
  const useless: string[] = [];
  for (const fix of told.fixes) {
    count(`tried ${fix.kind}`);
    if (!(await helps(world, noun, fix))) useless.push(`seed ${seed}: ${fix.sentence}`);
  }
  return useless;
};

test('who does what a fix says gets one more instance', { timeout: 600_000 }, async () => {
  const useless: string[] = [];
  for (const seed of seedsOf(1, 120)) useless.push(...(await uselessFixes(seed)));
  expect(useless).toEqual([]);
});
