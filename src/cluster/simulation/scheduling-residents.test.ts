/** Services with persistent volumes explained: where they may go at first, and where they have to go afterwards. */
import { expect, test } from 'vitest';
import type { PodInput } from '../../protocol/marathon/pod';
import type { InstanceScheduling } from '../../protocol/simulation/launch-record';
import type { ServiceScheduling } from '../../protocol/simulation/scheduling';
import { aCluster, podOf } from '../cluster-fixtures';

const resident = (size: number): PodInput =>
  podOf('/db', {
    volumes: [{ name: 'data', persistent: { size } }],
    containers: [
      {
        name: 'main',
        exec: { command: { shell: 'sleep 100000' } },
        resources: { cpus: 0.1, mem: 32 },
        volumeMounts: [{ name: 'data', mountPath: 'data' }],
      },
    ],
  });

const running = async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(resident(50));
  await cluster.advance(15);
  const [instance] = (await cluster.status('/db')).instances;
  if (instance === undefined) throw new Error('nothing was launched');
  return { ...cluster, instance };
};

const why = ({ read }: ReturnType<typeof aCluster>) => read<ServiceScheduling>('/_simulation/scheduling?service=/db');

const drained = async () => {
  const cluster = await running();
  const { agentId, agentHostname } = cluster.instance;
  await cluster.send('POST', '/_simulation/faults', { kind: 'drain', target: { agent: agentId } });
  await cluster.advance(30);
  return { ...cluster, agentId, home: agentHostname };
};

test('the volumes of one more instance are disk that nobody has reserved', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(resident(1_000_000));
  await cluster.advance(5);
  const { agents, summary } = await why(cluster);
  const nearest = agents[0]?.requirements.filter(({ ok }) => !ok);
  expect(nearest).toMatchObject([{ kind: 'disk', asked: 1_000_010 }]);
  expect(summary.fit).toBe(0);
});

test('an instance that waits for its reservation fits nowhere else, and no other agent would help', async () => {
  const cluster = await drained();
  const { agents, summary, fixes, waiting } = await why(cluster);
  expect(waiting.count).toBe(1);
  const words = `what is reserved for it on ${cluster.home}`;
  expect(summary.limits.find(({ kind }) => kind === 'reservation')).toMatchObject({
    label: words,
    failing: agents.length - 1,
  });
  for (const { agentId, requirements, fits } of agents) {
    expect(fits).toBe(false);
    const isHome = agentId === cluster.agentId;
    expect(requirements.find(({ kind }) => kind === 'reservation')).toEqual({
      kind: 'reservation',
      ok: isHome,
      asked: cluster.home,
    });
    if (!isHome) expect(requirements.map(({ kind }) => kind)).toEqual(['agent', 'reservation']);
  }
  expect(fixes).toEqual([]);
});

test('at home what is reserved for it is all that counts', async () => {
  const cluster = await drained();
  const { agents } = await why(cluster);
  const home = agents.find(({ agentId }) => agentId === cluster.agentId);
  expect(home?.requirements.filter(({ ok }) => !ok)).toEqual([{ kind: 'agent', ok: false, there: 'drained' }]);
  expect(home?.requirements).toContainEqual({ kind: 'disk', ok: true, asked: 60, there: 60, missing: 0 });
});

test('the record tells the choice of the place, which reserved, and the launch that followed from it', async () => {
  const cluster = await running();
  const { launches } = await cluster.read<InstanceScheduling>(`/_simulation/scheduling/${cluster.instance.id}`);
  expect(launches.map(({ incarnation, choice }) => [incarnation, choice.reservation])).toEqual([
    [1, 'made'],
    [1, 'used'],
  ]);
  const [made, used] = launches;
  expect(made?.steps.map(({ what }) => what)).toEqual(['accepted']);
  expect(used?.steps.map(({ what }) => what)).toContain('delivered-to-agent');
  expect(used?.choice.agentId).toBe(made?.choice.agentId);
});

test('scaled down, what rests on its reservation waits for nothing and has no place', async () => {
  const cluster = await running();
  await cluster.update({ ...resident(50), scaling: { kind: 'fixed', instances: 0 } });
  await cluster.advance(15);
  const { waiting, placed } = await why(cluster);
  expect([waiting.count, placed]).toEqual([0, 0]);
});
