/** What an agent's members say, in words. */
import { expect, test } from 'vitest';
import type { Agent } from '../../api/client/mesos';
import { nodeStatus } from './node-status';

const none = { cpus: 0, mem: 0, disk: 0, gpus: 0 };
const agent = (standing: Pick<Agent, 'active' | 'deactivated' | 'drain_info'>): Agent => ({
  id: 'S1',
  hostname: '10.0.1.11',
  pid: '',
  registered_time: 0,
  resources: none,
  used_resources: none,
  attributes: {},
  ...standing,
});

test.each([
  [{ active: true, deactivated: false }, 'Active'],
  [{ active: false, deactivated: false }, 'Disconnected'],
  // A Mesos before 1.11 tells no more than this.
  [{ active: false }, 'Disconnected'],
  [{ active: false, deactivated: true }, 'Deactivated'],
  [{ active: false, deactivated: true, drain_info: { state: 'DRAINING' } }, 'Draining'],
  [{ active: false, deactivated: true, drain_info: { state: 'DRAINED' } }, 'Drained'],
] as const)('%j is %s', (standing, word) => {
  expect(nodeStatus(agent(standing)).word).toBe(word);
});
