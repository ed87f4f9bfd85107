/**
 * The verdict on the draft and how much of it to show. Before the first attempt to run, a field complains only once it
 * was left; afterwards everything does. What the server alone could know stays until the text changes.
 */
import type { JSONPath } from 'jsonc-parser';
import { useMemo, useState } from 'react';
import type { ServiceKind } from '../../api/client/service';
import type { FieldError } from '../../protocol/marathon/error';
import type { PodDraft } from './pod-draft';
import { isBelow, problemsOf, useCheck } from './problems';
import type { Problem } from './problems';

const keyOf = (path: JSONPath): string => JSON.stringify(path);

export function useVerdict(draft: PodDraft, kind: ServiceKind, complete: boolean) {
  const check = useCheck(kind);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(complete);
  const [refusal, setRefusal] = useState<{ text: string; errors: readonly FieldError[] }>();
  const problems = useMemo((): readonly Problem[] | undefined => {
    const server = refusal?.text === draft.text ? problemsOf(refusal.errors, draft.valid.value) : [];
    return check || server.length > 0 ? [...(check?.(draft.valid) ?? []), ...server] : undefined;
  }, [check, draft.valid, draft.text, refusal]);
  const errorAt = (owned: readonly JSONPath[], covered: readonly JSONPath[] = []): string | undefined => {
    if (!all && ![...owned, ...covered].some((path) => touched.has(keyOf(path)))) return undefined;
    const concerns = ({ path }: Problem): boolean =>
      owned.some((prefix) => isBelow(path, prefix)) || covered.some((place) => keyOf(place) === keyOf(path));
    const wants = new Set(problems?.filter(concerns).map((problem) => capital(problem.wants)));
    return wants.size === 0 ? undefined : `${[...wants].join('. ')}.`;
  };
  return {
    /** Undefined until the check has arrived; then the cluster alone judges, when the draft is run. */
    problems,
    /** Those to list and count. */
    listed: all && !draft.problem ? (problems ?? []) : [],
    errorAt,
    touch: (path: JSONPath) => setTouched((before) => new Set([...before, keyOf(path)])),
    showAll: () => setAll(true),
    refuse: (errors: readonly FieldError[]) => {
      setRefusal({ text: draft.text, errors });
      setAll(true);
    },
  };
}

export type Verdict = ReturnType<typeof useVerdict>;

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
