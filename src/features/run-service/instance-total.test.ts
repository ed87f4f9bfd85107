/** How much of the cluster a draft would take, in words. */
import { expect, test } from 'vitest';
import { shareSentence } from './instance-total';

const agent = (cpus: number, mem: number, gpus = 0) => ({ resources: { cpus, mem, disk: 10_000, gpus } });
const pod = (resources: object, instances = 1) => ({ containers: [{ resources }], scaling: { instances } });

test('all instances, executors included, of all agents, as far as it is worth telling', () => {
  const agents = [agent(4, 1600), agent(4, 1600)];
  expect(shareSentence(pod({ cpus: 0.3, mem: 128 }, 2), agents)).toBe(
    '10\u2009% of the cluster’s CPUs, 10\u2009% of its memory',
  );
  expect(shareSentence({ id: '/app', cpus: 1, mem: 0, disk: 0, gpus: 0 }, [agent(4, 1)])).toBe(
    '25\u2009% of the cluster’s CPUs',
  );
  expect(shareSentence(pod({ cpus: 0.1, mem: 1 }), [agent(400, 100_000)])).toBe('under 1\u2009% of the cluster');
});

test('what no agent has is said, and so is nothing where nothing is known', () => {
  expect(shareSentence(pod({ cpus: 3.9, mem: 0, gpus: 2 }), [agent(4, 3200)])).toBe(
    '100\u2009% of the cluster’s CPUs, 1\u2009% of its memory, no agent has GPUs',
  );
  expect(shareSentence(pod({}), [])).toBeUndefined();
});
