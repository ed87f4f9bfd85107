/** What *Review & Run* says about a definition. */
import { expect, test } from 'vitest';
import { reviewFacts } from './review-facts';

const definition = {
  id: '/shop/web',
  containers: [
    {
      name: 'nginx',
      image: { kind: 'DOCKER', id: 'nginx:1.25' },
      resources: { cpus: 0.1, mem: 64, gpus: 1 },
      endpoints: [
        { name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'], labels: { VIP_0: '/shop/web:80' } },
      ],
      volumeMounts: [
        { name: 'data', mountPath: '/a' },
        { name: 'data', mountPath: '/b', readOnly: true },
      ],
    },
    { name: 'log', exec: { command: { argv: ['tail', '-F', 'a b'] } }, resources: { cpus: 0.2, mem: 32 } },
  ],
  networks: [{ mode: 'container/bridge' }],
  volumes: [{ name: 'data' }],
  environment: { PASSWORD: { secret: 'db' }, __proto__x: '1' },
  scaling: { kind: 'fixed', instances: 3 },
};

const section = (title: string) => reviewFacts(definition).find((item) => item.title === title);
const fact = (title: string, label: string) => section(title)?.facts.find((item) => item.label === label)?.value;

test('the totals count the executor and the GPUs', () => {
  expect(fact('Service', 'Each instance takes')?.replaceAll('\u2009', ' ')).toBe(
    '0.4 cpus, 128 MiB memory, 10 MiB disk, 1 GPU, executor included',
  );
  expect(fact('Service', 'All instances take')?.replaceAll('\u2009', ' ')).toBe(
    '1.2 cpus, 384 MiB memory, 30 MiB disk, 3 GPUs',
  );
});

test('ports are shown for agent and container, with their virtual address', () => {
  expect(section('Networking')?.tables[0]?.rows).toEqual([['http', 'tcp', 'any → 80', '/shop/web:80', 'nginx']]);
});

test('a volume mounted twice in one container is there twice', () => {
  expect(section('Volumes')?.tables[0]?.rows.map((row) => row[3])).toEqual(['/a', '/b']);
});

test('arguments, secrets and containers without a command are put in words', () => {
  expect(fact('Container log', 'Command')).toBe('tail -F a b');
  expect(fact('Container nginx', 'Command')).toBe('What the image starts by itself');
  const idle = reviewFacts({ id: '/idle', containers: [{ name: 'idle' }] });
  expect(idle.flatMap(({ facts }) => facts.map(({ value }) => value))).toContain('None: there is nothing to run');
  expect(section('Environment Variables')?.tables[0]?.rows[0]).toEqual(['PASSWORD', 'secret db', 'Shared']);
});

test('a definition of the wrong shape is reviewed without an error', () => {
  expect(reviewFacts({ id: 3, containers: 'none', networks: [null] }).map(({ title }) => title)).toEqual([
    'Service',
    'Networking',
  ]);
});
