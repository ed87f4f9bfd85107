/** What a pod takes in total. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceTotal, targetInstances, targetTotal } from './pod-totals';

const container = (name: string, resources: { cpus?: number; mem?: number; disk?: number; gpus?: number }) => ({
  name,
  resources,
});

test('an instance takes its containers and one executor, exact to the thousandth', () => {
  const containers = [
    container('web', { cpus: 0.1, mem: 32, disk: 5 }),
    container('log', { cpus: 0.2, mem: 16.5, gpus: 1 }),
  ];
  expect(instanceTotal({ containers })).toEqual({ cpus: 0.4, mem: 80.5, disk: 15, gpus: 1 });
});

test('what a definition leaves out counts with the defaults Marathon takes', () => {
  expect(instanceTotal({ containers: [container('web', {})] })).toEqual({ cpus: 1.1, mem: 160, disk: 10, gpus: 0 });
  expect(targetInstances({})).toBe(1);
});

test('own executor resources replace the usual ones', () => {
  const pod = {
    containers: [container('web', { cpus: 1, mem: 64 })],
    executorResources: { cpus: 0.5, mem: 100, disk: 20 },
  };
  expect(instanceTotal(pod)).toEqual({ cpus: 1.5, mem: 164, disk: 20, gpus: 0 });
});

test('the target takes every instance once, none when suspended', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 64_000 }), (instances, milliCpus) => {
      const pod = {
        containers: [container('web', { cpus: milliCpus / 1000, mem: 1 })],
        scaling: { kind: 'fixed' as const, instances },
      };
      expect(targetTotal(pod).cpus).toBe(((milliCpus + 100) * instances) / 1000);
      expect(targetTotal(pod).disk).toBe(10 * instances);
    }),
  );
});
