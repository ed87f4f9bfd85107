/** Who goes first when a pod shrinks. */
import { describe, expect, test } from 'vitest';
import { millis } from '../../../protocol/units';
import { aPlace, aTask, anInstance, attributes } from '../marathon-fixtures';
import type { Instance } from './instance';
import { selectVictims } from './kill-selection';
import type { SelectionRule } from './kill-selection';

const youngest: SelectionRule = { killSelection: 'YOUNGEST_FIRST', constraints: [] };
const oldest: SelectionRule = { killSelection: 'OLDEST_FIRST', constraints: [] };
const one = (id: string, wish: Partial<Instance> = {}): Instance => anInstance({ id, ...wish });
const since = (id: string, at: number): Instance => one(id, { activeSince: millis(at), since: millis(at) });
const chosen = (candidates: readonly Instance[], count: number, rule = youngest) =>
  selectVictims(candidates, count, rule).map(({ id }) => id);

test('what is not up goes before what runs, the unreachable before all that are placed', () => {
  const candidates = [
    one('running'),
    one('starting', { condition: 'Starting', activeSince: null }),
    one('staging', { condition: 'Staging', activeSince: null }),
    one('lost', { condition: 'Unreachable' }),
    one('waiting', { condition: 'Scheduled', agent: null, activeSince: null, tasks: [] }),
  ];
  expect(chosen(candidates, 5)).toEqual(['waiting', 'lost', 'staging', 'starting', 'running']);
});

test('of those that run the youngest goes, or the oldest where the pod says so', () => {
  const candidates = [since('b', 20), since('c', 30), since('a', 10)];
  expect(chosen(candidates, 2)).toEqual(['c', 'b']);
  expect(chosen(candidates, 2, oldest)).toEqual(['a', 'b']);
});

test('of those being staged the last one staged is the youngest', () => {
  const staged = (id: string, at: number) =>
    one(id, {
      condition: 'Staging',
      activeSince: null,
      tasks: [aTask({ condition: 'Staging', stagedAt: millis(at) })],
    });
  expect(chosen([staged('a', 10), staged('b', 20)], 1)).toEqual(['b']);
});

test('never more than there are, none for none', () => {
  expect(chosen([one('a')], 5)).toEqual(['a']);
  expect(chosen([one('a')], 0)).toEqual([]);
});

describe('with GROUP_BY', () => {
  const spread: SelectionRule = { ...youngest, constraints: [{ fieldName: 'rack', operator: 'GROUP_BY' }] };
  const on = (id: string, rack: string, at: number) => ({
    ...since(id, at),
    agent: aPlace({ attributes: attributes({ rack }) }),
  });

  test('the fullest group gives first, so that the spread stays even', () => {
    const candidates = [on('a1', 'a', 1), on('a2', 'a', 2), on('a3', 'a', 3), on('b1', 'b', 9), on('c1', 'c', 8)];
    expect(chosen(candidates, 2, spread)).toEqual(['a3', 'a2']);
    expect(chosen(candidates, 3, spread)).toHaveLength(3);
  });

  test('the groups never differ by more than one while it shrinks from an even spread', () => {
    const racks = ['a', 'b', 'c'];
    const candidates = Array.from({ length: 9 }, (_, i) => on(`${i}`, racks[i % 3] ?? '', i));
    for (let count = 1; count < 9; count++) {
      const gone = new Set(chosen(candidates, count, spread));
      const sizes = racks.map((_, r) => candidates.filter(({ id }, i) => i % 3 === r && !gone.has(id)).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});
