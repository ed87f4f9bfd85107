/** The ends of instances, row by row (Marathon `api/v2/PodsResource.killInstance`, `killInstances`). */
import { describe, expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import { VERSION, matching, missing, rows, running } from './row-fixture';
import type { TestCluster } from './row-fixture';

const web = podOf('/shop/web');
const two = { ...web, ...instances(2) };

describe('DELETE /v2/pods/{id}::instances', () => {
  const ghost = 'shop_web.instance-00000000-0000-4000-8000-000000000000';
  const idOf = async (cluster: TestCluster): Promise<string> =>
    (await cluster.status('/shop/web')).instances[0]?.id ?? '';
  rows([
    {
      says: 'nobody',
      given: running(web),
      ask: 'DELETE /v2/pods/shop/web::instances',
      send: [],
      status: 200,
      body: [],
    },
    {
      says: 'unknown ones',
      given: running(web),
      ask: 'DELETE /v2/pods/shop/web::instances',
      send: [ghost],
      status: 200,
      body: [],
    },
    {
      says: 'of no pod',
      ask: 'DELETE /v2/pods/shop/web::instances',
      send: [ghost],
      status: 404,
      body: missing("Path '/shop/web' does not exist"),
    },
    {
      says: 'a malformed id',
      given: running(web),
      ask: 'DELETE /v2/pods/shop/web::instances',
      send: [ghost, 'x'],
      status: 422,
      body: { message: 'Object is not valid', details: [{ path: '/(1)' }] },
    },
    {
      says: 'unknown',
      given: running(web),
      ask: `DELETE /v2/pods/shop/web::instances/${ghost}`,
      status: 404,
      body: missing(`Task '${ghost}' does not exist`),
    },
    {
      says: 'of no pod',
      ask: `DELETE /v2/pods/shop/web::instances/${ghost}`,
      status: 404,
      body: missing("Path '/shop/web' does not exist"),
    },
    {
      says: 'malformed',
      given: running(web),
      ask: 'DELETE /v2/pods/shop/web::instances/x',
      status: 422,
      body: { message: "Invalid instance id 'x'." },
    },
    {
      says: 'not to be read',
      ask: 'GET /v2/pods/shop/web::instances',
      status: 405,
      headers: { allow: 'DELETE, OPTIONS' },
    },
  ]);

  test.each(['', '?wipe=true'])('several%s answer as they were before, without a deployment', async (query) => {
    const cluster = aCluster();
    await running(two)(cluster);
    const ids = (await cluster.status('/shop/web')).instances.map(({ id }) => id);
    const answer = await cluster.send('DELETE', `/v2/pods/shop/web::instances${query}`, ids);
    expect(answer).toMatchObject({
      status: 200,
      body: ids.map((instanceId) => ({ instanceId, state: { condition: 'Running', goal: 'Running' } })),
    });
    expect(await cluster.deployments()).toEqual([]);
    await cluster.advance(60);
    const now = (await cluster.status('/shop/web')).instances.map(({ id }) => id);
    expect(now).toHaveLength(2);
    expect(now.filter((id) => ids.includes(id))).toHaveLength(query === '' ? 2 : 0);
  });

  test('one has the members of an instance and no others', async () => {
    const cluster = aCluster();
    await running(web)(cluster);
    const { body } = await cluster.send('DELETE', `/v2/pods/shop/web::instances/${await idOf(cluster)}`);
    expect(body).toEqual({
      instanceId: matching(/^shop_web\.instance-/),
      state: { condition: 'Running', since: matching(VERSION), activeSince: matching(VERSION), goal: 'Running' },
      agentInfo: {
        host: matching(/^10\./),
        agentId: matching(/-S\d+$/),
        region: 'us-east',
        zone: matching(/^us-east-/),
        attributes: [],
      },
      runSpecVersion: matching(VERSION),
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    });
  });
});
