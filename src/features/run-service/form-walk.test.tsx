/** Looking at a definition in the form changes not a byte of it, and a field changes its own place alone. */
import { cleanup, fireEvent } from '@testing-library/react';
import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { kindOfDefinition } from '../../api/client/service';
import { damagedApp, validApp } from '../../protocol/marathon/fixtures/arbitrary-app-fixture';
import { damagedPod, validPod } from '../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { documentedPods } from '../../protocol/marathon/fixtures/documented-pods';
import { allTemplates } from './all-templates';
import { fieldId } from './draft-form';
import { openForm } from './form-host-fixture';
import { valuesOf } from './form-leaves-fixture';
import { formShapes } from './form-paths';
import { fullApp, fullHostApp, fullPod, otherPod } from './full-definitions-fixture';
import { nodeAt } from './json-edit';
import { isRecord } from './json-value';
import { print } from './odd-text-fixture';
import type { Json } from './odd-text-fixture';
import { newDraft } from './pod-draft';
import { sectionOf, sectionsOf } from './sections';

/** Opens every section of the form for a text, closes it, and tells what is there then. */
function walk(text: string): string {
  const { value } = newDraft(text).valid;
  const kind = kindOfDefinition(value);
  const form = openForm(text, 'service', kind);
  for (const { value: section } of sectionsOf(value, kind)) form.show(section);
  cleanup();
  return form.text();
}

const oddly = (value: unknown, seed: number): string => {
  let turn = seed;
  return print(
    JSON.parse(JSON.stringify(value)) as Json,
    (limit) => (turn = (turn * 48_271 + 11) % 2_147_483_647) % limit,
  );
};

test('every documented definition, every template and those with every field', () => {
  const definitions = [...documentedPods.map(({ pod }) => pod), fullPod, otherPod, fullApp, fullHostApp];
  const texts = [
    ...definitions.map((definition, seed) => oddly(definition, seed + 1)),
    ...allTemplates.map(({ text }) => text),
  ];
  expect(texts.map(walk)).toEqual(texts);
});

const unknown = fc.record({ 'x-own': fc.jsonValue(), constructor: fc.constant(1) });

test('generated definitions, good and bad, with comments, odd white space and members nobody knows', () => {
  const definition = fc.oneof(validPod, damagedPod, validApp, damagedApp).filter(isRecord);
  const property = fc.property(definition, unknown, fc.nat(), (value, more, seed) => {
    const text = oddly({ ...value, ...more }, seed + 1);
    expect(walk(text)).toBe(text);
  });
  fc.assert(property, { numRuns: 20 });
});

/** What to give a field that it does not hold yet. */
function change(control: HTMLElement): boolean {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return fireEvent.click(control);
  if (control instanceof HTMLSelectElement) {
    const other = [...control.options].find(
      ({ value, disabled }) => !disabled && value !== '' && value !== control.value,
    );
    return other !== undefined && fireEvent.change(control, { target: { value: other.value } });
  }
  return fireEvent.change(control, { target: { value: `${(control as HTMLInputElement).value}7` } });
}

/** These take others along: mounts with their volume, a constraint's value, a network's name, the label of a start order. */
const wider =
  /^volumes\.\d+\.name$|\.operator$|constraints\.\d+\.1$|^networks\.\d+\.mode$|^healthChecks\.\d+\.protocol$|\.condition$/;

test.each([
  ['a pod', fullPod],
  ['an app', fullApp],
  ['an app with ports of the agent', fullHostApp],
])('a field of %s changes the bytes of its own value alone', (_, definition) => {
  const kind = kindOfDefinition(definition);
  const form = openForm(oddly(definition, 5), 'service', kind);
  let changed = 0;
  const fields = valuesOf(definition, formShapes[kind])
    .filter(({ path, shape }) => shape === 'field' && !wider.test(path.join('.')))
    .map(({ path }) => ({ path, section: sectionOf(path) }))
    .toSorted((one, other) => one.section.localeCompare(other.section));
  for (const { path, section } of fields) {
    form.show(section);
    const control = document.getElementById(fieldId(path));
    if (!control || control.matches(':disabled')) continue;
    const before = form.text();
    const node = nodeAt(parseTree(before), path);
    if (!change(control)) continue;
    const after = form.text();
    expect({
      path,
      changed: after !== before,
      sameBefore: after.startsWith(before.slice(0, node?.offset)),
      sameBehind: after.endsWith(before.slice((node?.offset ?? 0) + (node?.length ?? 0))),
    }).toEqual({ path, changed: true, sameBefore: true, sameBehind: true });
    changed += 1;
  }
  expect(changed).toBeGreaterThan(kind === 'pod' ? 80 : 5);
});
