/**
 * One verdict: what the form's errors and the editor's markers say of a text is what the cluster answers when it is sent.
 * `VERDICT_RUNS` sets how many definitions of each kind are tried.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { aCluster } from '../cluster/cluster-fixtures';
import { withoutComments } from '../features/run-service/parse-text';
import { newDraft } from '../features/run-service/pod-draft';
import { loadCheck, problemsOf } from '../features/run-service/problems';
import type { Problem } from '../features/run-service/problems';
import { kindOfDefinition } from '../api/client/service';
import type { FieldError } from '../protocol/marathon/error';
import { damagedApp, validApp } from '../protocol/marathon/fixtures/arbitrary-app-fixture';
import { damagedPod, validPod } from '../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { documentedPods } from '../protocol/marathon/fixtures/documented-pods';
import { broken, brokenAtOnce } from '../features/run-service/editor/fixes/broken-definitions-fixture';
import { appBreaks } from '../features/run-service/editor/fixes/broken-apps-fixture';
import { podBreaks } from '../features/run-service/editor/fixes/broken-pods-fixture';

const RUNS = Number(import.meta.env['VERDICT_RUNS'] ?? 250);
const kinds = ['pod', 'app'] as const;
type Kind = (typeof kinds)[number];

const checks = new Map<Kind, Awaited<ReturnType<typeof loadCheck>>>();
beforeAll(async () => {
  for (const kind of kinds) checks.set(kind, await loadCheck(kind));
});

/** What the page says of a text, before anything is sent. */
function ofThePage(text: string, kind: Kind): readonly Problem[] {
  const draft = newDraft(text);
  const check = checks.get(kind);
  if (!check || draft.problem) throw new Error(draft.problem?.message ?? 'no check');
  return check(draft.valid);
}

/** What the cluster says of it, in the page's words. */
async function ofTheCluster(text: string, kind: Kind): Promise<readonly Problem[]> {
  const cluster = aCluster();
  const response = await cluster.raw('POST', `/v2/${kind}s`, {
    headers: { 'content-type': 'application/json' },
    body: withoutComments(text),
  });
  if (response.status === 201) return [];
  const { details } = (await response.json()) as { readonly details: readonly FieldError[] };
  expect(response.status).toBe(422);
  return problemsOf(details, newDraft(text).valid.value);
}

async function expectOneVerdict(definition: unknown, kind: Kind): Promise<void> {
  const text = `// A note.\n${JSON.stringify(definition, null, 2)}`;
  expect([text, await ofTheCluster(text, kind)]).toEqual([text, ofThePage(text, kind)]);
}

const definitions: Readonly<Record<Kind, fc.Arbitrary<unknown>>> = {
  pod: fc.oneof(validPod, damagedPod, brokenAtOnce('pod')),
  app: fc.oneof(validApp, damagedApp, brokenAtOnce('app')),
};

/** Only these are drafts: an object of this kind, as its text would be read. */
function asSent(definition: unknown, kind: Kind): object | undefined {
  const sent: unknown = JSON.parse(JSON.stringify(definition) ?? 'null');
  const isObject = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
  return isObject && kindOfDefinition(sent) === kind ? sent : undefined;
}

describe.each(kinds)('of a %s', (kind) => {
  test('generated, damaged, or against several rules at once', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(definitions[kind], async (definition) => {
        const sent = asSent(definition, kind);
        fc.pre(sent !== undefined);
        await expectOneVerdict(sent, kind);
        if (ofThePage(JSON.stringify(sent), kind).length > 0) refused += 1;
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 5);
    expect(refused).toBeLessThan(RUNS);
  });

  test('against each rule alone', async () => {
    const breaks = kind === 'pod' ? podBreaks : appBreaks;
    expect(breaks.length).toBeGreaterThan(10);
    for (const each of breaks) await expectOneVerdict(broken(kind, [each]), kind);
  });
});

test('of every documented pod', async () => {
  expect(documentedPods.length).toBeGreaterThan(20);
  for (const { pod } of documentedPods) await expectOneVerdict(pod, 'pod');
});
