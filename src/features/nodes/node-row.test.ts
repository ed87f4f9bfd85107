/** Agents as rows. */
import { expect, test } from 'vitest';
import type { Agent } from '../../api/client/mesos';
import { aContainerStatus, aPodStatus, anInstance } from '../shared/pod-status-fixture';
import { filterNodes, nodeRows } from './node-row';

const none = { cpus: 0, mem: 0, disk: 0, gpus: 0 };
const agent = (id: string, zone: string, attributes: Agent['attributes'] = {}): Agent => ({
  id,
  hostname: `10.0.1.${id}`,
  pid: '',
  active: true,
  registered_time: 0,
  resources: none,
  used_resources: none,
  attributes,
  domain: { fault_domain: { region: { name: 'us-east-1' }, zone: { name: zone } } },
});

const containers = [aContainerStatus({ name: 'nginx' }), aContainerStatus({ name: 'logger' })];
const pods = [
  aPodStatus({
    instances: [
      anInstance({ agentId: '1', containers }),
      anInstance({ agentId: '1', status: 'TERMINAL', containers }),
      anInstance({ agentId: '1', status: 'PENDING', containers }),
      anInstance({ agentId: '2', status: 'STAGING', containers }),
    ],
  }),
];
const rows = nodeRows([agent('1', 'a'), agent('2', 'b', { rack: 'r7', public_ip: 'true' }), agent('3', 'b')], pods);

test('tasks are the containers that run or are about to', () => {
  expect(rows.map(({ tasks }) => tasks)).toEqual([2, 2, 0]);
});

test.each([
  ['', ['1', '2', '3']],
  ['RACK=R7', ['2']],
  ['us-east-1 10.0.1.3', ['3']],
  ['10.0.2', []],
])('%j finds %j', (filter, ids) => {
  expect(filterNodes(rows, filter).map(({ id }) => id)).toEqual(ids);
});
