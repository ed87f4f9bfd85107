/** How long a failing pod waits. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Condition } from '../instance/instance';
import { VERSION, aPod } from '../marathon-fixtures';
import { delayOf, isCountedFailure, isLaunchProgress, nextWait } from './delays';
import type { DelaysState } from './delays';

const waits = (count: number, pod = aPod()): number[] => {
  const all: number[] = [];
  let wait: Millis | undefined;
  for (let n = 0; n < count; n++) {
    wait = nextWait(pod, wait);
    all.push(wait);
  }
  return all;
};

describe('the wait after a failure', () => {
  test('grows by the factor from one second', () => {
    expect(waits(5)).toEqual([1000, 1150, 1323, 1521, 1749]);
  });

  test('reaches the cap of five minutes with the 42nd failure and stays there', () => {
    const all = waits(50);
    expect(all[40]).toBeLessThan(300_000);
    expect(all.slice(41)).toEqual(Array.from({ length: 9 }, () => 300_000));
  });

  test('is the pod’s own where it says so, the cap from the first failure on', () => {
    const backoff = { backoff: 10, backoffFactor: 2, maxLaunchDelay: 15 };
    expect(waits(3, aPod({ scheduling: { backoff } }))).toEqual([10_000, 15_000, 15_000]);
    expect(waits(1, aPod({ scheduling: { backoff: { ...backoff, maxLaunchDelay: 3 } } }))).toEqual([3000]);
  });
});

test('failures and successful ends make it longer; kills and lost agents do not', () => {
  const counted: Condition[] = ['Failed', 'Error', 'Dropped', 'Gone', 'Finished'];
  const others: Condition[] = ['Killed', 'Killing', 'Unreachable', 'UnreachableInactive', 'Unknown', 'Scheduled'];
  expect([...counted, ...others].filter(isCountedFailure)).toEqual(counted);
  expect(
    [...counted, ...others, 'Provisioned', 'Staging', 'Starting', 'Running'].filter((condition) =>
      isLaunchProgress(condition as Condition),
    ),
  ).toEqual(['Provisioned', 'Staging', 'Starting', 'Running']);
});

test('a delay belongs to one configuration and is outlived at the first clean-up after the longest wait', () => {
  const pod = aPod();
  const delays: DelaysState = new Map([[pod.id, { configVersion: VERSION, wait: seconds(2), since: millis(1000) }]]);
  expect(delayOf(delays, pod, VERSION, millis(1000))?.wait).toBe(2000);
  expect(delayOf(delays, pod, 'another', millis(1000))).toBeUndefined();
  expect(delayOf(delays, pod, VERSION, millis(301_000))?.wait).toBe(2000);
  expect(delayOf(delays, pod, VERSION, millis(309_999))?.wait).toBe(2000);
  expect(delayOf(delays, pod, VERSION, millis(310_000))).toBeUndefined();
});
