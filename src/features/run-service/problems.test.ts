/** Marathon's complaints in words a person can act on, at the field they are about. */
import { expect, test } from 'vitest';
import { fieldName } from './field-names';
import { leavesOf } from './form-leaves-fixture';
import { EACH, SELF, formShapes } from './form-paths';
import { parseText } from './parse-text';
import { problemsOf } from './problems';
import { rangeOf } from './text-place';

const text = `{
  "id": "web",
  "containers": [{ "name": "nginx", "resources": { "cpus": 0 } }],
  "environment": { "a/b(0)": 1 }
}`;
const parsed = parseText(text);
if (!('value' in parsed)) throw new Error(parsed.message);
const { value, root } = parsed;
const problem = (path: string, message: string) => problemsOf([{ path, errors: [message] }], value)[0];
const marked = (path: string): string => {
  const { from, to } = rangeOf(root, problem(path, '')?.path ?? []);
  return text.slice(from, to);
};

test('field, container and wish make a sentence', () => {
  expect(problem('/containers(0)/resources/cpus', 'error.min')).toMatchObject({
    field: 'nginx · CPUs',
    wants: 'must be at least 0.001',
    section: 'container-0',
  });
  expect(problem('/id', 'Path needs to be absolute')).toMatchObject({
    field: 'Service ID',
    wants: 'must begin with a slash',
    section: 'service',
  });
});

test('every place belongs to the section that shows it', () => {
  const sectionOf = (path: string): string | undefined => problem(path, 'x')?.section;
  expect(sectionOf('/containers(0)/endpoints(1)/name')).toBe('networking');
  expect(sectionOf('/containers(0)/volumeMounts(0)/name')).toBe('volumes');
  expect(sectionOf('/containers(0)/healthCheck/http/endpoint')).toBe('health');
  expect(sectionOf('/environment/a/b(0)')).toBe('environment');
  expect(sectionOf('/scheduling/placement/constraints(0)')).toBe('placement');
  expect(sectionOf('/constructor')).toBe('service');
  expect(sectionOf('/')).toBe('service');
});

test('the editor marks the value, or what should hold it', () => {
  expect(marked('/containers(0)/resources/cpus')).toBe('0');
  expect(marked('/containers(0)/resources/mem')).toBe('"resources"');
  expect(marked('/environment/a/b(0)')).toBe('1');
  expect(marked('/scaling/instances')).toBe('{');
});

test('every field that the form shows is called by its name there', () => {
  for (const shape of Object.values(formShapes))
    for (const { path } of leavesOf(shape)) {
      const steps = path.split('.').filter((step) => step !== SELF);
      expect([path, fieldName(steps.map((step) => (step === EACH ? 0 : step)))]).not.toContain(undefined);
    }
  expect(problem('/environment/MODE', 'x')?.field).toBe('Environment Variable MODE');
  expect(problem('/containers(0)/lifecycle/startTimeoutSeconds', 'x')?.field).toBe('nginx · Start timeout (s)');
  expect(problem('/containers(0)/constructor', 'x')?.field).toBe('nginx · constructor');
});
