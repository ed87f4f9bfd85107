/** Whom a fault means, and what deafness does. */
import { expect, test } from 'vitest';
import { seconds } from '../../protocol/units';
import { disturb, relieve } from './disturb';
import { disturbanceOf, isMeant } from './disturbances';
import type { Disturbance, Target } from './disturbances';
import { aGroup, aMesos, aTask } from './mesos-world-fixture';

const TASK = 'shop_web.instance-1a2b.nginx.3';

test.each<[Target, boolean]>([
  [{ prefix: 'shop_web.instance-1a2b.' }, true],
  [{ prefix: 'shop_web.instance-9.' }, false],
  [{ prefix: 'shop_web.' }, true],
  [{ prefix: 'shop_we.' }, false],
  [{ prefix: 'shop.' }, false],
  [{ prefix: 'shop_web.', container: 'nginx' }, true],
  [{ prefix: 'shop_web.', container: 'instance-1a2b' }, false],
])('%j means the task: %s', (target, expected) => {
  expect(isMeant(target, TASK)).toBe(expected);
});

test('the first disturbance of its kind that concerns a thing counts', () => {
  const disturbances: Disturbance[] = [
    { id: '1', kind: 'imageMissing', image: 'a' },
    { id: '2', kind: 'slowPull', image: 'b', factor: 2 },
    { id: '3', kind: 'slowPull', image: 'b', factor: 3 },
  ];
  expect(disturbanceOf({ disturbances }, 'slowPull', ({ image }) => image === 'b')?.factor).toBe(2);
  expect(disturbanceOf({ disturbances }, 'slowPull', ({ image }) => image === 'a')).toBeUndefined();
});

test('a container made deaf to SIGTERM lives until its grace is over; what SIGKILL does is an effect of that', () => {
  const ends: (string | null)[] = [];
  const world = aMesos({
    onEntry: (entry) => {
      if (entry.kind === 'PROCESS_EXITED') ends.push(world.runtime.cause());
    },
  });
  const task = aTask(TASK, 'sleep inf', { killGrace: seconds(7) });
  world.launch(aGroup('a', [task]));
  world.runTo(10);
  disturb(world.ctx, { id: 'deaf', kind: 'ignoreSigterm', target: { prefix: 'shop_web.' } });
  world.kill(TASK);
  world.runTo(40);
  expect(world.since(TASK, 'KILLED') - world.since(TASK, 'KILLING')).toBeCloseTo(7, 1);
  expect(ends).toEqual(['deaf']);
});

test('all that one fault brought is over with it, and nothing else', () => {
  const world = aMesos();
  disturb(world.ctx, { id: '1', kind: 'imageMissing', image: 'a' });
  disturb(world.ctx, { id: '2', kind: 'imageMissing', image: 'b' });
  disturb(world.ctx, { id: '1', kind: 'artifactMissing', uri: 'c' });
  relieve(world.ctx, '1');
  expect(world.state.mesos.disturbances).toEqual([{ id: '2', kind: 'imageMissing', image: 'b' }]);
});
