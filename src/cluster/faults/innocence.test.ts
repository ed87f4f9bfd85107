/** A fault shifts nothing but what it hits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultWish } from '../../protocol/simulation/fault';
import { digestOf } from '../runtime/digest';
import { newPending } from '../runtime/event-queue';
import { aSimplePod } from '../world-fixture';
import { aFaultyCluster as aCluster } from './faults-fixture';

/** Of everything but the faults themselves, and where the next entry of the queue is. */
const innocent = ({ world }: ReturnType<typeof aCluster>): string => {
  const { marathon, workloads, runtime } = world.state;
  const mesos = { ...world.state.mesos, disturbances: [] };
  const streams = [...runtime.streams].filter(([name]) => !name.startsWith('faults.'));
  const rest = { runtime: newPending(), mesos, marathon, workloads, streams };
  return digestOf(rest);
};

test('a fault that is added shifts nothing: until it hits, and for ever if it misses, all goes as it would have', () => {
  const anInnocent = fc.constantFrom<FaultWish>(
    { kind: 'killContainer', target: { service: '/nobody' }, perHour: 3600 },
    { kind: 'agentCrash', downSeconds: 5, afterSeconds: 1000 },
    { kind: 'partition', durationSeconds: 5, target: { agent: 'nobody' }, count: 3 },
    { kind: 'gone', perHour: 0.001 },
    { kind: 'imageMissing', image: 'nobody/uses-this' },
    { kind: 'healthFail', target: { service: '/nobody' } },
    { kind: 'updateLoss', probability: 1, target: { agent: 'nobody' } },
    { kind: 'offerLoss', probability: 1, afterSeconds: 1000 },
  );
  fc.assert(
    fc.property(
      fc.array(anInnocent, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (wishes, seed) => {
        const [plain, faulty] = [aCluster(seed), aCluster(seed)];
        for (const wish of wishes) faulty.fault(wish);
        for (const cluster of [plain, faulty]) {
          cluster.add(aSimplePod('/later', { scaling: { kind: 'fixed', instances: 3 } }, 'sleep 20; exit 1'));
          cluster.runFor(200);
        }
        expect(innocent(faulty)).toBe(innocent(plain));
      },
    ),
    { numRuns: 10 },
  );
});

test('a fault in one place leaves the chance of all others as it is', () => {
  const [one, other] = [aCluster(3), aCluster(3)];
  other.fault({ kind: 'killContainer', target: { service: '/shop/api' } });
  for (const cluster of [one, other]) cluster.runFor(0.05);
  const draws = ({ world }: ReturnType<typeof aCluster>) =>
    [...world.state.runtime.streams].filter(([name]) => !name.startsWith('faults.') && name !== 'executor.updates');
  expect(draws(other)).toEqual(draws(one));
});
