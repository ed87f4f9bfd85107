/** What a valid definition becomes: normalised, written, compared, summed up. */
import { expect, test } from 'vitest';
import { fromMilli } from '../units';
import { aPod, aPodOf } from './fixtures/a-pod';
import type { PodSpec } from './pod';
import { serialisePod } from './pod-answer';
import { checkPod } from './pod-check';
import { instanceResources } from './pod-resources';
import { isUpgrade, onlyInstancesChanged } from './pod-upgrade';

const accept = (pod: unknown): PodSpec => {
  const checked = checkPod(pod);
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.errors));
  return checked.pod;
};

const endpoint = (mode: string): unknown =>
  accept(
    aPodOf([{ endpoints: [{ name: 'web', ...(mode === 'host' ? {} : { containerPort: 80 }) }] }], {
      networks: [{ mode }],
    }),
  ).containers[0]?.endpoints[0]?.hostPort;

test('unnamed container networks get the default name, others keep theirs', () => {
  expect(accept(aPod({ networks: [{}, { name: 'n' }] })).networks.map(({ name }) => name)).toEqual(['dcos', 'n']);
  expect(accept(aPod({ networks: [{ mode: 'host' }] })).networks).toEqual([{ mode: 'host', labels: {} }]);
});

test('endpoints get host port 0 on the host and the bridge, none on container networks', () => {
  expect([endpoint('host'), endpoint('container/bridge'), endpoint('container')]).toEqual([0, 0, undefined]);
  expect(accept(aPodOf([{ endpoints: [{ name: 'web' }] }])).containers[0]?.endpoints[0]?.hostPort).toBe(0);
});

test('role and strategies are filled in, the sent version is dropped, the id is cleaned', () => {
  const pod = accept(aPod({ id: '/shop//web/', version: '2017-01-01T00:00:00.000Z' }));
  expect(pod).toMatchObject({ id: '/shop/web', role: 'slave_public' });
  expect(pod.scheduling).toMatchObject({
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
  });
  expect(pod).not.toHaveProperty('version');
});

test('pods with persistent volumes get careful strategies unless given', () => {
  const resident = (scheduling: unknown): PodSpec =>
    accept(
      aPodOf([{ volumeMounts: [{ name: 'v', mountPath: 'v' }] }], {
        volumes: [{ name: 'v', persistent: { size: 1 } }],
        scheduling,
      }),
    );
  expect(resident(null).scheduling).toMatchObject({
    upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    unreachableStrategy: 'disabled',
  });
  expect(resident({ upgrade: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } }).scheduling.upgrade).toEqual({
    minimumHealthCapacity: 0,
    maximumOverCapacity: 0,
  });
});

test('empty maps and lists are left out of the answer', () => {
  const answer = serialisePod({
    ...accept(aPodOf([{ image: { kind: 'DOCKER', id: 'nginx' } }], { networks: [{ mode: 'host' }] })),
    version: 'v',
  });
  expect(JSON.parse(JSON.stringify(answer))).toEqual({
    id: '/shop/web',
    version: 'v',
    containers: [
      {
        name: 'c0',
        resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
        exec: { command: { shell: 'sleep 1000' } },
        image: { kind: 'DOCKER', id: 'nginx' },
      },
    ],
    networks: [{ mode: 'host' }],
    scaling: { kind: 'fixed', instances: 1 },
    scheduling: {
      backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
      upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      killSelection: 'YOUNGEST_FIRST',
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    },
    executorResources: { cpus: 0.1, mem: 32, disk: 10 },
    role: 'slave_public',
  });
});

const old = accept(aPod({ labels: { a: '1', b: '2' } }));
const next = (overrides: Record<string, unknown>): PodSpec =>
  accept(aPod({ labels: { b: '2', a: '1' }, ...overrides }));

test.each([
  ['user', { user: 'nobody' }],
  ['environment', { environment: { A: 'x' } }],
  ['labels', { labels: {} }],
  ['containers', { containers: [{ name: 'main', resources: {} }] }],
  ['networks', { networks: [{ mode: 'host' }] }],
  ['secrets', { secrets: { a: { source: 's' } } }],
  ['role', { role: 'shop' }],
  ['linuxInfo', { linuxInfo: { ipcInfo: { mode: 'PRIVATE' } } }],
  ['backoff', { scheduling: { backoff: { backoff: 2 } } }],
  ['upgrade', { scheduling: { upgrade: { maximumOverCapacity: 0 } } }],
  ['constraints', { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'UNIQUE' }] } } }],
  ['acceptedResourceRoles', { scheduling: { placement: { acceptedResourceRoles: ['*'] } } }],
])('a change of %s replaces instances', (_member, overrides) => {
  expect([isUpgrade(old, next(overrides)), onlyInstancesChanged(old, next(overrides))]).toEqual([true, false]);
});

test.each([
  ['order of members', {}],
  ['kill selection', { scheduling: { killSelection: 'OLDEST_FIRST' } }],
  ['unreachable strategy', { scheduling: { unreachableStrategy: 'disabled' } }],
  ['executor resources', { executorResources: { mem: 64 } }],
  ['shared cgroups', { legacySharedCgroups: true }],
])('a change of %s replaces nothing', (_member, overrides) => {
  expect([isUpgrade(old, next(overrides)), onlyInstancesChanged(old, next(overrides))]).toEqual([false, false]);
});

test('a change of the number of instances alone is a scaling', () => {
  const scaled = next({ scaling: { kind: 'fixed', instances: 3 } });
  expect([isUpgrade(old, scaled), onlyInstancesChanged(old, scaled)]).toEqual([false, true]);
});

test('an instance needs its executor once and the sum of its containers, exactly', () => {
  const totals = instanceResources(
    accept(aPodOf([{ resources: { cpus: 0.1, mem: 32 } }, { resources: { cpus: 0.2, mem: 16, disk: 5, gpus: 1 } }])),
  );
  expect(totals).toEqual({ cpus: 400, mem: 80_000, disk: 15_000, gpus: 1000 });
  expect(fromMilli(totals.cpus)).toBe(0.4);
});

test('absurd requests stay exact integers', () => {
  const totals = instanceResources(accept(aPodOf([{ resources: { mem: 1e300 } }, { resources: { mem: 1e300 } }])));
  expect(Number.isSafeInteger(totals.mem)).toBe(true);
});
