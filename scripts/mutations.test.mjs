/** The faults of `npm run mutations` go where they are meant to: code that moved on takes them along. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { agentFaults } from './mutations/agent.mjs';
import { marathonFaults } from './mutations/marathon.mjs';
import { masterFaults } from './mutations/master.mjs';
import { root } from './steps.mjs';

const faults = [...masterFaults, ...agentFaults, ...marathonFaults];

test.each(faults)('$fault: its text is once in $file, and its tests are there', ({ file, old, put, tests }) => {
  const text = readFileSync(`${root}${file}`, 'utf8');
  expect(text.split(old)).toHaveLength(2);
  expect(put).not.toBe(old);
  expect(tests.filter((each) => !existsSync(`${root}${each}`))).toEqual([]);
});

test('each fault is planted once', () => {
  const names = faults.map(({ fault }) => fault);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
