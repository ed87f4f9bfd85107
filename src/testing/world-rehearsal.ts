/** A random world led through its requests once, with what was asked and when: the score to play again at any pace. */
import { createAdminRouter } from '../cluster/admin-router';
import { loadParts } from '../cluster/lazy-parts';
import { newWorld, sealWorld, worldDigest, type World } from '../cluster/world';
import { millis } from '../protocol/units';
import { createDice } from './dice';
import { randomScenario } from './random-agents';
import type { Deed } from './deed';
import { randomDeed } from './random-commands';

/** A request at a point in virtual time. */
export interface TimedDeed extends Omit<Deed, 'wait'> {
  readonly at: number;
}

export interface Rehearsal {
  /** The world before its first entry, sealed. */
  readonly start: string;
  readonly deeds: readonly TimedDeed[];
  /** When the digest was taken: some seconds after the last request. */
  readonly end: number;
  readonly digest: string;
}

const TAIL = 7500;

export const requestOf = ({ method, path, body }: Omit<Deed, 'wait'>): Request =>
  new Request(`http://localhost${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  });

/** The front door of a bare world that someone else keeps the time of. */
export const doorOf = (world: World): ((request: Request) => Promise<Response>) => {
  const settled = <T>(handle: () => T): T => {
    world.runtime.runUntil(world.runtime.now());
    return handle();
  };
  const router = createAdminRouter(
    {
      marathon: (request) => settled(() => world.marathon.handle(request)),
      mesos: (request) => settled(() => world.mesos.http.master(request)),
      agent: (request) => settled(() => world.mesos.http.agent(request)),
      system: (request) => settled(() => world.mesos.http.system(request)),
      dns: (request) => settled(() => world.discovery.dns(request)),
      simulation: (request) => settled(() => world.handleFaults(request)),
    },
    (error) => {
      throw error;
    },
  );
  return (request) => router.fetch(request);
};

/** Plays `count` requests of chance in one go. */
export const rehearse = async (seed: number, count: number): Promise<Rehearsal> => {
  await loadParts();
  const world = newWorld(randomScenario(seed), seed);
  const start = sealWorld(world);
  const dice = createDice(seed, 'commands');
  const fetch = doorOf(world);
  const deeds: TimedDeed[] = [];
  for (let n = 0; n < count; n++) {
    const { wait, ...deed } = randomDeed(dice, world);
    world.runtime.runUntil(millis(world.runtime.now() + wait));
    deeds.push({ ...deed, at: world.runtime.now() });
    await fetch(requestOf(deed));
  }
  const end = world.runtime.now() + TAIL;
  world.runtime.runUntil(millis(end));
  return { start, deeds, end, digest: worldDigest(world) };
};
