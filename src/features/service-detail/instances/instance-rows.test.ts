/** Filtering, sorting and unfolding of instances. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aContainerStatus, anInstance, instancesOf } from '../../shared/pod-status-fixture';
import { isCompleted, listedInstances, scopeCounts, shortId, specVersion, treeRows } from './instance-rows';

const ids = (instances: ReturnType<typeof listedInstances>) => instances.map(({ id }) => shortId(id));

const a = anInstance({
  id: 'shop_web.instance-aaaaaaaa-1',
  agentHostname: '10.0.1.9',
  agentRegion: 'us',
  agentZone: 'b',
});
const b = anInstance({
  id: 'shop_web.instance-bbbbbbbb-1',
  agentHostname: '10.0.1.10',
  networks: [{ name: 'dcos', addresses: ['9.0.1.4'] }],
});
const gone = anInstance({
  id: 'shop_web.instance-cccccccc-1',
  status: 'TERMINAL',
  containers: [aContainerStatus({ status: 'TASK_FINISHED' })],
});
const stopping = anInstance({
  id: 'shop_web.instance-dddddddd-1',
  status: 'TERMINAL',
  containers: [aContainerStatus({ status: 'TASK_KILLING' })],
});
const all = [b, gone, a, stopping];

test('an id is told by the first eight characters of its own part', () => {
  expect(shortId('shop_web.instance-3f9c0a1b-1234')).toBe('3f9c0a1b');
  expect(shortId('odd')).toBe('odd');
});

test('the version of an instance is the time in its reference', () => {
  expect(specVersion(a)).toBe('2017-03-17T10:00:00.000Z');
});

test('active is what still runs or stops, completed what has ended', () => {
  expect(ids(listedInstances(all, {}))).toEqual(['aaaaaaaa', 'bbbbbbbb', 'dddddddd']);
  expect(ids(listedInstances(all, { scope: 'completed' }))).toEqual(['cccccccc']);
  expect(scopeCounts(all)).toEqual({ active: 3, completed: 1, all: 4 });
  expect(isCompleted(stopping)).toBe(false);
});

test.each([
  ['BBBB', ['bbbbbbbb']],
  ['10.0.1.9 us/b', ['aaaaaaaa']],
  ['9.0.1.4', ['bbbbbbbb']],
  ['logger', ['aaaaaaaa', 'bbbbbbbb']],
  ['finished', ['cccccccc']],
  ['nowhere', []],
])('the text %s finds %j', (q, found) => {
  expect(ids(listedInstances([a, b, gone], { q, scope: 'all' }))).toEqual(found);
});

test('agents sort as numbers do, either way', () => {
  expect(ids(listedInstances([a, b], { sort: 'agent' }))).toEqual(['aaaaaaaa', 'bbbbbbbb']);
  expect(ids(listedInstances([a, b], { sort: 'agent', dir: 'desc' }))).toEqual(['bbbbbbbb', 'aaaaaaaa']);
});

test('only open instances show their containers, each counted among its siblings', () => {
  const rows = treeRows([a, b], new Set(['bbbbbbbb']));
  expect(rows.map(({ kind, position, set }) => `${kind} ${position}/${set}`)).toEqual([
    'instance 1/2',
    'instance 2/2',
    'container 1/2',
    'container 2/2',
  ]);
});

test('rows have keys of their own, however many are open', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.array(fc.nat(40)), (count, opened) => {
      const instances = instancesOf(count);
      const rows = treeRows(instances, new Set(opened.map((index) => String(index).padStart(8, '0'))));
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    }),
  );
});
