/** What the cluster has and what of it is allocated. */
import { expect, test } from 'vitest';
import type { Agent } from '../../api/client/mesos';
import { capacityOf, shareText } from './capacity-sums';

const agent = (id: string, cpus: number, used: number): Agent => ({
  id,
  hostname: id,
  pid: '',
  active: true,
  registered_time: 0,
  resources: { cpus, mem: 1024, disk: 10, gpus: 0 },
  used_resources: { cpus: used, mem: 0.1, disk: 0, gpus: 0 },
  attributes: {},
});

test('shares add up exactly over all agents', () => {
  const { cpus, mem, gpus } = capacityOf([agent('a', 4, 0.1), agent('b', 4, 0.2), agent('c', 4, 0)]);
  expect(cpus).toEqual({ used: 0.3, total: 12 });
  expect(mem).toEqual({ used: 0.3, total: 3072 });
  expect(gpus).toEqual({ used: 0, total: 0 });
});

test.each([
  ['cpus', 14.3, 36, '14.3 of 36\u2009cpus'],
  ['gpus', 1, 4, '1 of 4\u2009GPUs'],
  ['mem', 2048, 4096, '2 of 4\u2009GiB'],
  ['disk', 512, 4096, '512\u2009MiB of 4\u2009GiB'],
] as const)('%s: %d of %d reads %j', (kind, used, total, text) => {
  expect(shareText(kind, { used, total })).toBe(text);
});
