/** One draft, its form and its editor side by side, and the way to *Review & Run*. */
import { useRef, useState } from 'react';
import { kindOfDefinition } from '../../api/client/service';
import { useDrift } from './editor/use-drift';
import { LeaveGuard } from './leave-guard';
import { Review } from './review';
import type { RunSearch } from './run-search';
import { useDraft } from './use-draft';
import { useVerdict } from './use-verdict';
import { WorkbenchPanes } from './workbench-panes';
import { formOf, useWorkbenchPlace } from './workbench-place';
import type { WorkbenchProps } from './workbench-place';

export function Workbench(props: WorkbenchProps) {
  const { search, onSearch, existing } = props;
  // The definition may be fetched anew while it is edited; the draft goes on from where it began.
  const [startText] = useState(props.startText);
  const [source] = useState(props.source);
  const state = useDraft(source, startText);
  // A running service stays what it is, whatever its new text looks like.
  const kind = existing?.kind ?? kindOfDefinition(state.draft.valid.value);
  const verdict = useVerdict(state.draft, kind, existing !== undefined || search.review === true);
  const drift = useDrift(existing, state);
  const leaving = useRef(false);
  const place = useWorkbenchPlace(props, kind, state, verdict);
  const done = (id: string) => {
    leaving.current = true;
    state.forget();
    props.onDone(id);
  };
  const reviewing = search.review === true && !state.draft.problem && (verdict.problems ?? []).length === 0;
  return (
    <>
      <LeaveGuard changed={state.changed} leaving={leaving} onDiscard={state.forget} />
      {reviewing ? (
        <Review
          draft={state.draft}
          kind={kind}
          {...(existing === undefined ? {} : { existing: existing.id })}
          onBack={() => onSearch(without(search, 'review'))}
          onEdit={(section) =>
            onSearch({
              ...without(search, 'review'),
              kind: search.kind === 'json' ? formOf(kind) : (search.kind ?? formOf(kind)),
              section,
            })
          }
          onRefused={(errors) => {
            verdict.refuse(errors);
            onSearch(without(search, 'review'));
          }}
          onDone={done}
          onFix={state.edit}
        />
      ) : (
        <WorkbenchPanes {...props} kind={kind} state={state} verdict={verdict} place={place} drift={drift} />
      )}
    </>
  );
}

const without = (search: RunSearch, name: keyof RunSearch): RunSearch => {
  const { [name]: _, ...rest } = search;
  return rest;
};
