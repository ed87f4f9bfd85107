/** What waits and why, and what became of every instance: as the controls answer it. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../../protocol/marathon/pod';
import type { InstanceScheduling, LaunchStep } from '../../protocol/simulation/launch-record';
import type { ServiceScheduling, WaitingService } from '../../protocol/simulation/scheduling';
import { aCluster, instances, podOf } from '../cluster-fixtures';
import { EPOCH } from '../runtime/runtime';

type Placement = NonNullable<NonNullable<PodInput['scheduling']>['placement']>;

const placed = (placement: Placement): Pick<PodInput, 'scheduling'> => ({ scheduling: { placement } });
const asking = (resources: Partial<NonNullable<PodInput['containers'][0]['resources']>>): PodInput['containers'] => [
  { name: 'main', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32, ...resources } },
];

const newCluster = (seed = 1, scenario = 'quickstart') => {
  const cluster = aCluster(seed, scenario);
  return {
    ...cluster,
    why: (service: string) => cluster.read<ServiceScheduling>(`/_simulation/scheduling?service=${service}`),
    what: async (service: string): Promise<InstanceScheduling[]> => {
      const { instances: known } = await cluster.read<ServiceScheduling>(`/_simulation/scheduling?service=${service}`);
      return Promise.all(
        known.map(({ instanceId }) => cluster.read<InstanceScheduling>(`/_simulation/scheduling/${instanceId}`)),
      );
    },
  };
};

/** Steps as words, statuses as their state. */
const words = (steps: readonly LaunchStep[]): string[] =>
  steps.map((step) => (step.what === 'status' ? step.state.replace('TASK_', '') : step.what));

describe('why a service waits', () => {
  test('every agent tells all that is missing, with what was asked, what is there and how much that misses', async () => {
    const { add, advance, why } = newCluster();
    await add(
      podOf('/huge', {
        containers: asking({ cpus: 100, mem: 50_000 }),
        ...placed({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r2' }] }),
      }),
    );
    await advance(10);
    const { agents, summary, waiting, offers } = await why('/huge');
    expect(waiting).toEqual({ count: 1, since: EPOCH + 2000, delayedUntil: null });
    expect(offers).toMatchObject({ seen: 6, refused: 6, lastUsedAt: null });
    expect(summary).toMatchObject({ agents: 6, fit: 0 });
    const first = agents.find(({ hostname }) => hostname === '10.0.1.11');
    expect(first).toMatchObject({ fits: false, offering: { state: 'declined' }, region: 'us-east' });
    const missing = first?.requirements.filter(({ ok }) => !ok);
    expect(missing).toEqual([
      { kind: 'cpus', ok: false, asked: 100.1, there: 4, missing: 96.1 },
      { kind: 'mem', ok: false, asked: 50_032, there: 14_336, missing: 35_696 },
      {
        kind: 'constraint',
        ok: false,
        index: 0,
        field: 'rack',
        operator: 'IS',
        value: 'r2',
        there: 'r1',
        placed: null,
      },
    ]);
    expect(first?.lastRefusal?.lacked).toEqual(missing);
    expect(first?.requirements.find(({ kind }) => kind === 'disk')).toEqual({
      kind: 'disk',
      ok: true,
      asked: 10,
      there: 102_400,
      missing: 0,
    });
  });

  test('the summary tells on how many agents one requirement alone decides', async () => {
    const { add, advance, why } = newCluster();
    await add(
      podOf('/web', { ...instances(9), ...placed({ constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] }) }),
    );
    await advance(20);
    const { summary, placed: there, wanted } = await why('/web');
    expect([there, wanted, summary.fit]).toEqual([3, 9, 0]);
    expect(summary.limits[0]).toEqual({
      kind: 'constraint',
      index: 0,
      label: 'hostname UNIQUE',
      failing: 3,
      onlyFailing: 3,
    });
    expect(summary.sentence).toBe('No agent fits: on 3 of 6 agents only the wish for hostname UNIQUE fails.');
  });

  test('free resources are told as the largest on one agent and as all together', async () => {
    const { add, advance, why } = newCluster();
    await add(podOf('/huge', { containers: asking({ cpus: 10 }) }));
    await advance(5);
    const { scalars } = (await why('/huge')).summary;
    expect(scalars.find(({ name }) => name === 'cpus')).toEqual({ name: 'cpus', asked: 10.1, largest: 8, total: 24 });
  });

  test('a service that fits and waits for its back-off tells for how long', async () => {
    const { add, advance, why } = newCluster();
    await add({
      ...podOf('/crash', {}, 'sleep 1; exit 1'),
      scheduling: { backoff: { backoff: 600, backoffFactor: 2, maxLaunchDelay: 600 } },
    });
    await advance(30);
    const { waiting, summary, agents } = await why('/crash');
    expect(waiting).toMatchObject({ count: 1, delayedUntil: expect.any(Number) });
    expect(summary.fit).toBe(3);
    expect(summary.sentence).toBe(
      'One more instance fits on 3 of 6 agents, but no launch is tried for another 10 min.',
    );
    await advance(500);
    expect((await why('/crash')).summary.sentence).toMatch(/ but no launch is tried for another \d+ s\.$/);
    expect(agents[0]?.offering).toEqual({ state: 'suppressed' });
  });

  test('resources that an offer under way holds count as there', async () => {
    const { add, why, read } = newCluster();
    await add(podOf('/web'));
    const { summary, agents } = await why('/web');
    expect(summary).toMatchObject({ fit: 3, offered: 3 });
    expect(agents.filter(({ fits }) => fits).map(({ offering }) => offering.state)).toEqual(Array(3).fill('offered'));
    expect(await read<WaitingService[]>('/_simulation/scheduling')).toMatchObject([
      { service: '/web', kind: 'pod', waiting: { count: 1 } },
    ]);
  });

  test('a cluster without agents says so', async () => {
    const { add, advance, why } = newCluster(1, 'empty');
    await add(podOf('/web'));
    await advance(5);
    expect((await why('/web')).summary).toMatchObject({ agents: 0, fit: 0, sentence: 'The cluster has no agents.' });
  });

  test('as many agents are told as were asked for, those that miss least first', async () => {
    const { add, read } = newCluster();
    await add(podOf('/huge', { containers: asking({ cpus: 10 }) }));
    const answer = await read<ServiceScheduling>('/_simulation/scheduling?service=huge&agents=2');
    expect(answer.agents.map(({ requirements }) => requirements.filter(({ ok }) => !ok).length)).toEqual([1, 1]);
    expect(answer.summary.agents).toBe(6);
  });

  test('what there is not is a 404 with a sentence, and nonsense a 422', async () => {
    const { send } = newCluster();
    const ask = async (path: string) => {
      const { status, body } = await send('GET', `/_simulation/scheduling${path}`);
      return [status, body];
    };
    expect(await ask('?service=/nope')).toEqual([404, { message: "There is no service '/nope'." }]);
    expect(await ask('/nope.instance-1')).toEqual([
      404,
      { message: "There is no instance 'nope.instance-1', and no record of one." },
    ]);
    expect((await ask('?service=/nope&agents=-1'))[0]).toBe(422);
    expect((await send('POST', '/_simulation/scheduling')).status).toBe(404);
  });
});

describe('what became of an instance', () => {
  test('its launch is told step by step, in order, from the offer to running', async () => {
    const { add, advance, what } = newCluster();
    await add(podOf('/web'));
    await advance(20);
    const [instance] = await what('/web');
    expect(instance).toMatchObject({
      service: '/web',
      condition: 'Running',
      waitingSince: null,
      why: null,
      forgotten: 0,
    });
    const [launch] = instance?.launches ?? [];
    expect(words(launch?.steps ?? [])).toEqual([
      'accepted',
      'delivered-to-agent',
      'executor-started',
      'executor-subscribed',
      'container-launching',
      'STARTING',
      'container-ready',
      'RUNNING',
    ]);
    const times = launch?.steps.map(({ at }) => at) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(launch).toMatchObject({ waitedSince: EPOCH + 2000, incarnation: 1 });
    expect(launch?.choice).toMatchObject({ batch: 6, offersRefused: launch?.choice.refused, competitors: 0 });
  });

  test('the choice tells which offers of the batch did not fit before, why, and who else was in line for one this large', async () => {
    const { add, advance, what } = newCluster();
    await add(podOf('/never', { containers: asking({ cpus: 100 }) }));
    await add(podOf('/elsewhere', placed({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r9' }] })));
    await advance(10);
    await add(podOf('/picky', placed({ constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r3' }] })));
    await advance(20);
    const [launch] = (await what('/picky'))[0]?.launches ?? [];
    expect(launch?.choice).toMatchObject({
      hostname: '10.0.2.11',
      batch: 6,
      competitors: 1,
      firstCompetitors: ['/elsewhere'],
      constraints: [{ kind: 'constraint', ok: true, index: 0, field: 'rack', there: 'r3', placed: null }],
    });
    expect(launch?.choice.refused).toBe((launch?.choice.place ?? 0) - 1);
    for (const { lacked } of launch?.choice.refusals ?? [])
      expect(lacked).toContainEqual(expect.objectContaining({ kind: 'constraint', ok: false, index: 0, value: 'r3' }));
  });

  test('an instance that comes back tells its last launches, each with its end', async () => {
    const { add, advance, what } = newCluster();
    await add({
      ...podOf('/crash', {}, 'sleep 1; exit 3'),
      scheduling: { backoff: { backoff: 1, backoffFactor: 1, maxLaunchDelay: 1 } },
    });
    await advance(120);
    const [instance] = await what('/crash');
    expect(instance?.launches).toHaveLength(3);
    expect(instance?.forgotten).toBeGreaterThan(3);
    const [first] = instance?.launches ?? [];
    expect(words(first?.steps ?? []).slice(-5)).toEqual([
      'RUNNING',
      'process-ended',
      'FAILED',
      'executor-exited',
      'executor-destroyed',
    ]);
    expect(first?.steps).toContainEqual(
      expect.objectContaining({ what: 'process-ended', container: 'main', exit: { kind: 'exited', code: 3 } }),
    );
    expect(first?.steps).toContainEqual(
      expect.objectContaining({ what: 'status', state: 'TASK_FAILED', message: 'Command exited with status 3' }),
    );
  });

  test('a kill is told from the wish to the end, and the record outlives the instance', async () => {
    const { add, advance, what, read, send } = newCluster();
    await add(podOf('/web', {}, 'trap "" TERM; sleep 1000'));
    await advance(20);
    const [before] = await what('/web');
    await send('DELETE', '/v2/pods/web');
    await advance(60);
    const gone = await read<InstanceScheduling>(`/_simulation/scheduling/${before?.instanceId ?? ''}`);
    expect(gone).toMatchObject({ service: '/web', condition: null });
    expect(words(gone.launches[0]?.steps ?? []).slice(8)).toEqual([
      'kill-asked',
      'kill-delivered',
      'signalled',
      'KILLING',
      'signalled',
      'process-ended',
      'KILLED',
      'executor-exited',
      'executor-destroyed',
    ]);
  });

  test('of an app it is told alike', async () => {
    const { send, advance, what } = newCluster();
    await send('POST', '/v2/apps', { id: '/app', cmd: 'sleep 1000', cpus: 0.1, mem: 32 });
    await advance(20);
    const [instance] = await what('/app');
    expect(words(instance?.launches[0]?.steps ?? [])).toContain('executor-subscribed');
    expect(words(instance?.launches[0]?.steps ?? []).at(-1)).toBe('RUNNING');
  });

  test('while it waits, it tells why', async () => {
    const { add, advance, what } = newCluster();
    await add(podOf('/huge', { containers: asking({ cpus: 100 }) }));
    await advance(5);
    const [instance] = await what('/huge');
    expect(instance).toMatchObject({
      condition: 'Scheduled',
      waitingSince: EPOCH + 2000,
      launches: [],
      why: { service: '/huge', summary: { fit: 0 } },
    });
  });

  test('a snapshot brings the record along, and it goes on', async () => {
    const first = newCluster(3);
    await first.add(podOf('/web'));
    await first.advance(1);
    const { body } = await first.send('GET', '/_simulation/snapshot');
    const second = newCluster(9);
    await second.send('PUT', '/_simulation/snapshot', body);
    await first.advance(30);
    await second.advance(30);
    expect(await second.what('/web')).toEqual(await first.what('/web'));
    expect((await second.what('/web'))[0]?.launches[0]?.steps).toHaveLength(8);
  });
});
