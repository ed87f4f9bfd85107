/** Updates of pods whose instances hold reserved disks. */
import { expect, test } from 'vitest';
import { aPod, aPodOf } from './fixtures/a-pod';
import type { AppSpec } from './app';
import type { PodSpec } from './pod';
import { checkPod } from './pod-check';
import { BRIDGE, anImageApp } from './fixtures/an-app-fixture';
import { accept as acceptApp } from './fixtures/judged-app-fixture';
import { residentAppUpdateErrors, residentUpdateErrors } from './resident-update';

const accept = (pod: unknown): PodSpec => {
  const checked = checkPod(pod);
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.errors));
  return checked.pod;
};

const resident = (container: Record<string, unknown> = {}, size = 10): PodSpec =>
  accept(
    aPodOf([{ volumeMounts: [{ name: 'v', mountPath: 'v' }], endpoints: [{ name: 'e' }], ...container }], {
      volumes: [{ name: 'v', persistent: { size } }],
    }),
  );

test.each([
  ['the size of its disk', resident({}, 20), 'persistent volumes cannot be updated'],
  ['cpus', resident({ resources: { cpus: 1, mem: 32 } }), 'cpus cannot be updated if a pod has persistent volumes'],
  ['memory', resident({ resources: { cpus: 0.1, mem: 64 } }), 'mem cannot be updated if a pod has persistent volumes'],
  [
    'disk',
    resident({ resources: { cpus: 0.1, mem: 32, disk: 1 } }),
    'disk cannot be updated if a pod has persistent volumes',
  ],
  [
    'GPUs',
    resident({ resources: { cpus: 0.1, mem: 32, gpus: 1 } }),
    'gpus cannot be updated if a pod has persistent volumes',
  ],
  [
    'host ports',
    resident({ endpoints: [{ name: 'e', hostPort: 80 }] }),
    'host ports cannot be updated if a pod has persistent volumes',
  ],
])('%s cannot change', (_what, next, error) => {
  expect(residentUpdateErrors(resident(), next)).toEqual([error]);
});

test('a command can change, and so can everything of a pod without persistent volumes', () => {
  expect(residentUpdateErrors(resident(), resident({ exec: { command: { shell: 'sleep 1' } } }))).toEqual([]);
  expect(residentUpdateErrors(accept(aPod()), accept(aPodOf([{ resources: { cpus: 2, mem: 1 } }])))).toEqual([]);
});

test('a pod cannot lose its persistent volumes', () => {
  const next = accept(
    aPodOf([{ endpoints: [{ name: 'e' }] }], { scheduling: { upgrade: { maximumOverCapacity: 0 } } }),
  );
  expect(residentUpdateErrors(resident(), next)).toEqual(['persistent volumes cannot be updated']);
});

const withVolumes = (
  more: Record<string, unknown>,
  volumes: readonly Record<string, unknown>[],
  hostPort = 80,
): AppSpec => acceptApp(anImageApp({ volumes, portMappings: [{ hostPort }] }, { networks: BRIDGE, ...more }));
const DISK = { containerPath: 'd', persistent: { size: 1 } };
const residentApp = (more: Record<string, unknown> = {}): AppSpec => withVolumes(more, [DISK]);

const VOLUMES = 'Persistent volumes can not be changed!';
const RESOURCES = 'Resident Tasks may not change resource requirements!';

test.each([
  ['another disk', withVolumes({}, [DISK, { ...DISK, containerPath: 'e' }]), [VOLUMES]],
  ['a larger disk', withVolumes({}, [{ ...DISK, persistent: { size: 2 } }]), [VOLUMES]],
  ['other cpus', residentApp({ cpus: 3 }), [RESOURCES]],
  ['other memory', residentApp({ mem: 3 }), [RESOURCES]],
  ['another host port', withVolumes({}, [DISK], 81), [RESOURCES]],
  [
    'a label and a host volume',
    withVolumes({ labels: { a: 'b' } }, [{ containerPath: '/e', hostPath: '/e' }, DISK]),
    [],
  ],
])('%s of an app with persistent volumes: %#', (_what, next, errors) => {
  expect(residentAppUpdateErrors(residentApp(), next)).toEqual(errors);
});

test('an app can neither lose nor get persistent volumes; without any it is free', () => {
  const plain = withVolumes({ upgradeStrategy: { maximumOverCapacity: 0 } }, []);
  expect(residentAppUpdateErrors(residentApp(), plain)).toEqual([VOLUMES]);
  expect(residentAppUpdateErrors(plain, residentApp())).toEqual([VOLUMES]);
  expect(residentAppUpdateErrors(plain, withVolumes({ cpus: 9 }, []))).toEqual([]);
});
