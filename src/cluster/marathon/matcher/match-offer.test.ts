/** What an offer has to have, and every reason why one does not fit. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../../../protocol/marathon/pod';
import type { Offer } from '../../../protocol/mesos/offer';
import { totalScalars } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { aPod, anInstance, anOffer, aPlace } from '../marathon-fixtures';
import { demandOf } from './demand';
import { matchOffer } from './match-offer';
import type { MatchContext } from './match-offer';
import { wireReasons } from './no-match-reason';
import { createPlacements } from './placements';
import { milli, millis } from '../../../protocol/units';

const context: MatchContext = { placements: createPlacements([]), localRegion: null, now: millis(0), draw: () => 0 };
const match = (offer: Offer, pod: Partial<PodInput> = {}, wish: Partial<MatchContext> = {}) =>
  matchOffer(offer, demandOf(aPod(pod)), { ...context, ...wish });
const reasons = (...args: Parameters<typeof match>) => {
  const result = match(...args);
  return result.kind === 'match' ? [] : result.reasons;
};

/** One container with these host ports. */
const withPorts = (...ports: number[]): Partial<PodInput> => ({
  containers: [
    {
      name: 'main',
      resources: { cpus: 0.1, mem: 32 },
      endpoints: ports.map((hostPort, i) => ({ name: `e${i}`, hostPort })),
    },
  ],
});

describe('a match', () => {
  test('takes executor and containers out of the offer, exactly', () => {
    const result = match(anOffer(), {
      containers: [
        { name: 'a', resources: { cpus: 0.1, mem: 32 } },
        { name: 'b', resources: { cpus: 0.2, mem: 64.125 } },
      ],
    });
    if (result.kind !== 'match') throw new Error('no match');
    expect(totalScalars(result.executor)).toMatchObject({ cpus: 100, mem: 32_000, disk: 10_000 });
    expect(result.containers.map(totalScalars)).toMatchObject([
      { cpus: 100, mem: 32_000 },
      { cpus: 200, mem: 64_125 },
    ]);
    expect(totalScalars(result.rest.resources)).toEqual({ cpus: 3600, mem: 895_875, disk: 1_014_000, gpus: 0 });
  });

  test('may use an offer up to the last thousandth', () => {
    expect(reasons(anOffer({ cpus: 0.2, mem: 64, disk: 10 }))).toEqual([]);
  });
});

describe('every shortage is told, with what was asked, had and missing', () => {
  test('scalars', () => {
    expect(reasons(anOffer({ cpus: 0.05, mem: 10, disk: 1 }))).toEqual([
      { reason: 'InsufficientCpus', asked: 200, had: 50, missing: 150 },
      { reason: 'InsufficientMemory', asked: 64_000, had: 10_000, missing: 54_000 },
      { reason: 'InsufficientDisk', asked: 10_000, had: 1000, missing: 9000 },
    ]);
  });

  test('graphics processors', () => {
    const gpus = { containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32, gpus: 2 } }] };
    expect(reasons(anOffer({ gpus: 1 }), gpus)).toEqual([
      { reason: 'InsufficientGpus', asked: 2000, had: 1000, missing: 1000 },
    ]);
    expect(reasons(anOffer({ gpus: 2 }), gpus)).toEqual([]);
  });

  test('an agent with graphics processors is kept for those who want them', () => {
    expect(reasons(anOffer({ gpus: 1 }))).toEqual([{ reason: 'DeclinedScarceResources', asked: 0, had: 1000 }]);
  });

  test('resources of a role the pod does not accept do not count', () => {
    expect(wireReasons(reasons(anOffer({ role: 'slave_public' })))).toEqual([
      'UnfulfilledRole',
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientDisk',
    ]);
    const accepting = { scheduling: { placement: { acceptedResourceRoles: ['slave_public'] } } };
    expect(reasons(anOffer({ role: 'slave_public' }), accepting)).toEqual([]);
    expect(reasons(anOffer(), accepting)[0]).toMatchObject({ asked: 200, had: 0 });
  });

  test('constraints, each with the value of the agent', () => {
    const unique = { fieldName: 'hostname', operator: 'UNIQUE' as const };
    const like = { fieldName: 'rack', operator: 'LIKE' as const, value: 'r.' };
    const scheduling = { placement: { constraints: [unique, like] } };
    const placements = createPlacements([anInstance().agent ?? aPlace()]);
    expect(reasons(anOffer(), { scheduling }, { placements })).toEqual([
      { reason: 'UnfulfilledConstraint', asked: unique, had: '10.0.0.11' },
      { reason: 'UnfulfilledConstraint', asked: like, had: null },
    ]);
  });

  test('several kinds at once, for the API each once and in funnel order', () => {
    const scheduling = {
      placement: { constraints: [{ fieldName: 'rack', operator: 'CLUSTER' as const, value: 'r1' }] },
    };
    const pod = { ...withPorts(80), scheduling };
    expect(wireReasons(reasons(anOffer({ cpus: 0, gpus: 1 }), pod))).toEqual([
      'UnfulfilledConstraint',
      'InsufficientCpus',
      'InsufficientPorts',
      'DeclinedScarceResources',
    ]);
  });
});

describe('reserved resources', () => {
  /** One container with a volume of 100 MiB. */
  const keeping = (...ports: number[]): Partial<PodInput> => ({
    volumes: [{ name: 'data', persistent: { size: 100 } }],
    containers: [
      {
        name: 'main',
        resources: { cpus: 0.1, mem: 32 },
        endpoints: ports.map((hostPort, i) => ({ name: `e${i}`, hostPort })),
        volumeMounts: [{ name: 'data', mountPath: 'data' }],
      },
    ],
  });
  const resourcesOf = (wish: Parameters<typeof anOffer>[0] = {}): RoleResources => {
    const [resources] = anOffer(wish).resources;
    if (resources === undefined) throw new Error('an offer has resources');
    return resources;
  };
  const free = resourcesOf();
  const entry = (owner: string, wish: Parameters<typeof anOffer>[0] = {}): RoleResources => ({
    ...resourcesOf({ role: 'slave_public', ports: [], ...wish }),
    reservation: { labels: { owner } },
  });
  const own: RoleResources = {
    ...entry('me', { cpus: 0.2, mem: 64, disk: 110, ports: [{ begin: 40_000, end: 40_000 }] }),
    volumes: [{ id: 'v', size: milli(100), containerPath: 'data' }],
  };
  const offer = (...resources: RoleResources[]): Offer => ({ ...anOffer(), resources });

  test('of a reservation never count for a new launch, whatever roles it accepts', () => {
    const scheduling = { placement: { acceptedResourceRoles: ['*', 'slave_public'] } };
    expect(wireReasons(reasons(offer(entry('other')), { scheduling }))).toEqual([
      'UnfulfilledRole',
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientDisk',
    ]);
  });

  test('are made of what is nobody’s alone, volumes and all', () => {
    expect(reasons(anOffer({ role: 'slave_public' }), keeping())[0]).toMatchObject({ asked: 200, had: 0 });
    const result = match(anOffer({ disk: 110 }), keeping());
    if (result.kind !== 'match') throw new Error('no match');
    expect(totalScalars(result.executor)).toMatchObject({ disk: 110_000 });
    expect(reasons(anOffer({ disk: 109 }), keeping())).toEqual([
      { reason: 'InsufficientDisk', asked: 110_000, had: 109_000, missing: 1000 },
    ]);
  });

  test('for one instance are all that it takes on its relaunch: its volumes, its port, and nothing of anybody else', () => {
    const result = match(offer(free, entry('other'), own), keeping(0), { reserved: own });
    if (result.kind !== 'match') throw new Error('no match');
    expect(result.hostPorts).toEqual([[40_000]]);
    expect(result.executor).toMatchObject([{ reservation: own.reservation, volumes: own.volumes, disk: 110_000 }]);
    expect(result.containers.flat()).toMatchObject([{ reservation: own.reservation, cpus: 100 }]);
    expect(result.rest.resources).toEqual([free, entry('other')]);
  });

  test('that are too few for a relaunch are not made up for by free ones', () => {
    expect(reasons(offer(free, own), keeping(0, 0), { reserved: own })).toEqual([
      { reason: 'InsufficientPorts', asked: 2, had: 1, missing: [] },
    ]);
  });

  test('bind an instance to its agent also when that gets graphics processors, which would be spared otherwise', () => {
    const scarce = resourcesOf({ gpus: 1 });
    expect(reasons(offer(scarce, own), keeping(), { reserved: own })).toEqual([]);
    expect(wireReasons(reasons(offer(scarce), keeping()))).toEqual(['DeclinedScarceResources']);
  });
});

describe('another region', () => {
  const remote = anOffer({ region: 'west' });

  test('is only for pods that ask for a region or zone, and refused in silence', () => {
    const found = reasons(remote, {}, { localRegion: 'east' });
    expect(found).toEqual([{ reason: 'RemoteRegion', asked: 'east', had: 'west' }]);
    expect(wireReasons(found)).toEqual([]);
    const asking = {
      scheduling: { placement: { constraints: [{ fieldName: '@region', operator: 'IS' as const, value: 'west' }] } },
    };
    expect(reasons(remote, asking, { localRegion: 'east' })).toEqual([]);
  });

  test('does not exist where the master or the agent knows none', () => {
    expect(reasons(remote)).toEqual([]);
    expect(reasons(anOffer(), {}, { localRegion: 'east' })).toEqual([]);
  });
});

describe('host ports', () => {
  const allocated = (...args: Parameters<typeof match>) => {
    const result = match(...args);
    return result.kind === 'match' ? result.hostPorts : result.reasons;
  };

  test('fixed ones must be offered', () => {
    expect(allocated(anOffer(), withPorts(31_003))).toEqual([[31_003]]);
    expect(allocated(anOffer(), withPorts(80, 31_003))).toMatchObject([{ reason: 'InsufficientPorts', missing: [80] }]);
  });

  test('any ones follow each other from a random start, around the end and past fixed ones', () => {
    expect(allocated(anOffer(), withPorts(0, 0, 31_001), { draw: () => 0.99 })).toEqual([[31_009, 31_000, 31_001]]);
    expect(allocated(anOffer(), withPorts(0, 0, 31_001))).toEqual([[31_000, 31_002, 31_001]]);
  });

  test('too few of any are told by number', () => {
    const few = anOffer({ ports: [{ begin: 31_000, end: 31_000 }] });
    expect(allocated(few, withPorts(0, 0))).toEqual([{ reason: 'InsufficientPorts', asked: 2, had: 1, missing: [] }]);
    expect(allocated(few, withPorts(0, 31_000))).toEqual([
      { reason: 'InsufficientPorts', asked: 1, had: 0, missing: [] },
    ]);
  });

  test('belong to the executor and to nobody else afterwards', () => {
    const result = match(anOffer(), withPorts(0, 31_005));
    if (result.kind !== 'match') throw new Error('no match');
    expect(result.executor.map(({ ports }) => ports)).toEqual([
      [
        { begin: 31_000, end: 31_000 },
        { begin: 31_005, end: 31_005 },
      ],
    ]);
    expect(result.rest.resources[0]?.ports).toEqual([
      { begin: 31_001, end: 31_004 },
      { begin: 31_006, end: 31_009 },
    ]);
  });

  test('come per container, endpoints without one left out', () => {
    const pod: Partial<PodInput> = {
      networks: [{ mode: 'container' }],
      containers: [
        { name: 'a', resources: { cpus: 0.1, mem: 32 }, endpoints: [{ name: 'in', containerPort: 80 }] },
        {
          name: 'b',
          resources: { cpus: 0.1, mem: 32 },
          endpoints: [
            { name: 'x', containerPort: 81, hostPort: 31_004 },
            { name: 'y', containerPort: 82, hostPort: 0 },
          ],
        },
      ],
    };
    expect(allocated(anOffer(), pod)).toEqual([[], [31_004, 31_000]]);
  });

  test('a refused offer draws nothing, so that refusals never shift the ports of others', () => {
    let draws = 0;
    reasons(anOffer({ cpus: 0 }), withPorts(0), { draw: () => draws++ });
    expect(draws).toBe(0);
  });
});

describe('an agent whose machine is to be maintained', () => {
  const [start, duration] = [millis(10_000), millis(5000)];
  test.each([
    ['a moment before the window', 9999, { start, duration }, []],
    ['when it opens', 10_000, { start, duration }, ['AgentMaintenance']],
    ['at its last moment', 14_999, { start, duration }, ['AgentMaintenance']],
    ['when it closes', 15_000, { start, duration }, []],
    ['for ever after the beginning of one without an end', 10 ** 9, { start }, ['AgentMaintenance']],
  ] as const)('is judged %s', (_, now, unavailability, expected) => {
    const offer = { ...anOffer(), unavailability };
    expect(reasons(offer, {}, { now: millis(now) }).map(({ reason }) => reason)).toEqual(expected);
  });
});
