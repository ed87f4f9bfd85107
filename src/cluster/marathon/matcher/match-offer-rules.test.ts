/** The matcher against the book: the same verdict and the same reasons for ten thousand offers of chance. */
import { expect, test } from 'vitest';
import { createDice } from '../../../testing/dice';
import type { Dice } from '../../../testing/dice';
import { judgeOffer } from '../../../testing/offer-rules';
import { randomScenario } from '../../../testing/random-agents';
import { randomApp } from '../../../testing/random-apps';
import { randomPod } from '../../../testing/random-pods';
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { Offer, Unavailability } from '../../../protocol/mesos/offer';
import type { Reservation } from '../../../protocol/mesos/resources';
import { milli, millis } from '../../../protocol/units';
import type { AgentSpec } from '../../mesos/agent-spec';
import { podFormOf } from '../app/pod-form';
import type { AgentPlace } from '../instance/instance';
import { anApp, aPod } from '../marathon-fixtures';
import { demandOf } from './demand';
import { matchOffer } from './match-offer';
import { wireReasons } from './no-match-reason';
import { createPlacements } from './placements';

const SEEDS = 500;
const PODS = 5;
const OFFERS = 5;

/** What is left of an agent: all, part, or next to nothing of each scalar, and some of its ports. */
const offerOf = (dice: Dice, { hostname, domain, resources, attributes }: AgentSpec): Offer => {
  const part = (): number => dice.pick([1, 1, 0.5, 0.1, 0.01, 0]);
  const cut = (amount: number): ReturnType<typeof milli> => milli((Math.round(amount * part()) || 0) / 1000);
  return {
    id: 'O',
    frameworkId: 'F',
    agentId: hostname,
    hostname,
    ...(domain !== undefined && { domain }),
    ...(dice.chance(20) && { unavailability: windowOf(dice) }),
    attributes,
    resources: resources.map((entry) => ({
      ...entry,
      cpus: cut(entry.cpus),
      mem: cut(entry.mem),
      disk: cut(entry.disk),
      gpus: entry.gpus,
      ports: dice.chance(70) ? entry.ports : entry.ports.slice(0, 1).map(({ begin }) => ({ begin, end: begin + 1 })),
      ...(dice.chance(15) && { role: 'slave_public', reservation: reservedFor(dice.pick(['me', 'other'])) }),
    })),
  };
};

const NOW = 1000;

const windowOf = (dice: Dice): Unavailability => ({
  start: millis(dice.pick([0, NOW, NOW + 1])),
  ...(dice.chance(70) && { duration: millis(dice.pick([NOW, NOW + 1])) }),
});

const reservedFor = (id: string): Reservation => ({ labels: { marathon_task_id: id } });

const placeOf = ({ hostname, domain, attributes }: AgentSpec): AgentPlace => ({
  agentId: hostname,
  host: hostname,
  region: domain?.region ?? null,
  zone: domain?.zone ?? null,
  attributes,
});

const definitionOf = (dice: Dice): PodDefinition =>
  dice.chance(25) ? podFormOf(anApp(randomApp(dice, '/app'))) : aPod(randomPod(dice, '/pod'));

/** What the matcher and the book say of one offer, when they differ. */
const disagreement = (dice: Dice, agents: readonly AgentSpec[], pod: PodDefinition): string[] => {
  const agent = dice.pickFrom(agents);
  if (agent === undefined) return [];
  const others = Array.from({ length: dice.between(0, 5) }, () => dice.pickFrom(agents) ?? agent);
  const region = dice.pick(['here', 'here', null]);
  const offer = offerOf(dice, agent);
  const reserved = offer.resources.find(({ reservation }) => reservation?.labels['marathon_task_id'] === 'me');
  const context = {
    placements: createPlacements(others.map(placeOf)),
    localRegion: region,
    now: millis(NOW),
    draw: () => 0,
    ...(reserved !== undefined && { reserved }),
  };
  const found = matchOffer(offer, demandOf(pod), context);
  const reasons = found.kind === 'match' ? [] : wireReasons(found.reasons).toSorted();
  const judged = judgeOffer(offer, pod, { others, region, now: NOW, ...(reserved !== undefined && { bound: 'me' }) });
  if (judged.fits === (found.kind === 'match') && [...judged.reasons].toSorted().join() === reasons.join()) return [];
  return [
    `${found.kind} ${reasons.join()}, by the book ${[...judged.reasons].join()}: ${JSON.stringify({ pod, offer, others })}`,
  ];
};

test(`offers are refused for the reasons of the book, in ${SEEDS * PODS * OFFERS} worlds`, { timeout: 60_000 }, () => {
  const disagreements: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const dice = createDice(seed, 'offers');
    const { agents } = randomScenario(seed);
    for (let n = 0; n < PODS; n++) {
      const pod = definitionOf(dice);
      for (let m = 0; m < OFFERS; m++)
        disagreements.push(...disagreement(dice, agents, pod).map((each) => `seed ${seed}: ${each}`));
    }
  }
  expect(disagreements).toEqual([]);
});
