/** How a rolling restart begins, by the numbers. */
import { expect, test } from 'vitest';
import { ignite } from './ignition';
import type { IgnitionInput } from './ignition';

const of = (wish: Partial<IgnitionInput>) => {
  const target = wish.target ?? 4;
  return ignite({
    target,
    current: target,
    healthy: wish.current ?? target,
    minimumHealthCapacity: 1,
    maximumOverCapacity: 1,
    resident: false,
    ...wish,
  });
};

test('1/1: nothing dies first, as many new ones as old ones fit beside them', () => {
  expect(of({})).toEqual({ killNow: 0, maxCapacity: 8 });
});

test('0/0: all old ones die first', () => {
  expect(of({ minimumHealthCapacity: 0, maximumOverCapacity: 0 })).toEqual({ killNow: 4, maxCapacity: 4 });
});

test('0.5/0 with four: two die, the others hold the fort', () => {
  expect(of({ minimumHealthCapacity: 0.5, maximumOverCapacity: 0 })).toEqual({ killNow: 2, maxCapacity: 4 });
});

test('1/0 leaves no room, so one more than wanted may run', () => {
  expect(of({ maximumOverCapacity: 0 })).toEqual({ killNow: 0, maxCapacity: 5 });
});

test('1/0 with instances bound to volumes: one has to die instead', () => {
  expect(of({ maximumOverCapacity: 0, resident: true })).toEqual({ killNow: 1, maxCapacity: 4 });
});

test('1/0 with an old one missing needs no extra room', () => {
  expect(of({ maximumOverCapacity: 0, current: 3 })).toEqual({ killNow: 0, maxCapacity: 4 });
});

test('fewer wanted than there are: the surplus dies at once', () => {
  expect(of({ target: 2, current: 5 })).toEqual({ killNow: 3, maxCapacity: 4 });
  expect(of({ target: 2, current: 5, minimumHealthCapacity: 0 })).toEqual({ killNow: 5, maxCapacity: 4 });
});

test('shares are rounded to the safe side: healthy ones up, extra ones down', () => {
  expect(of({ target: 3, minimumHealthCapacity: 0.5, maximumOverCapacity: 0.5 })).toEqual({
    killNow: 1,
    maxCapacity: 4,
  });
});

test('unhealthy old ones do not count towards the healthy ones to keep', () => {
  expect(of({ healthy: 3, minimumHealthCapacity: 0.5, maximumOverCapacity: 0 })).toEqual({
    killNow: 1,
    maxCapacity: 4,
  });
});
