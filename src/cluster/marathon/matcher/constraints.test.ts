/** The seven placement operators over fields of agents. */
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../../protocol/marathon/pod';
import { aPlace, anInstance, attributes } from '../marathon-fixtures';
import { satisfies } from './constraints';
import type { Place } from './field-value';
import { createPlacements, isCounted } from './placements';

const on = (rack: string): Place => aPlace({ attributes: attributes({ rack }) });
const rule = (operator: Constraint['operator'], value?: string, fieldName = 'rack'): Constraint => ({
  fieldName,
  operator,
  ...(value !== undefined && { value }),
});
/** Whether one more instance may run at each place, with instances on these racks. */
const fits = (
  constraint: Constraint,
  placed: readonly string[],
  at: readonly Place[],
  instances = placed.length + 1,
) => {
  const placements = createPlacements(placed.map(on));
  return at.map((place) => satisfies(constraint, place, placements, instances));
};

const nowhere = aPlace();

describe('one instance more', () => {
  test('UNIQUE: no two share a value', () => {
    expect(fits(rule('UNIQUE'), ['a'], [on('a'), on('b'), nowhere])).toEqual([false, true, false]);
  });

  test('CLUSTER with a value: only there', () => {
    expect(fits(rule('CLUSTER', 'a'), ['b'], [on('a'), on('b'), nowhere])).toEqual([true, false, false]);
  });

  test('CLUSTER without a value: the first one decides for all', () => {
    expect(fits(rule('CLUSTER'), [], [on('a'), on('b'), nowhere])).toEqual([true, true, false]);
    expect(fits(rule('CLUSTER'), ['b', 'a'], [on('a'), on('b')])).toEqual([false, true]);
  });

  test('LIKE and UNLIKE match the whole value; a missing one is only unlike', () => {
    expect(fits(rule('LIKE', 'r[0-9]'), [], [on('r1'), on('r12'), nowhere])).toEqual([true, false, false]);
    expect(fits(rule('UNLIKE', 'r[0-9]'), [], [on('r1'), on('r12'), nowhere])).toEqual([false, true, true]);
  });

  test('IS: equal as text, or as the number Mesos would print', () => {
    const two: Place = aPlace({ attributes: [{ name: 'rack', type: 'SCALAR', scalar: 2.5 }] });
    expect(fits(rule('IS', '2.500'), [], [two, on('2.5'), on('2.6'), nowhere])).toEqual([true, true, false, false]);
    expect(fits(rule('IS', 'a'), [], [on('a'), on('A')])).toEqual([true, false]);
  });

  test('MAX_PER: fewer than so many share a value', () => {
    expect(fits(rule('MAX_PER', '2'), ['a', 'a', 'b'], [on('a'), on('b'), on('c'), nowhere])).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('GROUP_BY with a value: so many groups share the instances evenly', () => {
    const three = rule('GROUP_BY', '3');
    expect(fits(three, ['a'], [on('a'), on('b'), nowhere], 3)).toEqual([false, true, false]);
    expect(fits(three, ['a', 'b', 'c'], [on('a'), on('d')], 5)).toEqual([true, false]);
    expect(fits(three, ['a', 'a', 'b', 'b', 'c'], [on('a'), on('c')], 5)).toEqual([false, false]);
    expect(fits(three, ['a', 'a', 'b', 'c'], [on('a'), on('b')], 5)).toEqual([false, true]);
  });

  test('GROUP_BY without a value: a new group always, a known one only while none has fewer', () => {
    expect(fits(rule('GROUP_BY'), ['a', 'a', 'b'], [on('a'), on('b'), on('c'), nowhere])).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(fits(rule('GROUP_BY'), ['a', 'b'], [on('a')])).toEqual([true]);
  });
});

describe('a field', () => {
  const place = aPlace({
    host: '10.0.0.11',
    region: 'east',
    zone: 'east-a',
    attributes: [
      { name: 'cores', type: 'SCALAR', scalar: 16 },
      {
        name: 'disks',
        type: 'RANGES',
        ranges: [
          { begin: 8, end: 9 },
          { begin: 1, end: 5 },
        ],
      },
      { name: 'tags', type: 'SET', set: ['ssd', 'big'] },
      ...attributes({ constructor: 'odd' }),
    ],
  });

  test.each([
    ['hostname', '10.0.0.11'],
    ['@hostname', '10.0.0.11'],
    ['@region', 'east'],
    ['@zone', 'east-a'],
    ['cores', '16'],
    ['disks', '[1-5,8-9]'],
    ['tags', '{big,ssd}'],
    ['constructor', 'odd'],
  ])('%s reads as %s', (fieldName, value) => {
    expect(satisfies(rule('IS', value, fieldName), place, createPlacements([]), 1)).toBe(true);
  });

  test.each(['@region', '@zone', 'toString', '__proto__'])('%s may be absent', (fieldName) => {
    expect(satisfies(rule('UNLIKE', '.*', fieldName), aPlace(), createPlacements([]), 1)).toBe(true);
  });
});

describe('counted are', () => {
  test('placed instances of the configuration in force or newer, lost ones not', () => {
    const at = (wish: Parameters<typeof anInstance>[0]) => isCounted(anInstance(wish), '2');
    expect(at({ version: '2' })).toBe(true);
    expect(at({ version: '3', condition: 'Staging' })).toBe(true);
    expect(at({ version: '1' })).toBe(false);
    expect(at({ version: '2', condition: 'Scheduled' })).toBe(false);
    expect(at({ version: '2', condition: 'Unreachable' })).toBe(false);
    expect(at({ version: '2', condition: 'Gone' })).toBe(false);
  });

  test('every launch at once, without counting anew', () => {
    const placements = createPlacements([on('a')]);
    expect(placements.countsOf('rack').get('a')).toBe(1);
    placements.add(on('a'));
    expect(placements.countsOf('rack').get('a')).toBe(2);
  });
});
