/** What is reserved dynamically and kept, as the master tells it. */
import { beforeAll, expect, test } from 'vitest';
import { milli, seconds } from '../../../protocol/units';
import { roleResources } from '../agent-spec';
import { loadMesosHttp } from '../lazy-http';
import { aMesos, anAgent } from '../mesos-world-fixture';
import { askMaster } from './mesos-http-fixture';

beforeAll(loadMesosHttp);

test('/slaves tells what is reserved by role, statically and dynamically, and each volume with its reservation', () => {
  const RESERVED = { role: 'slave_public', cpus: 0.5, mem: 64, disk: 100, gpus: 0 };
  const entry = roleResources(RESERVED.role, RESERVED, []);
  const world = aMesos({
    agents: [anAgent(1, { resources: [roleResources('*', { cpus: 4, mem: 8192, disk: 20_000 }, []), entry] })],
  });
  const reservation = { labels: { owner: 'one' } };
  const volumes = [{ id: 'v', size: milli(40), containerPath: 'data' }];
  const frameworkId = world.state.framework.id;
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId });
  world.runTo(3);
  world.call({
    to: 'master',
    kind: 'ACCEPT',
    frameworkId,
    offerIds: [...world.state.mesos.master.offers.keys()],
    operations: [
      { type: 'RESERVE', resources: [{ ...entry, reservation }] },
      {
        type: 'CREATE',
        resources: [{ ...roleResources(RESERVED.role, { cpus: 0, mem: 0, disk: 40 }, []), reservation, volumes }],
      },
    ],
    filters: { refuse: seconds(100) },
  });
  world.runTo(5);
  const info = { principal: 'dcos_marathon', labels: { labels: [{ key: 'owner', value: 'one' }] } };
  const dynamic = {
    role: 'slave_public',
    reservation: info,
    reservations: [{ type: 'DYNAMIC', role: 'slave_public', ...info }],
  };
  const fixed = { role: 'slave_public', reservations: [{ type: 'STATIC', role: 'slave_public' }] };
  const scalar = (name: string, value: number) => ({ name, type: 'SCALAR', scalar: { value } });
  expect(askMaster(world, '/slaves')?.json).toMatchObject({
    slaves: [
      {
        resources: { cpus: 4.5, mem: 8256, disk: 20_100 },
        reserved_resources: { slave_public: { cpus: 1, mem: 128, disk: 200 } },
        unreserved_resources: { cpus: 3.5, mem: 8128, disk: 19_900 },
        reserved_resources_full: {
          slave_public: [
            { ...scalar('cpus', 0.5), ...fixed },
            { ...scalar('mem', 64), ...fixed },
            { ...scalar('disk', 100), ...fixed },
            { ...scalar('cpus', 0.5), ...dynamic },
            { ...scalar('mem', 64), ...dynamic },
            { ...scalar('disk', 60), ...dynamic },
            {
              ...scalar('disk', 40),
              ...dynamic,
              disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
            },
          ],
        },
      },
    ],
  });
});
