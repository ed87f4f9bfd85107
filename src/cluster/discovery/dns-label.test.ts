/** How names become DNS labels: Mesos-DNS's own cases and limits. */
import { expect, test } from 'vitest';
import { canonicalName, dnsLabel, domainFragment } from './dns-label';

test.each([
  ['pod.sub.outer', 'pod-sub-outer'],
  ['My_Service', 'my-service'],
  ['a b/c', 'abc'],
  ['--edge--', 'edge'],
  ['x'.repeat(70), 'x'.repeat(63)],
  // A cut that would end in a hyphen is filled from what follows.
  [`${'x'.repeat(62)}.yz`, `${'x'.repeat(62)}y`],
])('%s is the label %s', (name, label) => {
  expect(dnsLabel(name)).toBe(label);
  expect(dnsLabel(label)).toBe(label);
});

test('a fragment keeps its dots, and drops what leaves nothing', () => {
  expect(domainFragment('My.Group._./x')).toBe('my.group.x');
});

test('names are compared without the root’s dot and the case', () => {
  expect(canonicalName('Leader.Mesos.')).toBe('leader.mesos');
});
