/** The frame of the draft: its header with the actions, sections, form, editor, and the bar that sums up. */
import { useEffect, useId, useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import type { ServiceKind } from '../../api/client/service';
import { Banner } from '../../ui/banner';
import { Button, IconButton } from '../../ui/button';
import { cx } from '../../ui/class-names';
import type { EditorFix } from '../../ui/code-editor/editor-contract';
import { loadMonaco } from '../../ui/code-editor/load-monaco';
import { PanelBoundary } from '../../ui/error-boundary';
import { SwitchField } from '../../ui/switch-field';
import { DraftFormProvider } from './draft-form';
import { DraftMenu } from './draft-menu';
import { DraftNotices } from './draft-notices';
import { DriftBanner } from './editor/drift-banner';
import type { Drift } from './editor/use-drift';
import { EditorPane } from './editor/editor-pane';
import { ProblemList } from './editor/problem-list';
import { useFixes } from './editor/use-fixes';
import { useRepair } from './editor/use-repair';
import type { Problem } from './problems';
import { SectionForm } from './section-form';
import { SectionNav } from './section-nav';
import { sectionsOf } from './sections';
import { SummaryBar } from './summary-bar';
import type { DraftState } from './use-draft';
import type { Verdict } from './use-verdict';
import styles from './workbench.module.css';
import type { WorkbenchPlace, WorkbenchProps } from './workbench-place';

type PanesProps = WorkbenchProps & {
  kind: ServiceKind;
  state: DraftState;
  verdict: Verdict;
  place: WorkbenchPlace;
  drift: Drift | undefined;
};
type Repairable = { repair: EditorFix | undefined };

const noProblems: readonly Problem[] = [];

export function WorkbenchPanes(props: PanesProps) {
  const { kind, state, verdict, place } = props;
  const panel = useId();
  useEffect(preloadWhenIdle, []);
  const problems = verdict.problems ?? noProblems;
  const fixesFor = useFixes(state, kind, problems);
  const repaired = useRepair(state.draft);
  const { setText } = state;
  const repair = useMemo(
    () => (repaired === undefined ? undefined : { title: 'Repair', run: () => setText(repaired) }),
    [repaired, setText],
  );
  return (
    <div className={styles['workbench']} onKeyDown={place.jump.keys(verdict.listed)}>
      <Toolbar {...props} />
      <DraftNotices state={state} />
      {props.drift && <DriftBanner drift={props.drift} state={state} id={props.existing?.id ?? ''} />}
      <div
        className={cx(
          styles['panes'],
          place.onlyEditor ? styles['onlyEditor'] : place.editorShown && styles['withEditor'],
        )}
      >
        {!place.onlyEditor && <FormPane {...props} panel={panel} repair={repair} />}
        {place.editorShown && (
          <section className={styles['editor']} aria-label="JSON">
            <PanelBoundary name="The JSON editor">
              <EditorPane
                state={state}
                kind={kind}
                problems={problems}
                fixesFor={fixesFor}
                repair={repair}
                place={place}
                existing={props.existing?.id}
                running={props.drift?.running}
              />
            </PanelBoundary>
          </section>
        )}
      </div>
      <SummaryBar value={state.draft.valid.value}>
        {place.onlyEditor && <SyntaxBanner {...props} repair={repair} />}
        <ProblemList problems={verdict.listed} onProblem={place.jump.toProblem} fixesFor={fixesFor} />
      </SummaryBar>
    </div>
  );
}

/** Beside the editor, not above it: it comes and goes while one types there, and must not move the text. */
function SyntaxBanner({ state, place, repair }: Pick<PanesProps, 'state' | 'place'> & Repairable) {
  const { problem } = state.draft;
  if (!problem) return null;
  const action = (
    <>
      {repair && <Button onClick={repair.run}>{repair.title}</Button>}
      {place.editorShown ? (
        <Button onClick={() => place.jump.toOffset(problem.offset)}>Show</Button>
      ) : (
        <Button onClick={() => place.showEditor(true)}>Open the JSON Editor</Button>
      )}
    </>
  );
  return (
    <div className={styles['syntax']}>
      <Banner tone="bad" actions={action}>
        {`The text is not valid JSON at line ${problem.line}, column ${problem.column}: ${problem.message}.`}
        {!place.onlyEditor && ' The form shows the last valid state, read-only, until this is put right.'}
      </Banner>
    </div>
  );
}

function FormPane({
  kind,
  state,
  verdict,
  place,
  existing,
  panel,
  repair,
}: PanesProps & Repairable & { panel: string }) {
  const { draft } = state;
  const sections = sectionsOf(draft.valid.value, kind);
  const section = sections.find(({ value }) => value === place.section)?.value ?? 'service';
  const form = {
    value: draft.valid.value,
    kind,
    frozen: draft.problem !== undefined,
    existing: existing !== undefined,
    edit: state.edit,
    touch: verdict.touch,
    errorAt: verdict.errorAt,
    json: place.json,
  };
  return (
    <>
      <SectionNav
        sections={sections}
        current={section}
        problems={verdict.listed}
        onOpen={place.openSection}
        panel={panel}
      />
      <div
        id={panel}
        className={styles['form']}
        role="tabpanel"
        aria-labelledby={`${panel}-${section}`}
        tabIndex={-1}
        onKeyDown={undoKeys(state)}
      >
        <SyntaxBanner state={state} place={place} repair={repair} />
        <PanelBoundary name="This section" resetKey={`${section} ${draft.text}`}>
          <DraftFormProvider form={form}>
            <SectionForm key={section} section={section} onOpen={place.openSection} />
          </DraftFormProvider>
        </PanelBoundary>
      </div>
    </>
  );
}

/** One history for form and editor: the fields' own undo would know only their keystrokes. */
const undoKeys =
  (state: DraftState) =>
  (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const redo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!redo && key !== 'z') return;
    event.preventDefault();
    if (redo) state.redo();
    else state.undo();
  };

function Toolbar({ kind, state, place, title, existing, onBack, onCancel }: PanesProps) {
  return (
    <header className={styles['toolbar']}>
      {existing === undefined && (
        <Button variant="quiet" icon="arrow-left" onClick={onBack}>
          Back
        </Button>
      )}
      <h1 className={styles['title']}>{title}</h1>
      <IconButton label="Undo" icon="undo" disabled={state.draft.past.length === 0} onClick={state.undo} />
      <IconButton label="Redo" icon="redo" disabled={state.draft.future.length === 0} onClick={state.redo} />
      <div className={styles['toggle']} onPointerEnter={preload} onFocus={preload}>
        {place.onlyEditor ? (
          <Button variant="quiet" onClick={() => place.showEditor(true)}>
            Show Form
          </Button>
        ) : (
          <SwitchField label="JSON Editor" value={place.editorShown} onChange={place.showEditor} />
        )}
      </div>
      <DraftMenu draft={state.draft} kind={kind} />
      <Button variant="quiet" onClick={onCancel}>
        Cancel
      </Button>
      <Button variant="primary" onClick={place.review}>
        Review &amp; Run
      </Button>
    </header>
  );
}

function preload(): void {
  // A failed load shows itself when the editor is opened.
  loadMonaco().catch(() => undefined);
}

/** Whoever writes a definition may want its text next. Not every browser tells when it is idle; there the switch does. */
function preloadWhenIdle(): (() => void) | undefined {
  if (!('requestIdleCallback' in window)) return undefined;
  const waiting = requestIdleCallback(preload);
  return () => cancelIdleCallback(waiting);
}
