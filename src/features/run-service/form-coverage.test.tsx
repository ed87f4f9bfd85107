/** The table of what the form shows is no lie: each place in it has a control, named, that shows the value. */
import { cleanup, screen, within } from '@testing-library/react';
import fc from 'fast-check';
import type { JSONPath } from 'jsonc-parser';
import { expect, test } from 'vitest';
import type { ServiceKind } from '../../api/client/service';
import { validApp } from '../../protocol/marathon/fixtures/arbitrary-app-fixture';
import { validPod } from '../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { fieldId } from './draft-form';
import { openForm } from './form-host-fixture';
import { leavesOf, valuesOf } from './form-leaves-fixture';
import { formShapes } from './form-paths';
import { fullApp, fullHostApp, fullPod, otherPod } from './full-definitions-fixture';
import { sectionOf, sectionsOf } from './sections';

const byPath = (path: JSONPath): HTMLElement | null => document.getElementById(fieldId(path));

/** Where a list is shown as lines of one field, or as ticks, the item has no control of its own. */
function shownAt(path: JSONPath, value: unknown): { control: HTMLElement; text: unknown } {
  const control =
    byPath(path) ??
    byPath([...path.slice(0, -1), `#${String(value)}`]) ??
    byPath([...path.slice(0, -2), `#${String(value)}`]);
  if (control) return { control, text: textOf(control, value) };
  const other = byPath([...path.slice(0, -1), '#other']);
  if (other) return { control: other, text: textOf(other, value) };
  const list = typeof path.at(-1) === 'number' ? byPath(path.slice(0, -1)) : null;
  if (!(list instanceof HTMLTextAreaElement)) throw new Error(`There is no control for ${path.join('.')}`);
  return { control: list, text: list.value.split('\n')[Number(path.at(-1))] };
}

function textOf(control: HTMLElement, value: unknown): unknown {
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    return typeof value === 'boolean' ? control.checked : control.checked ? value : undefined;
  // Marathon reads choices in any case.
  if (control instanceof HTMLSelectElement && control.value.toLowerCase() === String(value).toLowerCase()) return value;
  if (
    control instanceof HTMLInputElement ||
    control instanceof HTMLSelectElement ||
    control instanceof HTMLTextAreaElement
  )
    return control.value;
  throw new Error(`${control.id} is no control`);
}

const nameOf = (control: HTMLElement): string =>
  (control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement
    ? (control.labels?.[0]?.textContent ?? '')
    : ''
  ).trim();

/** Opens every section and finds each value in the section that problems about it lead to. */
function checkShown(definition: object, kind: ServiceKind): readonly string[] {
  const form = openForm(JSON.stringify(definition), 'service', kind);
  const values = valuesOf(definition, formShapes[kind]);
  for (const { value: section } of sectionsOf(definition, kind)) {
    form.show(section);
    const here = values.filter(({ path, shape }) => shape === 'field' && sectionOf(path) === section);
    const shown = here.map(({ path, value }) => {
      const { control, text } = shownAt(path, value);
      return { path, text: String(text), named: nameOf(control) !== '' };
    });
    expect(shown).toEqual(here.map(({ path, value }) => ({ path, text: String(value), named: true })));
    expect(screen.queryByText(/only in JSON/)).toBeNull();
  }
  expect(form.text()).toBe(JSON.stringify(definition));
  return values.map(({ place }) => place);
}

const placesOf = (kind: ServiceKind): readonly string[] =>
  leavesOf(formShapes[kind])
    .map(({ path }) => path)
    .toSorted();

test('a pod that has every field: each is shown by a control, and looking changes nothing', () => {
  const shown = [...checkShown(fullPod, 'pod'), ...checkShown(otherPod, 'pod')];
  expect([...new Set(shown)].toSorted()).toEqual(placesOf('pod'));
});

test('an app that has every field: each is shown by a control, and looking changes nothing', () => {
  const shown = [...checkShown(fullApp, 'app'), ...checkShown(fullHostApp, 'app')];
  expect([...new Set(shown)].toSorted()).toEqual(placesOf('app'));
});

test('a mount is in the card of its volume, also where no such volume is declared', () => {
  openForm(JSON.stringify(fullPod), 'volumes');
  const paths = (card: string, container: string) =>
    within(screen.getByRole('region', { name: card }))
      .getAllByRole<HTMLInputElement>('textbox', { name: `Container Path in ${container}` })
      .map(({ value }) => value);
  expect(paths('data', 'web')).toEqual(['/data', '/again']);
  cleanup();
  openForm(JSON.stringify(otherPod), 'volumes');
  expect(paths('lost, which is not declared', 'one')).toEqual(['/lost']);
});

test('what the form does not show is counted, named and led to', async () => {
  const form = openForm('{"id": "/a", "x-owner": "me", "containers": [{"name": "a", "note": 1}]}');
  const box = within(screen.getByRole('region', { name: '2 fields only in JSON' }));
  await form.user.click(box.getByRole('button', { name: 'containers.0.note' }));
  expect(form.revealed).toEqual([['containers', 0, 'note']]);
});

test('generated definitions: whatever is not told to be only in JSON is shown', () => {
  const definitions = fc.oneof(
    validPod.map((definition) => ({ definition, kind: 'pod' as const })),
    validApp.map((definition) => ({ definition, kind: 'app' as const })),
  );
  const property = fc.property(definitions, ({ definition, kind }) => {
    const { unknown: _, ...known } = JSON.parse(JSON.stringify(definition)) as { unknown?: unknown };
    cleanup();
    expect(checkShown(known, kind)).toContain('id');
  });
  fc.assert(property, { numRuns: 20 });
});
