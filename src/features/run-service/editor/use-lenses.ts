/** Where the draft would fit, asked as it is typed; the answer before stays until the next one. */
import { useEffect, useRef, useState } from 'react';
import type { ServiceKind } from '../../../api/client/service';
import { getForecast } from '../../../api/client/forecast';
import type { ForecastWish } from '../../../protocol/simulation/forecast';
import type { EditorLens } from '../../../ui/code-editor/editor-contract';
import type { PodDraft } from '../pod-draft';
import type { Problem } from '../problems';
import { lensesOf } from './lenses';

/** Milliseconds without a change after which the cluster is asked. */
const PAUSE = 100;
/** Milliseconds for which words stay above a text that could not be run: a number that is retyped is gone for a moment. */
const LINGER = 1500;

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
  const nobodyKnows = useRef(false);
  useEffect(() => {
    // A real cluster can't be copied: it said so once, and is not asked again.
    if (nobodyKnows.current) return undefined;
    const outdated = new AbortController();
    const { signal } = outdated;
    const wish = wishOf(draft, kind, problems, existing);
    const show = (next: readonly EditorLens[]) => {
      if (!signal.aborted) setLenses(next);
    };
    const ask = (asked: ForecastWish) =>
      getForecast(asked, { signal }).then(
        (told) => {
          if (told === undefined) nobodyKnows.current = true;
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
  }, [draft, kind, problems, existing]);
  return lenses;
}
