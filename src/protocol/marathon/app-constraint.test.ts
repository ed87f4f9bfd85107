/** Constraints of apps in the form the matcher knows from pods. */
import { expect, test } from 'vitest';
import { constraintsOf } from './app-constraint';
import { anApp } from './fixtures/an-app-fixture';
import { accept } from './fixtures/judged-app-fixture';

test('arrays become objects, a missing value stays missing', () => {
  const constraints = [
    ['hostname', 'unique'],
    ['@zone', 'GROUP_BY', '3'],
  ];
  expect(constraintsOf(accept(anApp({ constraints })))).toEqual([
    { fieldName: 'hostname', operator: 'UNIQUE' },
    { fieldName: '@zone', operator: 'GROUP_BY', value: '3' },
  ]);
});
