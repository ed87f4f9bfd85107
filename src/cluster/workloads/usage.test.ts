/** What modelled processes use, as the kernel would count it. */
import { expect, test } from 'vitest';
import { millis } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { usageOf } from './usage';

const MIB = 1024 * 1024;
const SHARE = { cpus: 2, memoryBytes: 128 * MIB, limitBytes: 128 * MIB };
const after = (shell: string, elapsed: number, containerId = 'a') =>
  usageOf({ containerId, command: { shell }, env: {}, startedAt: EPOCH, until: millis(EPOCH + elapsed * 1000) }, SHARE);

test('a server uses a part of what it may, and the counters only grow', () => {
  const shell = "nginx -g 'daemon off;'";
  const at = Array.from({ length: 200 }, (_, n) => after(shell, n * 7));
  at.forEach((now, n) => {
    const before = at[n - 1];
    if (before === undefined) return;
    expect(now.userSeconds).toBeGreaterThan(before.userSeconds);
    expect(now.receivedBytes).toBeGreaterThan(before.receivedBytes);
    const cores = (now.userSeconds + now.systemSeconds - before.userSeconds - before.systemSeconds) / 7;
    expect(cores).toBeLessThan(SHARE.cpus);
    expect(now.memoryBytes).toBeLessThanOrEqual(SHARE.memoryBytes);
  });
  expect(after(shell, 500)).toEqual(after(shell, 500));
  expect(after(shell, 500)).not.toEqual(after(shell, 500, 'b'));
});

test('a process that waits uses next to nothing', () => {
  const { userSeconds, systemSeconds, memoryBytes, sentBytes } = after('sleep 1000', 1000);
  expect(userSeconds + systemSeconds).toBeLessThan(5);
  expect(memoryBytes).toBeLessThan(4 * MIB);
  expect(sentBytes).toBe(0);
});

test('memory that a command takes is there while it holds it, up to the limit', () => {
  const shell = 'stress --vm 1 --vm-bytes 100M --timeout 10s; sleep 100';
  expect(after(shell, 5).memoryBytes / MIB).toBeCloseTo(101, -1);
  expect(after(shell, 50).memoryBytes).toBeLessThan(4 * MIB);
  expect(after('stress --vm 1 --vm-bytes 1G', 60).memoryBytes).toBe(SHARE.limitBytes);
});
