/** Leads one random world through its life, asks the invariants after every event, and says how to see a failure again. */
import { createAdminRouter } from '../cluster/admin-router';
import { loadParts } from '../cluster/lazy-parts';
import { isApp } from '../cluster/marathon/group/definition';
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { newWorld, type ClusterEntry, type World } from '../cluster/world';
import { millis } from '../protocol/units';
import { createDice } from './dice';
import { discoveryFaults, podAddressFaults } from './discovery-reading';
import { isSettled, isSteady, pendingWork, remains } from './liveness';
import type { Observer } from './observer';
import { randomScenario } from './random-agents';
import type { Deed } from './deed';
import { randomDeed } from './random-commands';
import { hasFaults } from './random-faults';
import { endMaintenance } from './random-maintenance';
import { requestOf } from './world-rehearsal';
import { createJudge, type Judge } from './world-judge';
import { createWorldAudit } from './world-audit';
import { createObservers } from './world-observers';
import { createWitnesses } from './world-witnesses';

const DEEDS = 200;
const SAMPLE = 10_000;
/** Samples a fault may last: a refusal hides an agent for 300 s, a launch is delayed by 60 s at most. */
const PATIENCE = 40;
const MOST_SAMPLES = 200;
const GONE_WITHIN = 120_000;
/** After faults everything takes longer: agents come back after 400 s, updates are sent again after 600 s, Marathon asks every 600 s. */
const AFTER_FAULTS = 4;

export interface WorldReport {
  readonly seed: number;
  readonly entries: number;
  readonly launches: number;
  readonly accepted: number;
  readonly refused: number;
  /** Pods that wait and instances there are after everything came to rest. */
  readonly waiting: number;
  readonly placed: number;
}

/** Told of every request and every entry. */
type Log = (line: string) => void;

interface Life {
  readonly world: World;
  /** Sends a request through the front door. */
  fetch(deed: Omit<Deed, 'wait'>): Promise<void>;
  /** Lets virtual milliseconds go by. */
  pass(ms: number): void;
  check(faults: readonly string[]): void;
  counts(): Pick<WorldReport, 'accepted' | 'refused' | 'launches'>;
}

/** @returns undefined for nothing and for what is no JSON */
const parse = (text: string): unknown => {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

/** Mesos has nothing to say while no master leads. */
const isLeaderless = ({ state }: World, { status }: Response): boolean => status === 503 && !state.mesos.master.leading;

/** Mesos refuses in words. */
const isJson = ({ path }: Omit<Deed, 'wait'>, { status }: Response): boolean =>
  !path.startsWith('/mesos/') || status < 400;

/** What is wrong with an answer, whatever was asked. */
const answerFaults = (
  world: World,
  deed: Omit<Deed, 'wait'>,
  answer: Response,
  text: string,
  lastChange: number,
): string[] => [
  ...((answer.status >= 500 || (text !== '' && parse(text) === undefined && isJson(deed, answer))) &&
  !isLeaderless(world, answer)
    ? [`answer ${answer.status}: ${text.slice(0, 200)}`]
    : []),
  ...(answer.headers.has('Marathon-Deployment-Id') && world.state.marathon.store.lastChange <= lastChange
    ? ['I12: a deployment without a later version']
    : []),
];

/** The world of a seed, where whatever happens is looked at. */
const watchedWorld = (seed: number, judge: Judge, log: Log | undefined) => {
  const observe: Observer = createObservers();
  let launches = 0;
  let audited = -1;
  /** Not twice at the same moment, unless something happened to it. */
  const audit = (when: string, isForced = false): void => {
    const { processed } = world.state.runtime;
    if (processed === audited && !isForced) return;
    audited = processed;
    judge.check(world, checks.atRest(), when);
  };
  const onEntry = (entry: ClusterEntry): void => {
    log?.(`  +${world.runtime.now() - world.state.mesos.master.startedAt} ms ${JSON.stringify(entry).slice(0, 400)}`);
    if (entry.kind === 'RUN_TASK_GROUP') launches++;
    const faults = [...observe(entry, world), ...witnesses.observe(entry), ...checks.after(entry)];
    judge.check(world, faults, `${entry.to} ${entry.kind}`);
  };
  const world: World = newWorld(randomScenario(seed), seed, onEntry);
  const witnesses = createWitnesses(world);
  const checks = createWorldAudit(world);
  const run = (until: number): void => {
    try {
      world.runtime.runUntil(millis(until));
    } catch (error) {
      judge.blame(world, error, 'inside');
    }
    audit('at rest');
  };
  return { world, audit, run, witnesses, launches: () => launches };
};

const beginLife = (seed: number, log: Log | undefined): Life => {
  const judge = createJudge(seed);
  const { world, audit, run, witnesses, launches } = watchedWorld(seed, judge, log);
  const counts = { accepted: 0, refused: 0 };
  const router = createAdminRouter(
    {
      marathon: (request) => {
        run(world.runtime.now());
        return world.marathon.handle(request);
      },
      mesos: (request) => world.mesos.http.master(request),
      agent: (request) => world.mesos.http.agent(request),
      system: (request) => world.mesos.http.system(request),
      dns: (request) => world.discovery.dns(request),
      simulation: (request) => {
        run(world.runtime.now());
        return world.handleFaults(request);
      },
    },
    (error) => judge.blame(world, error, 'request'),
  );
  return {
    world,
    pass: (ms) => run(world.runtime.now() + ms),
    check: (faults) => judge.check(world, faults, 'at rest'),
    counts: () => ({ ...counts, launches: launches() }),
    async fetch(deed) {
      const what = `${deed.method} ${deed.path} ${(deed.body ?? '').slice(0, 2000)}`;
      judge.begin(what);
      run(world.runtime.now());
      judge.check(world, witnesses.before(deed), 'before a request');
      const { lastChange } = world.state.marathon.store;
      const answer = await router.fetch(requestOf(deed));
      const text = await answer.text();
      log?.(`${answer.status} ${what}\n    ${text.slice(0, 300)}`);
      judge.check(world, answerFaults(world, deed, answer, text, lastChange), 'request');
      const { status, headers } = answer;
      judge.check(world, witnesses.after({ ...deed, status, headers, answer: parse(text) }), 'request');
      if (deed.method !== 'GET') counts[answer.ok ? 'accepted' : 'refused']++;
      audit('request', true);
    },
  };
};

const liveServices = ({ state }: World) => [...state.marathon.store.specs.values()].filter(({ removed }) => !removed);

const removeAll = async ({ world, fetch }: Life, which: (id: string) => boolean): Promise<void> => {
  for (const { current } of liveServices(world)) {
    const path = `/service/marathon/v2/${isApp(current) ? 'apps' : 'pods'}${current.id}?force=true`;
    if (which(current.id)) await fetch({ method: 'DELETE', path });
  }
};

/** Lets time pass until nothing is left to do. Only what stays wrong for long is wrong. */
const settle = ({ world, pass, check }: Life): void => {
  const longer = hasFaults(world.state.seed) ? AFTER_FAULTS : 1;
  const patience = PATIENCE * longer;
  const lasting = new Map<string, number>();
  let quiet = 0;
  for (let sample = 0; sample < MOST_SAMPLES * longer; sample++) {
    pass(SAMPLE);
    const pending = pendingWork(world);
    for (const fault of lasting.keys()) if (!pending.includes(fault)) lasting.delete(fault);
    for (const fault of pending) lasting.set(fault, (lasting.get(fault) ?? 0) + 1);
    check(pending.filter((fault) => (lasting.get(fault) ?? 0) >= patience));
    quiet = pending.length === 0 ? quiet + 1 : 0;
    if (quiet >= PATIENCE || (quiet > 0 && isSettled(world))) return;
  }
  check([`liveness: no rest after ${(MOST_SAMPLES * longer * SAMPLE) / 1000} s`]);
};

/** All machines are up again, once a master leads to hear of it. */
const repair = async ({ world, pass, fetch }: Life): Promise<void> => {
  while (!world.state.mesos.master.leading) pass(1000);
  for (const deed of endMaintenance(world)) await fetch(deed);
};

/** Two hundred requests of chance; then the restless pods go and the rest has to come to rest; then everything goes. */
export const runWorld = async (seed: number, log?: Log): Promise<WorldReport> => {
  await loadParts();
  const life = beginLife(seed, log);
  const { world, pass } = life;
  const dice = createDice(seed, 'commands');
  pass(dice.between(0, 1500));
  for (let n = 0; n < DEEDS; n++) {
    const deed = randomDeed(dice, world);
    pass(deed.wait);
    await life.fetch(deed);
    if (n % 10 === 9) life.check(discoveryFaults(world));
  }
  await life.fetch({ method: 'DELETE', path: '/_simulation/faults' });
  if (hasFaults(seed)) await repair(life);
  await removeAll(life, (id) => {
    const pod = world.state.marathon.store.specs.get(id)?.current;
    return pod !== undefined && !isSteady(podFormOf(pod));
  });
  settle(life);
  life.check([...discoveryFaults(world), ...podAddressFaults(world)]);
  const { scheduled, instances } = world.state.marathon.tracker;
  const rest = { waiting: scheduled.size, placed: instances.size };
  await removeAll(life, () => true);
  pass(hasFaults(seed) ? GONE_WITHIN * 10 : GONE_WITHIN);
  life.check(remains(world));
  return { seed, ...rest, ...life.counts(), entries: world.state.runtime.processed };
};
