/** Commands that take memory. */
import { describe, expect, test } from 'vitest';
import type { CommandInfo } from '../../protocol/mesos/task';
import { sizeIn } from './allocations';
import { courseOf } from './behaviour';

const shell = (source: string) => courseOf({ shell: source }, undefined, new Map());

test.each([
  ['512M', 512],
  ['1G', 1024],
  ['2GiB', 2048],
  ['1.5g', 1536],
  ['1048576', 1],
  ['4k', 4 / 1024],
  ['lots', undefined],
])('%s is %s MiB', (text, mib) => {
  expect(sizeIn(text)).toBe(mib);
});

describe('what a command holds', () => {
  test.each([
    ['stress --vm 1 --vm-bytes 512M --timeout 60s', [{ at: 0, over: 512, mib: 512, until: 60_000 }]],
    ['stress --vm 2 --vm-bytes=100M', [{ at: 0, over: 200, mib: 200 }]],
    ['stress-ng -m 1 --vm-bytes 1G', [{ at: 0, over: 1024, mib: 1024 }]],
    ['stress --cpu 4', undefined],
    ['sleep 5; stress --vm 1 --vm-bytes 64M', [{ at: 5000, over: 64, mib: 64 }]],
    ['head -c 1G /dev/zero | tail', [{ at: 0, over: 1024, mib: 1024, until: 1024 }]],
    ['head -c 100M /dev/zero | tail; sleep 9', [{ at: 0, over: 100, mib: 100, until: 100 }]],
    ['yes | tr \\\\n x | head -c 300M | grep n', [{ at: 0, over: 300, mib: 300, until: 300 }]],
    [
      'dd if=/dev/zero bs=200M count=2 | sort',
      [
        { at: 0, over: 0, mib: 200, until: 400 },
        { at: 0, over: 400, mib: 400, until: 400 },
      ],
    ],
    ['dd if=/dev/zero of=/dev/null bs=512M count=1', [{ at: 0, over: 0, mib: 512, until: 512 }]],
    ['dd if=a of=b', undefined],
    ['cat file | tail', undefined],
    ['tail -f log | grep x', undefined],
    ['echo hi | grep hi', undefined],
    ['sleep 1000', undefined],
  ])('%s', (source, expected) => {
    expect(shell(source)?.memory).toEqual(expected);
  });

  test('a line without an end grows for ever', () => {
    const [hump] = shell('tail /dev/zero')?.memory ?? [];
    expect(hump?.mib).toBeGreaterThan(1e6);
    expect(shell('cat /dev/zero | tail')?.lasts).toBe(Infinity);
  });

  test('an image made for it does it, too', () => {
    const args: CommandInfo = { argv: ['--vm', '1', '--vm-bytes', '150M'], overrideEntrypoint: false };
    expect(courseOf(args, 'polinux/stress', new Map())?.memory).toEqual([{ at: 0, over: 150, mib: 150 }]);
  });

  test('a loop of many is known by its beginning', () => {
    const course = shell('i=0; while [ $i -lt 100 ]; do dd if=/dev/zero of=f bs=2M count=1; i=$((i+1)); done');
    expect(course?.memory).toHaveLength(20);
  });
});
