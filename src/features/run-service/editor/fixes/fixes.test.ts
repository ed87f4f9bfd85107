/** Each quick fix removes its problem and brings no other, alone and where several rules are broken at once. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ServiceKind } from '../../../../api/client/service';
import { checkApp } from '../../../../protocol/marathon/app-check';
import { damagedApp } from '../../../../protocol/marathon/fixtures/arbitrary-app-fixture';
import { damagedPod } from '../../../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { damages, withDamages } from '../../../../protocol/marathon/fixtures/damage-fixture';
import { loadPatterns } from '../../../../protocol/marathon/java-pattern';
import { checkPod } from '../../../../protocol/marathon/pod-check';
import { editDraft, newDraft } from '../../pod-draft';
import { problemsOf } from '../../problems';
import type { Problem } from '../../problems';
import { appBreaks } from './broken-apps-fixture';
import { broken, brokenAtOnce } from './broken-definitions-fixture';
import { podBreaks } from './broken-pods-fixture';
import { fixesOf } from './fixes-of';

beforeAll(loadPatterns);

function judge(value: unknown, kind: ServiceKind): readonly Problem[] {
  const verdict = (kind === 'pod' ? checkPod : checkApp)(value);
  return verdict.kind === 'accepted' ? [] : problemsOf(verdict.errors, value);
}

const LAST =
  /^got .*, expected one of: |^Resident \w+ cannot have the role|can only contain \* and|^inactiveAfterSeconds/s;
const FORMER =
  /^must not specify both|^ports must be unique|^cannot specify both|^container\.portMappings and|^ipAddress\/disc|conjunction/;

/** The judgement has stages: what an earlier one finds hides what the later ones would. */
function stageOf(problem: Problem | undefined): number {
  if (problem === undefined) return 9;
  const { code, path } = problem;
  if (code.startsWith('error.')) return 0;
  if (LAST.test(code)) return 3;
  const isFormer = path[0] === 'uris' || (path[0] === 'container' && path[1] === 'docker' && code !== 'not defined');
  return FORMER.test(code) || (isFormer && !code.startsWith('pullConfig')) ? 1 : 2;
}

/** The rule a problem is about: its words without what is quoted of the definition. */
const ruleOf = ({ code }: Problem): string =>
  code.replace(/ \(.*\)| \[.*\]/s, '').replace(/-?\d[\d.E]*|got .*?,|: .*$/g, '#');

const countByRule = (problems: readonly Problem[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(ruleOf(problem), (counts.get(ruleOf(problem)) ?? 0) + 1);
  return counts;
};

/** Applies every fix of every problem, each to the definition as it was. Answers how many there were. */
function tryAll(definition: unknown, kind: ServiceKind): number {
  const draft = newDraft(JSON.stringify(definition, null, 2));
  const problems = judge(draft.valid.value, kind);
  const before = countByRule(problems);
  let tried = 0;
  for (const problem of problems)
    for (const { title, edits } of fixesOf(problem, draft.valid.value, kind, problems)) {
      tried += 1;
      const fixed = editDraft(draft, edits);
      const after = judge(fixed.valid.value, kind);
      if (stageOf(after[0]) > stageOf(problem)) continue;
      const counts = countByRule(after);
      const told = `${title}: ${problem.code} in ${draft.text} became ${fixed.text}: ${JSON.stringify(after)}`;
      const isGone = (counts.get(ruleOf(problem)) ?? 0) < (before.get(ruleOf(problem)) ?? 0);
      const isWorse = [...counts].some(([rule, count]) => count > (before.get(rule) ?? 0));
      expect(isGone && !isWorse ? '' : told).toBe('');
    }
  return tried;
}

describe.each([
  ['pod', podBreaks],
  ['app', appBreaks],
] as const)('quick fixes of a %s', (kind, breaks) => {
  test.each(breaks)('%s', (says, over) => {
    const definition = broken(kind, [[says, over]]);
    const problems = judge(definition, kind);
    const found = problems.filter(({ code }) => code.includes(says));
    expect(found).not.toEqual([]);
    for (const problem of found) expect(fixesOf(problem, definition, kind, problems)).not.toEqual([]);
    tryAll(definition, kind);
  });

  test('the first fixes one after the other lead to a definition without problems', () => {
    for (const each of breaks) {
      let draft = newDraft(JSON.stringify(broken(kind, [each])));
      for (let step = 0; step < 8; step += 1) {
        const problems = judge(draft.valid.value, kind);
        const first = problems.flatMap((problem) => fixesOf(problem, draft.valid.value, kind, problems)).at(0);
        if (!first) break;
        draft = editDraft(draft, first.edits);
      }
      expect([each[0], judge(draft.valid.value, kind), draft.text]).toEqual([each[0], [], draft.text]);
    }
  });

  test('several rules broken at once: each fix removes its own problem and adds none', () => {
    let tried = 0;
    fc.assert(
      fc.property(brokenAtOnce(kind), (definition) => {
        tried += tryAll(definition, kind);
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(500);
  });

  test('definitions damaged anywhere', () => {
    let tried = 0;
    const valid = kind === 'pod' ? damagedPod : damagedApp;
    // What was valid before seldom has anything that can be fixed.
    const invalid = fc.tuple(brokenAtOnce(kind), damages).map(([value, places]) => withDamages(value, places));
    fc.assert(
      fc.property(fc.oneof(valid, invalid), (value) => {
        const definition: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
        if (typeof definition === 'object' && definition !== null && !Array.isArray(definition))
          tried += tryAll(definition, kind);
      }),
      { numRuns: 2000 },
    );
    expect(tried).toBeGreaterThan(50);
  });
});

/** What is offered for each problem, by the problem's words. */
const offered = (
  definition: Parameters<typeof fixesOf>[1],
  kind: ServiceKind,
): ReadonlyMap<string, readonly string[]> => {
  const problems = judge(definition, kind);
  return new Map(
    problems.map((problem) => [problem.code, fixesOf(problem, definition, kind, problems).map(({ title }) => title)]),
  );
};

const app = { id: '/a', cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

test.each([
  ['nothing else', ['', 'UNIQUE'], ['Use the hostname', 'Remove the constraint']],
  ['the value', ['', 'UNIQUE', 'a'], ['Remove the constraint']],
  ['the operator', ['', 'A'], ['Remove the constraint']],
])('a constraint without a field in which %s is wrong besides', (_what, constraint, titles) => {
  const told = offered({ ...app, constraints: [constraint] }, 'app');
  expect(told.get('illegal constraint specification')).toEqual(titles);
});

test('a constraint of a pod gets the hostname for a field only where that is all it lacks', () => {
  const resources = { cpus: 0.1, mem: 32 };
  const titles = (value?: string) => {
    const constraint = { fieldName: '', operator: 'UNIQUE', ...(value !== undefined && { value }) };
    const pod = {
      id: '/a',
      containers: [{ name: 'a', resources }],
      scheduling: { placement: { constraints: [constraint] } },
    };
    return offered(pod, 'pod').get('missing field for constraint declaration');
  };
  expect(titles()).toEqual(['Use the hostname', 'Remove the constraint']);
  expect(titles('a')).toEqual(['Remove the constraint']);
});

test('while networks do not go together only they are put right, and what has nothing to do with them', () => {
  const container = {
    name: 'main',
    resources: { cpus: 0.1, mem: 32 },
    endpoints: [{ name: 'http', hostPort: 0 }],
    environment: { PORT: { secret: 'none' } },
  };
  const told = offered({ id: '/a', containers: [container], networks: [{ name: 'dcos' }, { mode: 'host' }] }, 'pod');
  const titles = (words: string) => [...told].find(([code]) => code.includes(words))?.[1];
  expect(titles('May specify a single host network')).toEqual([
    'Keep only the container networks',
    'Keep only the agent’s network',
  ]);
  expect(titles('is required when using container-mode networking')).toEqual([]);
  expect(titles('secret')).not.toEqual([]);
});

test('the agent’s network is not offered where a health check would be left without its port', () => {
  const ports = { ports: [], healthChecks: [{ protocol: 'TCP', portIndex: 0 }] };
  const mixed = { networks: [{ mode: 'container', name: 'n' }, { mode: 'host' }] };
  const code = /^May specify a single host network/;
  const titles = (over: Parameters<typeof broken>[1][number][1]) =>
    [...offered(broken('app', [['', over]]), 'app')].flatMap(([words, fixes]) => (code.test(words) ? fixes : []));
  expect(titles(mixed)).toContain('Keep only the agent’s network');
  expect(titles({ ...mixed, ...ports })).toEqual(['Keep only the container networks']);
});
