/** What was found, file by file: each service can be opened, and all that the cluster would take can be run at once. */
import { useState } from 'react';
import { Banner } from '../../../ui/banner';
import { Button } from '../../../ui/button';
import { CheckboxField } from '../../../ui/checkbox-field';
import { NoteList } from '../../shared/convert/note-list';
import { counted } from '../../shared/status-words';
import type { ImportGroup, ImportItem } from './import-items';
import styles from './import-results.module.css';
import { runAll } from './run-all';
import type { Outcome } from './run-all';

interface ResultsProps {
  readonly groups: readonly ImportGroup[];
  readonly onOpen: (item: ImportItem) => void;
}

/** How running them went, by the text that was run: another text has not been run. */
function useRunning() {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [busy, setBusy] = useState(false);
  const run = async (items: readonly ImportItem[], allOrNone: boolean) => {
    setBusy(true);
    const texts = new Map(items.map(({ key, text }) => [key, text]));
    await runAll(items, allOrNone, (key, outcome) =>
      setOutcomes((before) => new Map(before).set(texts.get(key) ?? key, outcome)),
    );
    setBusy(false);
  };
  return { outcomes, busy, run };
}

export function ImportResults({ groups, onOpen }: ResultsProps) {
  const [allOrNone, setAllOrNone] = useState(false);
  const { outcomes, busy, run } = useRunning();
  const items = groups.flatMap((group) => group.items);
  const isRunning = ({ text }: ImportItem): boolean => outcomes.get(text)?.kind === 'running';
  const good = items.filter((item) => item.problems.length === 0 && !isRunning(item));
  const refused = items.filter(({ problems }) => problems.length > 0);
  const held = allOrNone && (refused.length > 0 || groups.some(({ error }) => error !== undefined));
  return (
    <div className={styles['results']}>
      <p className="visually-hidden" role="status">
        {items.length === 0 ? '' : `${counted(items.length, 'service')} found`}
      </p>
      {groups.map((group) => (
        <Group key={group.name} group={group} outcomes={outcomes} onOpen={onOpen} />
      ))}
      {items.length > 1 && (
        <div className={styles['all']}>
          <Button
            variant="primary"
            busy={busy}
            disabled={held || good.length === 0}
            onClick={() => void run(good, allOrNone)}
          >
            {`Run ${counted(good.length, 'service')}`}
          </Button>
          <CheckboxField
            label="All or none"
            help={
              held
                ? 'Not all of them would be accepted: nothing is run.'
                : 'If one is refused, those before it are taken back.'
            }
            value={allOrNone}
            onChange={setAllOrNone}
          />
        </div>
      )}
    </div>
  );
}

interface GroupProps {
  readonly group: ImportGroup;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly onOpen: (item: ImportItem) => void;
}

function Group({ group, outcomes, onOpen }: GroupProps) {
  const { name, from, error, items, notes } = group;
  return (
    <section className={styles['group']} aria-label={name}>
      <h2>
        {name}
        {from !== '' && <span className={styles['from']}>{` · ${from}`}</span>}
      </h2>
      {error !== undefined && <Banner tone="bad">{`${name} can’t be imported: ${error}.`}</Banner>}
      <ul className={styles['items']}>
        {items.map((item) => (
          <Item key={item.key} item={item} outcome={outcomes.get(item.text)} onOpen={() => onOpen(item)} />
        ))}
      </ul>
      {notes.length > 0 && <NoteList notes={notes} of="The rest of the file" />}
    </section>
  );
}

interface ItemProps {
  readonly item: ImportItem;
  readonly outcome: Outcome | undefined;
  readonly onOpen: () => void;
}

function Item({ item, outcome, onOpen }: ItemProps) {
  const title = item.id === '' ? item.name : item.id;
  return (
    <li className={styles['item']} aria-label={title}>
      <div className={styles['head']}>
        <strong>{title}</strong>
        <span className={styles['kind']}>{item.kind === 'pod' ? 'Pod' : 'App'}</span>
        <Button onClick={onOpen}>{`Open ${title}`}</Button>
      </div>
      {item.problems.length > 0 && (
        <div className={styles['problems']}>
          <p>The cluster would refuse it as it is; open it to put it right.</p>
          <ul>
            {item.problems.map((problem, index) => (
              <li key={`${problem} ${index}`}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      {outcome && <p role="status">{outcomeText(outcome)}</p>}
      {item.notes.length > 0 && <NoteList notes={item.notes} />}
    </li>
  );
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'running':
      return `${outcome.id} is starting.`;
    case 'refused':
      return `Refused: ${outcome.message}`;
    case 'undone':
      return 'Taken back, since another one was refused.';
    case 'not undone':
      return `${outcome.id} could not be taken back: ${outcome.message}`;
  }
}
