/** Which ends of instances are remembered. */
import { expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import type { Condition, Instance, Task } from '../instance/instance';
import { aStatus, aTask, anInstance } from '../marathon-fixtures';
import { noteTermination } from './termination-history';
import type { HistoryState } from './termination-history';

const NOW = millis(9000);
const ended = (condition: Condition, wish: Partial<Task> = {}): Task =>
  aTask({ condition, status: aStatus({ state: 'TASK_FAILED', message: 'boom', timestamp: millis(5000) }), ...wish });
const end = (state: HistoryState, ...tasks: Task[]) => {
  const before: Instance = anInstance({ tasks: [aTask()] });
  noteTermination(state, { before, after: { ...before, tasks }, expunged: false }, NOW);
  return state.get('/shop/web') ?? [];
};

test('a failure is noted with the failed task, its message and all containers', () => {
  const killed = aTask({ id: 'other', condition: 'Killed', status: aStatus({ state: 'TASK_KILLED' }) });
  expect(end(new Map(), killed, ended('Failed'))).toEqual([
    {
      instanceID: 'shop_web.instance-1',
      startedAt: '1970-01-01T00:00:02.000Z',
      terminatedAt: '1970-01-01T00:00:05.000Z',
      message: 'boom',
      containers: [
        { containerId: 'other', lastKnownState: 'TASK_KILLED', termination: {} },
        {
          containerId: 'shop_web.instance-1.main.1',
          lastKnownState: 'TASK_FAILED',
          termination: { message: 'boom' },
        },
      ],
    },
  ]);
});

test.each<Condition>(['Failed', 'Error', 'Gone', 'Dropped', 'Unknown'])('%s is a failure', (condition) => {
  expect(end(new Map(), ended(condition))).toHaveLength(1);
});

test.each<Condition>(['Killed', 'Finished'])('%s is none', (condition) => {
  expect(end(new Map(), ended(condition))).toEqual([]);
});

test('nothing is noted before the last container has ended', () => {
  expect(end(new Map(), ended('Failed'), aTask({ condition: 'Killing' }))).toEqual([]);
});

test('the last twenty are kept, newest first', () => {
  const state: HistoryState = new Map();
  for (let n = 0; n < 25; n++)
    end(state, ended('Failed', { status: aStatus({ state: 'TASK_FAILED', timestamp: millis(n * 1000) }) }));
  const history = state.get('/shop/web') ?? [];
  expect(history).toHaveLength(20);
  expect(history[0]?.terminatedAt).toBe('1970-01-01T00:00:24.000Z');
});
