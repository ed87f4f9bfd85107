/** What the cluster itself costs, without HTTP. Built by bench.mjs, since Node of this age runs no TypeScript. */
import { createCluster } from '../src/cluster/cluster.ts';

const timed = async (run) => {
  const since = performance.now();
  await run();
  return performance.now() - since;
};

export const measureInProcess = async () => {
  const rows = [];
  const start = async (scenario) => {
    const cluster = createCluster({ scenario });
    rows.push({ what: `${scenario}: from nothing to running`, value: await timed(() => cluster.ready), unit: 'ms' });
    const ask = async (path, init) => (await cluster.fetch(new Request(`http://localhost${path}`, init))).text();
    return { cluster, ask };
  };

  const tour = await start('tour');
  const reads = 2000;
  const took = await timed(async () => {
    for (let i = 0; i < reads; i++) await tour.ask('/v2/pods/::status');
  });
  rows.push({ what: 'tour: GET /v2/pods/::status', value: (reads / took) * 1000, unit: 'per s' });
  const hour = await timed(() =>
    tour.ask('/_simulation/clock/advance', { method: 'POST', body: JSON.stringify({ seconds: 3600 }) }),
  );
  rows.push({ what: 'tour: one virtual hour', value: hour, unit: 'ms' });

  const large = await start('large');
  rows.push({ what: 'large: GET /v2/groups', value: await timed(() => large.ask('/v2/groups')), unit: 'ms' });
  rows.push({ what: 'large: digest', value: await timed(() => large.cluster.digest()), unit: 'ms' });
  return rows;
};
