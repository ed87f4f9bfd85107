/** Updates of pods whose instances hold reserved disks. */
import { expect, test } from 'vitest';
import { aPod, aPodOf } from './fixtures/a-pod';
import type { PodSpec } from './pod';
import { checkPod } from './pod-check';
import { residentUpdateErrors } from './resident-update';

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
