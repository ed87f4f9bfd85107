/** The sentences of refusals that clients match. */
import { expect, test } from 'vitest';
import { appAtGroupPath, appExists, groupExists, invalidTaskId, pathNotFound, scaleAndWipe } from './error';

test.each([
  [appExists('/a'), { message: 'An app with id [/a] already exists.' }],
  [groupExists('/a'), { message: 'Group /a is already created. Use PUT to change this group.' }],
  [appAtGroupPath('/a'), { message: 'An app with the path /a already exists.' }],
  [scaleAndWipe(), { message: 'You cannot use scale and wipe at the same time.' }],
  [invalidTaskId('x'), { message: "Invalid task id 'x'. [x (of class java.lang.String)]" }],
  [pathNotFound('/a'), { message: "Path '/a' does not exist", details: [] }],
  [pathNotFound('/a', 'v'), { message: "Path '/a' does not exist in version v", details: [] }],
])('%j', (body, expected) => {
  expect(body).toEqual(expected);
});
