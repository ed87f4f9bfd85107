/** The record stays as small as it may be, forgets the oldest first, and finds what it kept. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaunchStep } from '../../protocol/simulation/launch-record';
import { millis } from '../../protocol/units';
import { newPending } from '../runtime/event-queue';
import type { Choice } from '../marathon/launcher/choice';
import { decodeWorld, encodeWorld } from '../runtime/snapshot';
import { openLaunchBook } from './launch-book';
import {
  FIRST_STEPS,
  LAST_STEPS,
  MOST_INSTANCES,
  MOST_LAUNCHES,
  MOST_STEPS,
  newRecordState,
  type RecordState,
} from './record-state';

const aChoice = (instanceId: string, incarnation = 1): Choice => ({
  instanceId,
  runSpecId: '/web',
  version: '2017-03-17T10:00:00.000Z',
  incarnation,
  waitedSince: millis(0),
  at: millis(1),
  offerId: 'O1',
  agentId: 'S1',
  hostname: '10.0.0.11',
  offersSeen: 1,
  offersRefused: 0,
  batch: 1,
  place: 1,
  reservation: null,
  launchedBefore: 0,
  refused: 0,
  refusals: [],
  inLine: 1,
  line: ['/web'],
  constraints: [],
});
const aStep = (at: number): LaunchStep => ({ at, what: 'accepted' });
const taskOf = (instanceId: string, incarnation = 1) => ({
  name: 'main',
  taskId: `${instanceId}.main.${incarnation}`,
});

const launched = (state: RecordState, count: number, stepsEach = 0): void => {
  const book = openLaunchBook(state);
  for (let n = 0; n < count; n++) {
    const id = `web.instance-${n}`;
    book.addLaunch(aChoice(id));
    const launch = book.addTasks(id, `executor of ${id}`, [taskOf(id)]);
    for (let at = 0; launch !== undefined && at < stepsEach; at++) book.addStep(launch, aStep(at));
  }
};

const stepsIn = (state: RecordState): number =>
  [...state.instances.values()].reduce(
    (sum, { launches }) => sum + launches.reduce((own, { steps }) => own + steps.length, 0),
    0,
  );

describe('bounds', () => {
  test('instances beyond the most push out those launched the longest ago', () => {
    const state = newRecordState();
    launched(state, MOST_INSTANCES + 1);
    expect(state.instances.size).toBeLessThanOrEqual(MOST_INSTANCES);
    expect(state.instances.has('web.instance-0')).toBe(false);
    expect(state.instances.has(`web.instance-${MOST_INSTANCES}`)).toBe(true);
    expect(openLaunchBook(state).ofTask('web.instance-0.main.1', undefined)).toBeUndefined();
  });

  test('an instance that is launched again is one of the newest', () => {
    const state = newRecordState();
    launched(state, MOST_INSTANCES);
    const book = openLaunchBook(state);
    book.addLaunch(aChoice('web.instance-0', 2));
    book.addLaunch(aChoice('web.instance-new'));
    expect(state.instances.has('web.instance-0')).toBe(true);
    expect(state.instances.has('web.instance-1')).toBe(false);
  });

  test('an instance keeps its last launches and the number of those before', () => {
    const state = newRecordState();
    const book = openLaunchBook(state);
    for (let n = 1; n <= MOST_LAUNCHES + 4; n++) book.addLaunch(aChoice('web.instance-0', n));
    const record = state.instances.get('web.instance-0');
    expect(record?.launches.map(({ choice }) => choice.incarnation)).toEqual([5, 6, 7]);
    expect(record?.forgotten).toBe(4);
  });

  test('a launch keeps its first and its last steps', () => {
    const state = newRecordState();
    launched(state, 1, FIRST_STEPS + LAST_STEPS + 10);
    const launch = state.instances.get('web.instance-0')?.launches[0];
    expect(launch?.steps.map(({ at }) => at)).toEqual([
      ...Array.from({ length: FIRST_STEPS }, (_, at) => at),
      ...Array.from({ length: LAST_STEPS }, (_, at) => FIRST_STEPS + 10 + at),
    ]);
    expect(launch?.forgotten).toBe(10);
    expect(state.steps).toBe(FIRST_STEPS + LAST_STEPS);
  });

  test('steps beyond the most in all push out the oldest instances', () => {
    const state = newRecordState();
    launched(state, Math.ceil(MOST_STEPS / 100) + 1, 100);
    expect(stepsIn(state)).toBe(state.steps);
    expect(state.steps).toBeLessThanOrEqual(MOST_STEPS);
    expect(state.instances.has('web.instance-0')).toBe(false);
  });
});

const deed = fc.record({
  what: fc.constantFrom('launch', 'launch', 'step', 'executor'),
  number: fc.nat({ max: 5 }),
});

test('whatever is launched in whatever order, the counts are right, and a restored record finds the same', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), fc.boolean(), (deeds, isApp) => {
      const state = newRecordState();
      const book = openLaunchBook(state);
      const incarnations = new Map<string, number>();
      const executorOf = (id: string, incarnation: number): string => (isApp ? `${id} ${incarnation}` : id);
      for (const { what, number } of deeds) {
        const id = `web.instance-${number}`;
        const incarnation = (incarnations.get(id) ?? 0) + (what === 'launch' ? 1 : 0);
        const executorId = executorOf(id, incarnation);
        incarnations.set(id, incarnation);
        if (what === 'launch') {
          book.addLaunch(aChoice(id, incarnation));
          book.addTasks(id, executorId, [taskOf(id, incarnation)]);
        } else if (what === 'executor') book.addExecutor(executorId, `container of ${executorId}`);
        else {
          const launch = book.ofTask(taskOf(id, incarnation).taskId, executorId);
          if (launch !== undefined) book.addStep(launch, aStep(number));
        }
      }
      expect(stepsIn(state)).toBe(state.steps);
      const text = encodeWorld({ runtime: newPending(), ...state });
      const restored = openLaunchBook(decodeWorld(text) as RecordState);
      for (const [id, last] of incarnations)
        for (let n = 1; n <= last; n++) {
          const { taskId } = taskOf(id, n);
          const found = book.ofTask(taskId, executorOf(id, n));
          expect(found?.choice.incarnation).toBe(n > last - MOST_LAUNCHES ? n : undefined);
          expect(book.ofTask(taskId, undefined)).toBe(found);
          expect(restored.ofTask(taskId, executorOf(id, n))).toEqual(found);
          expect(restored.ofTask(taskId, undefined)).toEqual(found);
          const container = `container of ${executorOf(id, n)}`;
          expect(restored.ofExecutor(container)).toEqual(book.ofExecutor(container));
        }
    }),
  );
});
