/** The editor with what belongs to it: the way to the caret, the outline, and what can be done to the text as a whole. */
import { useMemo, useState } from 'react';
import type { ServiceKind } from '../../../api/client/service';
import { Button, IconButton } from '../../../ui/button';
import type { EditorFix } from '../../../ui/code-editor/editor-contract';
import { DiffView } from '../../../ui/code-editor/diff-view';
import { Menu } from '../../../ui/menu';
import { useToast } from '../../../ui/toast';
import { JsonPane } from '../json-pane';
import type { Problem } from '../problems';
import type { DraftState } from '../use-draft';
import type { WorkbenchPlace } from '../workbench-place';
import styles from './editor-pane.module.css';
import { formatText } from './format-text';
import { crumbsOf, outlineOf, pathAt, pointerOf } from './outline';
import { sortKeys } from './sort-keys';
import type { FixesFor } from './use-fixes';

type EditorPaneProps = {
  state: DraftState;
  kind: ServiceKind;
  problems: readonly Problem[];
  fixesFor: FixesFor;
  repair: EditorFix | undefined;
  place: WorkbenchPlace;
  /** Of the service that is changed. */
  existing: string | undefined;
  /** What runs now, where a running service is edited. */
  running: string | undefined;
};

export function EditorPane(props: EditorPaneProps) {
  const { state, kind, problems, fixesFor, repair, place, existing, running } = props;
  const [caret, setCaret] = useState(0);
  const [comparing, setComparing] = useState(false);
  const compares = comparing && running !== undefined;
  return (
    <div className={styles['pane']}>
      <EditorBar
        {...props}
        caret={caret}
        compares={compares}
        onCompare={running === undefined ? undefined : () => setComparing(!comparing)}
      />
      <div className={styles['text']}>
        {compares ? (
          <DiffView before={running} after={state.draft.text} labels={['Running now', 'Draft']} />
        ) : (
          <JsonPane
            ref={place.editor}
            draft={state.draft}
            kind={kind}
            problems={problems}
            fixesFor={fixesFor}
            repair={repair}
            existing={existing}
            onText={state.setText}
            onUndo={state.undo}
            onRedo={state.redo}
            onCaret={setCaret}
          />
        )}
      </div>
    </div>
  );
}

type EditorBarProps = EditorPaneProps & { caret: number; compares: boolean; onCompare: (() => void) | undefined };

function EditorBar({ state, place, caret, compares, onCompare }: EditorBarProps) {
  const toast = useToast();
  const { text, problem, valid } = state.draft;
  const isBroken = problem !== undefined;
  const path = useMemo(
    () => (isBroken ? [] : pathAt(valid.root, Math.min(caret, valid.text.length))),
    [isBroken, valid, caret],
  );
  const go = ({ from, to }: { from: number; to: number }) => place.editor.current?.reveal(from, to, true);
  const pointer = pointerOf(path);
  const copy = () =>
    navigator.clipboard.writeText(pointer).then(
      () => toast('good', 'Path copied', pointer),
      () => toast('bad', 'The path can’t be copied', 'This browser does not let pages write to the clipboard.'),
    );
  return (
    <div className={styles['bar']}>
      <nav className={styles['crumbs']} aria-label="Place in the definition">
        <ol>
          {crumbsOf(valid.root, path).map((crumb, index, all) => (
            <li key={`${index} ${crumb.label}`}>
              <button
                type="button"
                aria-current={index === all.length - 1 ? 'location' : undefined}
                onClick={() => go(crumb)}
              >
                {crumb.label}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {onCompare && (
        <Button variant="quiet" pressed={compares} onClick={onCompare}>
          Compare with running
        </Button>
      )}
      <Menu
        label="Outline"
        icon="list"
        items={outlineOf(valid.root)
          .slice(0, 200)
          .map((entry) => ({
            label: `${'\u2003'.repeat(entry.depth)}${entry.label}`,
            disabled: isBroken || compares,
            onSelect: () => go(entry),
          }))}
      />
      <IconButton label="Copy path" icon="copy" disabled={pointer === ''} onClick={() => void copy()} />
      <Menu
        label="Change the text"
        items={[
          { label: 'Format', disabled: isBroken, onSelect: () => state.setText(formatText(text)) },
          { label: 'Sort keys', disabled: isBroken, onSelect: () => state.setText(sortKeys(text)) },
        ]}
      />
    </div>
  );
}
