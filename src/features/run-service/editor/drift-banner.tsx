/** Says that the service was changed meanwhile, and takes that over: by itself where nothing collides, else one by one. */
import { useMemo, useState } from 'react';
import { Banner } from '../../../ui/banner';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { parseText } from '../parse-text';
import type { DraftState } from '../use-draft';
import styles from './drift-banner.module.css';
import { merge, resolved } from './merge';
import type { Conflict, Merge } from './merge';
import { pointerOf } from './outline';
import type { Drift } from './use-drift';

type DriftBannerProps = { drift: Drift; state: DraftState; id: string };

const valueOf = (text: string): unknown => {
  const parsed = parseText(text);
  return 'root' in parsed ? parsed.value : undefined;
};

export function DriftBanner({ drift, state, id }: DriftBannerProps) {
  const [resolving, setResolving] = useState(false);
  const { base, running, accept } = drift;
  const { valid, problem } = state.draft;
  const merged = useMemo(
    () => (base === running ? undefined : merge(valueOf(base), valueOf(running), valid.value)),
    [base, running, valid],
  );
  if (!merged) return null;
  const take = (takesTheirs: (conflict: Conflict) => boolean) => {
    const edits = resolved(merged, takesTheirs);
    if (edits.length > 0) state.edit(...edits);
    setResolving(false);
    accept();
  };
  const count = merged.conflicts.length;
  const collide = count === 1 ? '1 place' : `${count} places`;
  return (
    <>
      <Banner
        tone="wait"
        actions={
          <>
            {problem === undefined && (
              <Button onClick={() => (count === 0 ? take(() => false) : setResolving(true))}>
                {count === 0 ? 'Take their changes over' : 'Merge'}
              </Button>
            )}
            <Button variant="quiet" onClick={accept}>
              Ignore them
            </Button>
          </>
        }
      >
        {`${id} was changed since you began. `}
        {count === 0 ? 'Those changes and yours do not collide.' : `Those changes and yours collide in ${collide}.`}
        {problem !== undefined && ' They can be merged once the text is valid JSON.'}
      </Banner>
      {resolving && <MergeDialog merged={merged} onClose={() => setResolving(false)} onDone={take} />}
    </>
  );
}

const shown = (value: unknown): string => (value === undefined ? 'not there' : JSON.stringify(value, null, 2));

type MergeDialogProps = {
  merged: Merge;
  onClose: () => void;
  onDone: (takesTheirs: (conflict: Conflict) => boolean) => void;
};

/** One conflict after the other; the last answer merges. */
function MergeDialog({ merged, onClose, onDone }: MergeDialogProps) {
  const [theirs, setTheirs] = useState<readonly Conflict[]>([]);
  const [at, setAt] = useState(0);
  const conflict = merged.conflicts[at];
  if (!conflict) return null;
  const answer = (takesTheirs: boolean) => {
    const taken = takesTheirs ? [...theirs, conflict] : theirs;
    setTheirs(taken);
    if (at + 1 < merged.conflicts.length) setAt(at + 1);
    else onDone((each) => taken.includes(each));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={`Changed by both: ${at + 1} of ${merged.conflicts.length}`}
      footer={
        <>
          <Button onClick={() => answer(false)}>Keep mine</Button>
          <Button onClick={() => answer(true)}>Take theirs</Button>
        </>
      }
    >
      <p>
        <code>{pointerOf(conflict.path)}</code>
      </p>
      <dl className={styles['values']}>
        {(
          [
            ['Before', conflict.base],
            ['Theirs', conflict.theirs],
            ['Mine', conflict.mine],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <pre tabIndex={0}>{shown(value)}</pre>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
