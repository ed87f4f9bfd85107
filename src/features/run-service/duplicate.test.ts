import { expect, test } from 'vitest';
import { duplicate, freeId } from './duplicate';

const copyOf = (value: object, taken: readonly string[] = []) =>
  duplicate(`${JSON.stringify(value, null, 2)}\n`, value, new Set(taken));

test('the id is the first that is free', () => {
  expect(freeId('/shop/web', new Set(['/shop/web']))).toBe('/shop/web-copy');
  expect(freeId('/shop/web', new Set(['/shop/web-copy', '/shop/web-copy-2']))).toBe('/shop/web-copy-3');
  expect(freeId('/shop/web-copy', new Set(['/shop/web-copy']))).toBe('/shop/web-copy-2');
});

test('of a pod: chosen host ports become any free one, and nothing else changes', () => {
  const pod = {
    id: '/a',
    containers: [
      { name: 'x', resources: { cpus: 1, mem: 32 }, endpoints: [{ name: 'http', containerPort: 80, hostPort: 8080 }] },
      { name: 'y', resources: { cpus: 1, mem: 32 }, endpoints: [{ name: 'any', containerPort: 81, hostPort: 0 }] },
    ],
    unknown: { kept: [1, 2] },
  };
  const { text, notes } = copyOf(pod);
  const [first, second] = pod.containers;
  expect(JSON.parse(text)).toEqual({
    ...pod,
    id: '/a-copy',
    containers: [{ ...first, endpoints: [{ name: 'http', containerPort: 80, hostPort: 0 }] }, second],
  });
  expect(notes).toEqual([
    'A copy of /a, named /a-copy.',
    'Ports of the agent are chosen anew: 8080 became 0, any free one.',
  ]);
});

test('of an app: mapped and required ports; a service port that is not required stays', () => {
  const mapped = { id: '/b', container: { portMappings: [{ containerPort: 80, hostPort: 31_000 }] } };
  expect(JSON.parse(copyOf(mapped).text)).toMatchObject({ container: { portMappings: [{ hostPort: 0 }] } });
  const required = { id: '/b', requirePorts: true, portDefinitions: [{ port: 9000 }] };
  expect(JSON.parse(copyOf(required).text)).toMatchObject({ portDefinitions: [{ port: 0 }] });
  const service = { id: '/b', portDefinitions: [{ port: 10_000 }] };
  expect(JSON.parse(copyOf(service).text)).toEqual({ ...service, id: '/b-copy' });
});

test('an address both would be reached by is told', () => {
  const pod = { id: '/c', containers: [{ endpoints: [{ name: 'w', labels: { VIP_0: '/c:80' } }] }] };
  expect(copyOf(pod).notes[1]).toBe('Both are reached by /c:80 unless you change that.');
});
