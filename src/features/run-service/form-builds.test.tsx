/** Every documented definition can be made by the form alone, starting from an empty one. */
import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { kindOfDefinition } from '../../api/client/service';
import { documentedPods } from '../../protocol/marathon/fixtures/documented-pods';
import { allTemplates } from './all-templates';
import { buildByForm, said } from './form-driver-fixture';
import { openForm } from './form-host-fixture';
import { formShapes, onlyInJson } from './form-paths';
import { fullPod } from './full-definitions-fixture';
import { newAppText, newPodText } from './start-text';

/** Builds it and tells what it could not say, since the form does not know it. */
function build(definition: object): readonly string[] {
  const kind = kindOfDefinition(definition);
  const form = openForm(kind === 'pod' ? newPodText('') : newAppText(''), 'service', kind);
  buildByForm(form, kind, definition);
  expect(said(form.value(), kind)).toEqual(said(definition, kind));
  return onlyInJson(definition, formShapes[kind]).map((path) => path.join('.'));
}

/** Members of old versions that Marathon ignores, by the definition that has them. */
const onlyHere = new Map<string, readonly string[]>([
  [
    'three containers, ten instances, with the legacy members of the documentation',
    ['scaling.maxInstances', 'scheduling.backoff.maxLaunchDelaySeconds'],
  ],
  ['nearly every member', ['scheduling.backoff.maxLaunchDelaySeconds']],
  ['nearly every member and resource limits', ['scheduling.backoff.maxLaunchDelaySeconds']],
  ['an image of a private registry', ['containers.0.image.force']],
]);

const accepted = documentedPods.filter(({ verdict }) => verdict === 'accepted');

test.each(accepted)('documented: $name', ({ name, pod }) => {
  // Marathon reads choices in any case; the form writes them as Marathon answers them.
  const text = JSON.stringify(pod)
    .replace('"scheme":"http"', '"scheme":"HTTP"')
    .replace('"Youngest_First"', '"YOUNGEST_FIRST"');
  expect(build(JSON.parse(text) as object)).toEqual(onlyHere.get(name) ?? []);
});

test.each(allTemplates)('template: $name', ({ text }) => {
  expect(build(parse(text) as object)).toEqual([]);
});

test('a pod that has every field', () => {
  expect(build(fullPod)).toEqual([]);
});
