/** What counts as an event of Marathon's stream. */
import { expect, test } from 'vitest';
import { isMarathonEvent } from './event';
import { isInstanceId } from './instance';

test('events are known by their type, whatever else they carry', () => {
  expect(isMarathonEvent({ eventType: 'pod_created_event', more: 1 })).toBe(true);
  for (const value of [
    null,
    'pod_created_event',
    {},
    { eventType: 1 },
    { eventType: 'constructor' },
    { eventType: 'future_event' },
  ])
    expect(isMarathonEvent(value)).toBe(false);
});

test('instance ids name a path and an instance', () => {
  expect(['shop_web.instance-dc6cfe60', 'shop_web.marathon-1'].map(isInstanceId)).toEqual([true, true]);
  expect(['shop_web', 'shop_web.instance-', 'instance-1', 'a.instance-1.main'].map(isInstanceId)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
