/** Words about placement, and the lines they stand above. */
import { expect, test } from 'vitest';
import type { ServiceKind } from '../../../api/client/service';
import type { Limit, ScalarSummary, SchedulingSummary } from '../../../protocol/simulation/scheduling';
import { parseText } from '../parse-text';
import { constraintsWords, resourcesWords } from './lens-words';
import { lensesOf } from './lenses';

const limit = (kind: Limit['kind'], failing: number, onlyFailing: number, label = '', index = 0): Limit => ({
  kind,
  index: kind === 'constraint' ? index : null,
  label,
  failing,
  onlyFailing,
});

const scalar = (name: ScalarSummary['name'], asked: number, largest: number): ScalarSummary => ({
  name,
  asked,
  largest,
  total: largest,
});

const aSummary = (more: Partial<SchedulingSummary> = {}): SchedulingSummary => ({
  sentence: 'One more instance fits on all 6 agents.',
  agents: 6,
  fit: 6,
  offered: 6,
  limits: [],
  scalars: [],
  ...more,
});

test.each<[Partial<SchedulingSummary>, string]>([
  [{}, 'Fits on all 6 agents'],
  [{ agents: 1, fit: 1 }, 'Fits on the only agent'],
  [{ fit: 4, limits: [limit('mem', 2, 2)] }, 'Fits on 4 of 6 agents · memory is the limit'],
  [
    { fit: 3, limits: [limit('mem', 2, 2), limit('cpus', 1, 1)] },
    'Fits on 3 of 6 agents · memory and CPUs are the limit',
  ],
  // None alone decides, as those that lack one lack the other, too.
  [
    { fit: 4, limits: [limit('cpus', 2, 0), limit('mem', 2, 0)] },
    'Fits on 4 of 6 agents · CPUs and memory are the limit',
  ],
  [{ fit: 4, limits: [limit('cpus', 2, 2)] }, 'Fits on 4 of 6 agents · CPUs are the limit'],
  [{ fit: 5, limits: [limit('ports', 1, 1)] }, 'Fits on 5 of 6 agents · ports are the limit'],
  // What the public agent has is of another role: it has no memory to take.
  [
    { fit: 4, limits: [limit('region', 1, 1), limit('mem', 1, 0), limit('role', 1, 0)] },
    'Fits on 4 of 6 agents · region is the limit',
  ],
  [
    { fit: 3, limits: [limit('constraint', 2, 2), limit('constraint', 1, 1), limit('mem', 1, 0)] },
    'Fits on 3 of 6 agents · constraints are the limit',
  ],
  [
    { fit: 3, limits: [limit('scarcity', 1, 1), limit('region', 1, 1), limit('agent', 1, 1)] },
    'Fits on 3 of 6 agents · scarce GPUs and region are the limit',
  ],
  [
    { fit: 0, limits: [limit('mem', 6, 5)], scalars: [scalar('cpus', 1, 4), scalar('mem', 1536, 1024)] },
    'No agent fits: memory is short by 512\u2009MiB or more on all 6 agents',
  ],
  [
    { fit: 0, limits: [limit('mem', 5, 5)], scalars: [scalar('mem', 1536, 1024), scalar('cpus', 5, 4)] },
    'No agent fits: memory is short by 512\u2009MiB and CPUs by 1\u2009cpu or more',
  ],
  // One agent has the memory, another one the cpus.
  [
    {
      fit: 0,
      sentence: 'No agent fits: 2 cpus is all that is missing on 3 of 6 agents.',
      scalars: [scalar('mem', 100, 1024), scalar('cpus', 2, 4)],
    },
    'No agent fits: 2 cpus is all that is missing on 3 of 6 agents',
  ],
  [{ agents: 0, fit: 0, sentence: 'The cluster has no agents.' }, 'The cluster has no agents'],
])('%o', (more, words) => {
  expect(resourcesWords(aSummary(more), 'service')).toBe(words);
});

test('whose place it is', () => {
  expect(resourcesWords(aSummary(), 'pod of several')).toBe('The pod fits on all 6 agents');
  expect(resourcesWords(aSummary(), 'one more')).toBe('One more instance fits on all 6 agents');
});

test('a constraint tells how many agents it leaves, the one that decides most first', () => {
  expect(constraintsWords(aSummary())).toBe('Met by all 6 agents');
  const limits = [limit('constraint', 4, 4, 'rack IS r1', 1), limit('mem', 2, 0), limit('constraint', 6, 0, 'os IS x')];
  expect(constraintsWords(aSummary({ limits }))).toBe('rack IS r1 leaves 2 of 6 agents · os IS x leaves none');
});

/** Each lens with the line it stands above. */
function above(text: string, kind: ServiceKind, changes = false): readonly string[] {
  const parsed = parseText(text);
  if (!('root' in parsed)) throw new Error(parsed.message);
  return lensesOf(parsed, kind, changes, aSummary()).map(
    ({ offset, text: words }) => `${text.slice(0, offset).split('\n').length}: ${words}`,
  );
}

test('above the containers, once for all of them, and above the constraints, in a text with comments', () => {
  const text = `{
    "id": "/a", // "containers": none here
    "scheduling": { "placement": {
      /* where */ "constraints": [{ "fieldName": "rack", "operator": "UNIQUE" }]
    } },
    // both
    "containers": [
      { "name": "a", "resources": { "cpus": 1, "mem": 1 } },
      { "name": "b", "resources": { "cpus": 1, "mem": 1 } }
    ]
  }`;
  expect(above(text, 'pod')).toEqual(['4: Met by all 6 agents', '7: The pod fits on all 6 agents']);
});

test('a definition in one line says the same once', () => {
  const container = '{ "name": "a", "resources": { "cpus": 1, "mem": 1 } }';
  expect(above(`{ "containers": [${container}, ${container}] }`, 'pod')).toEqual(['1: The pod fits on all 6 agents']);
});

test('the only container: above its resources, if it has any', () => {
  const text = `{
    "containers": [{
      "name": "b",
      // as measured
      "resources":
        { "cpus": 1, "mem": 1 }
    }]
  }`;
  expect(above(text, 'pod')).toEqual(['5: Fits on all 6 agents']);
  expect(above('{ "containers": [{ "name": "a" }] }', 'pod')).toEqual([]);
});

test('no constraints, no words about them', () => {
  expect(above('{ "scheduling": { "placement": { "constraints": [] } } }', 'pod')).toEqual([]);
  expect(above('{ "scheduling": 1, "containers": {} }', 'pod')).toEqual([]);
});

test('an app: above its cpus, or the first amount that is written, or its beginning', () => {
  expect(above('{\n "mem": 1,\n "cpus": 1,\n "constraints": [["rack", "UNIQUE"]]\n}', 'app')).toEqual([
    '3: Fits on all 6 agents',
    '4: Met by all 6 agents',
  ]);
  expect(above('{\n "id": "/a",\n "mem": 1\n}', 'app', true)).toEqual(['3: One more instance fits on all 6 agents']);
  expect(above('// mine\n{\n "id": "/a"\n}', 'app')).toEqual(['2: Fits on all 6 agents']);
});
