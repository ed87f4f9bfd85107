/** Where the draft would fit, asked as it is typed and when the agents change; the answer before stays until the next one. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ServiceKind } from '../../../api/client/service';
import { getForecast } from '../../../api/client/forecast';
import { agentQueries } from '../../../api/queries/agents';
import type { ForecastWish } from '../../../protocol/simulation/forecast';
import type { EditorLens } from '../../../ui/code-editor/editor-contract';
import type { PodDraft } from '../pod-draft';
import type { Problem } from '../problems';
import { lensesOf } from './lenses';

/** Milliseconds without a change after which the cluster is asked. */
const PAUSE = 100;
/** Milliseconds for which words stay above a text that could not be run: a number that is retyped is gone for a moment. */
const LINGER = 1500;
/** Milliseconds after which Mesos is asked again: Marathon's events tell nothing of an agent on which nothing of its runs. */
const AGENTS_EVERY = 5000;

/** A new service needs no name to be placed, and may have one that is taken. */
const UNNAMED = '/draft-in-the-json-editor';

const none: readonly EditorLens[] = [];

/** Undefined while the cluster would not take it. */
function wishOf(
  { problem, valid }: PodDraft,
  kind: ServiceKind,
  problems: readonly Problem[],
  existing: string | undefined,
): ForecastWish | undefined {
  if (problem) return undefined;
  if (existing !== undefined)
    return problems.length > 0
      ? undefined
      : { kind, definition: valid.value, service: existing, force: true, only: 'fit' };
  if (problems.some(({ path }) => path.length !== 1 || path[0] !== 'id')) return undefined;
  return { kind, definition: { ...valid.value, id: UNNAMED }, only: 'fit' };
}

/** @param existing id of the service that is changed */
export function useLenses(
  draft: PodDraft,
  kind: ServiceKind,
  problems: readonly Problem[],
  existing: string | undefined,
): readonly EditorLens[] {
  const [lenses, setLenses] = useState(none);
  // A real cluster can't be copied: it said so once, and is not asked again.
  const [nobodyKnows, setNobodyKnows] = useState(false);
  // The same object until an agent comes, goes or has other room.
  const { data: agents } = useQuery({
    ...agentQueries.all(),
    refetchInterval: AGENTS_EVERY,
    enabled: !nobodyKnows,
  });
  useEffect(() => {
    if (nobodyKnows) return undefined;
    const outdated = new AbortController();
    const { signal } = outdated;
    const wish = wishOf(draft, kind, problems, existing);
    const show = (next: readonly EditorLens[]) => {
      if (!signal.aborted) setLenses(next);
    };
    const ask = (asked: ForecastWish) =>
      getForecast(asked, { signal }).then(
        (told) => {
          if (told === undefined) setNobodyKnows(true);
          const summary = told?.verdict === 'accepted' ? told.scheduling?.summary : undefined;
          show(summary ? lensesOf(draft.valid, kind, existing !== undefined, summary) : none);
        },
        // Why it can't be tried out is said by *Review & Run*; what is said here may be wrong by now.
        () => show(none),
      );
    const timer = setTimeout(() => (wish ? void ask(wish) : show(none)), wish ? PAUSE : LINGER);
    return () => {
      clearTimeout(timer);
      outdated.abort();
    };
  }, [draft, kind, problems, existing, agents, nobodyKnows]);
  return lenses;
}
