/** What is proposed to a service that waits: the kinds of changes, and which of them is the nearest. */
import { describe, expect, test } from 'vitest';
import type { AppInput } from '../../../protocol/marathon/app';
import type { PodInput } from '../../../protocol/marathon/pod';
import type { Fix } from '../../../protocol/simulation/fix';
import type { ServiceScheduling } from '../../../protocol/simulation/scheduling';
import { aCluster, instances, podOf } from '../../cluster-fixtures';

type Scheduling = NonNullable<PodInput['scheduling']>;
type Constraint = NonNullable<NonNullable<Scheduling['placement']>['constraints']>[number];

const constrained = (...constraints: Constraint[]): Pick<PodInput, 'scheduling'> => ({
  scheduling: { placement: { constraints } },
});
const asking = (...cpus: number[]): PodInput['containers'] =>
  cpus.map((each, index) => ({
    name: `c${index}`,
    exec: { command: { shell: 'sleep 1000' } },
    resources: { cpus: each, mem: 32 },
  }));

/** In the quickstart cluster, with nothing else in it. */
const fixesFor = async (service: PodInput | AppInput, noun: 'pods' | 'apps' = 'pods'): Promise<readonly Fix[]> => {
  const { send, advance, read } = aCluster();
  const { status, body } = await send('POST', `/v2/${noun}`, service);
  if (status !== 201) throw new Error(JSON.stringify(body));
  await advance(60);
  return (await read<ServiceScheduling>(`/_simulation/scheduling?service=${service.id}`)).fixes;
};
const sentences = (fixes: readonly Fix[]): string[] => fixes.map(({ sentence }) => sentence);

describe('of a pod', () => {
  test('that fits nothing is proposed', async () => {
    expect(await fixesFor(podOf('/web'))).toEqual([]);
  });

  test('a number that is little too large is lowered to what the best agent has', async () => {
    const [nearest] = await fixesFor({ ...podOf('/web'), containers: asking(5, 1) });
    expect(nearest).toMatchObject({
      kind: 'definition',
      edits: [{ path: ['containers', 0, 'resources', 'cpus'], from: 5, to: 2.9 }],
      sentence: expect.stringMatching(/^Lower cpus of container c0 from 5 to 2.9: then one more instance fits on 10\./),
    });
  });

  test('where no single container can give that much, as few as possible give', async () => {
    const fixes = await fixesFor({ ...podOf('/web'), containers: asking(6, 5, 5) });
    expect(fixes.find(({ kind }) => kind === 'definition')).toMatchObject({
      edits: [
        { path: ['containers', 0, 'resources', 'cpus'], from: 6, to: 0.6 },
        { path: ['containers', 1, 'resources', 'cpus'], from: 5, to: 0.5 },
        { path: ['containers', 2, 'resources', 'cpus'], from: 5, to: 2.8 },
      ],
    });
  });

  test('that is far too large a machine is added', async () => {
    const [nearest] = await fixesFor({ ...podOf('/web'), containers: asking(60) });
    expect(nearest).toMatchObject({
      kind: 'agent',
      agent: { role: '*', cpus: 60.1, mem: 64, disk: 10, gpus: 0, region: 'us-east', attributes: {} },
      sentence: 'Add an agent with 60.1 cpus, 64 MiB of memory, 10 MiB of disk.',
    });
  });

  test('with an attribute nobody has, a machine that has it, or the constraint goes', async () => {
    const fixes = await fixesFor(podOf('/web', constrained({ fieldName: 'rack', operator: 'IS', value: 'r9' })));
    expect(fixes[0]).toMatchObject({ kind: 'agent', agent: { attributes: { rack: 'r9' } } });
    expect(fixes[1]).toMatchObject({
      kind: 'definition',
      edits: [
        {
          path: ['scheduling', 'placement', 'constraints', 0],
          from: { fieldName: 'rack', operator: 'IS', value: 'r9' },
        },
      ],
    });
    expect(fixes[1]).not.toHaveProperty(['edits', 0, 'to']);
  });

  test('MAX_PER is raised by one, and fewer instances are proposed last', async () => {
    const fixes = await fixesFor(
      podOf('/web', { ...instances(8), ...constrained({ fieldName: 'hostname', operator: 'MAX_PER', value: '2' }) }),
    );
    expect(sentences(fixes)).toEqual([
      expect.stringMatching(/^Raise MAX_PER of hostname from 2 to 3: then one more instance fits on /),
      'Add an agent with 0.2 cpus, 64 MiB of memory, 10 MiB of disk.',
      'Allow any region (@region LIKE .*): then one more instance fits on 10.1.1.11.',
      'Accept resources of role slave_public too: then one more instance fits on 10.0.9.10.',
      'Run 6 instances instead of 8: then none waits.',
    ]);
    expect(fixes[0]).toMatchObject({
      edits: [{ path: ['scheduling', 'placement', 'constraints', 0, 'value'], from: '2', to: '3' }],
    });
  });

  test('UNIQUE gives way as MAX_PER 2, and only after another machine', async () => {
    const fixes = await fixesFor(
      podOf('/web', { ...instances(4), ...constrained({ fieldName: 'hostname', operator: 'UNIQUE' }) }),
    );
    expect(fixes[0]?.kind).toBe('agent');
    expect(fixes[1]).toMatchObject({
      edits: [{ from: { operator: 'UNIQUE' }, to: { fieldName: 'hostname', operator: 'MAX_PER', value: '2' } }],
    });
  });

  test('a fixed host port that no agent offers is given up for any other', async () => {
    const fixes = await fixesFor({
      ...podOf('/web', { networks: [{ mode: 'host' }] }),
      containers: asking(0.1).map((container) => ({ ...container, endpoints: [{ name: 'dns', hostPort: 53 }] })),
    });
    expect(fixes[0]).toMatchObject({
      kind: 'agent',
      agent: { ports: expect.arrayContaining([{ begin: 53, end: 53 }]) },
    });
    expect(fixes[1]).toMatchObject({
      edits: [{ path: ['containers', 0, 'endpoints', 0, 'hostPort'], from: 53, to: 0 }],
    });
  });

  test('for another region a machine there, but not another host of a name that is taken', async () => {
    const there = await fixesFor(
      podOf('/web', constrained({ fieldName: '@region', operator: 'IS', value: 'eu-west' })),
    );
    expect(there[0]).toMatchObject({ kind: 'agent', agent: { region: 'eu-west', zone: 'eu-west-a' } });
    const taken = await fixesFor({
      ...podOf('/web', constrained({ fieldName: 'hostname', operator: 'IS', value: '10.0.1.11' })),
      containers: asking(7),
    });
    expect(taken.some(({ kind }) => kind === 'agent')).toBe(false);
  });

  test('with persistent volumes nothing is proposed that Marathon would refuse to change', async () => {
    const pod = podOf('/db', { volumes: [{ name: 'data', persistent: { size: 10 } }] });
    const fixes = await fixesFor({
      ...pod,
      containers: asking(5).map((container) => ({ ...container, volumeMounts: [{ name: 'data', mountPath: 'd' }] })),
    });
    expect(fixes.map(({ kind }) => kind)).toEqual(['agent']);
  });
});

describe('of an app', () => {
  const app = (wish: Partial<AppInput>): AppInput => ({ id: '/app', cmd: 'sleep 1000', cpus: 0.1, mem: 32, ...wish });

  test('edits have the paths of apps', async () => {
    const [lower] = await fixesFor(app({ cpus: 5 }), 'apps');
    expect(lower).toMatchObject({
      edits: [{ path: ['cpus'], from: 5, to: 4 }],
      sentence: expect.stringMatching(/^Lower cpus from 5 to 4:/),
    });
    const [raise] = await fixesFor(app({ instances: 8, constraints: [['hostname', 'MAX_PER', '2']] }), 'apps');
    expect(raise).toMatchObject({ edits: [{ path: ['constraints', 0, 2], from: '2', to: '3' }] });
    const unique = await fixesFor(app({ instances: 4, constraints: [['rack', 'UNIQUE']] }), 'apps');
    expect(unique[1]).toMatchObject({
      edits: [{ path: ['constraints', 0], from: ['rack', 'UNIQUE'], to: ['rack', 'MAX_PER', '2'] }],
    });
  });

  test('required ports are required no more', async () => {
    const fixes = await fixesFor(app({ portDefinitions: [{ port: 53, name: 'dns' }], requirePorts: true }), 'apps');
    expect(fixes.find(({ kind }) => kind === 'definition')).toMatchObject({
      edits: [{ path: ['requirePorts'], from: true, to: false }],
    });
  });
});
