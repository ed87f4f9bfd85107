/** Two texts side by side, or one below the other where it is narrow, with what differs marked. Plain lines where Monaco cannot run. */
import { useEffect, useMemo, useRef, useState } from 'react';
import styles from './diff-view.module.css';
import { loadMonaco } from './load-monaco';
import { lineChanges } from './line-changes';

type DiffViewProps = {
  readonly before: string;
  readonly after: string;
  /** What the two are, for those who cannot see which is where. */
  readonly labels: readonly [before: string, after: string];
};

export function DiffView(props: DiffViewProps) {
  const [failed, setFailed] = useState(false);
  return failed ? <PlainDiff {...props} /> : <MonacoDiff {...props} onFail={() => setFailed(true)} />;
}

type MountedDiff = ReturnType<Awaited<ReturnType<typeof loadMonaco>>['mountDiff']>;

function MonacoDiff({ before, after, labels, onFail }: DiffViewProps & { readonly onFail: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const [mounted, setMounted] = useState<MountedDiff>();
  const [nameBefore, nameAfter] = labels;
  useEffect(() => {
    let gone = false;
    let diff: MountedDiff | undefined;
    loadMonaco().then(
      ({ mountDiff }) => {
        if (gone || !host.current) return;
        diff = mountDiff(host.current, [nameBefore, nameAfter]);
        setMounted(diff);
      },
      () => !gone && onFail(),
    );
    return () => {
      gone = true;
      diff?.dispose();
    };
    // The way to fail is the same for as long as this is shown.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [nameBefore, nameAfter]);
  useEffect(() => mounted?.setTexts(before, after), [mounted, before, after]);
  return (
    <div className={styles['frame']}>
      <p className={styles['labels']}>
        <span>{nameBefore}</span>
        <span>{nameAfter}</span>
      </p>
      <div ref={host} className={styles['host']} />
    </div>
  );
}

const marks = { same: ' ', gone: '−', new: '+' };
const words = { same: '', gone: 'removed: ', new: 'added: ' };

function PlainDiff({ before, after, labels }: DiffViewProps) {
  const lines = useMemo(() => lineChanges(before, after), [before, after]);
  return (
    <div
      className={styles['plain']}
      tabIndex={0}
      role="region"
      aria-label={`${labels[0]} and ${labels[1]}, line by line`}
    >
      {lines.map(({ kind, text }, index) => (
        // A line has no name but its number.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles[kind]}>
          <span aria-hidden="true">{marks[kind]} </span>
          <span className="visually-hidden">{words[kind]}</span>
          {text}
        </div>
      ))}
    </div>
  );
}
