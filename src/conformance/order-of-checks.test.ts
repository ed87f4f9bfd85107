/** The order in which a write is judged: an earlier stage hides what a later one would say. */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import { LOCKED, appOf, deploying, done, invalid, matching, stuckPod } from './row-fixture';

/** Everything is wrong with the request; one thing after the other is put right, and the answer is always about the first. */
describe('the order in which a write is judged', () => {
  const resident = (size: number, name: string) => ({
    ...podOf('/shop/disk'),
    volumes: [{ name: 'v', persistent: { size } }],
    containers: [{ name, resources: { cpus: 0.1, mem: 32 }, volumeMounts: [{ name: 'v', mountPath: 'v' }] }],
  });
  const stages: readonly (readonly [stage: string, path: string, body: unknown, status: number, answer: object])[] = [
    ['JSON', '/v2/pods/shop/disk', undefined, 400, { message: 'Please specify data in JSON format' }],
    ['the reader', '/v2/pods/shop/disk', { ...resident(20, 'UPPER'), user: '' }, 422, { message: 'Invalid JSON' }],
    ['the rules', '/v2/pods/other', { ...resident(20, 'a'), user: '' }, 422, { details: [{ path: '/user' }] }],
    ['the role', '/v2/pods/other', { ...resident(20, 'a'), role: 'x' }, 422, { details: [{ path: '/role' }] }],
    ['the path', '/v2/pods/other', resident(20, 'a'), 400, { message: matching(/does not match definition's id/) }],
    [
      'the plan',
      '/v2/pods/shop/disk',
      resident(20, 'a'),
      422,
      invalid('/pod(0)', 'persistent volumes cannot be updated'),
    ],
    ['locks', '/v2/pods/shop/disk', resident(10, 'a'), 409, LOCKED],
    ['nothing, by force', '/v2/pods/shop/disk?force=true', resident(10, 'a'), 200, { id: '/shop/disk' }],
  ];
  test.each(stages)('%s', async (_stage, path, body, status, answer) => {
    const cluster = aCluster();
    await done(cluster, 'POST', '/v2/pods', resident(10, 'first'));
    expect(await cluster.send('PUT', path, body)).toMatchObject({ status, body: answer });
  });

  test('the tree hides the lock', async () => {
    const cluster = aCluster();
    await deploying(stuckPod('/shop/web'))(cluster);
    const answer = await cluster.send('PUT', '/v2/apps/shop/web', appOf('/shop/web'));
    expect(answer).toMatchObject({
      status: 422,
      body: invalid('/', 'Applications and Pods may not share the same id'),
    });
  });
});
