/** What became of the fields of a source: what was left out, what was changed, what was assumed, each with its place. */
import { CodeText } from '../../../ui/code-text';
import { counted } from '../status-words';
import type { Note } from './conversion';
import styles from './note-list.module.css';

const KINDS: readonly (readonly [Note['kind'], string])[] = [
  ['dropped', 'left out'],
  ['changed', 'changed'],
  ['assumed', 'assumed'],
];

/** `1 field left out`, `4 differences: 3 left out, 1 assumed` */
function summary(notes: readonly Note[]): string {
  const counts = KINDS.map(([kind, words]) => [notes.filter((note) => note.kind === kind).length, words] as const);
  const [first, ...others] = counts.filter(([count]) => count > 0);
  if (first !== undefined && others.length === 0) return `${counted(first[0], 'field')} ${first[1]}`;
  const told = counts.flatMap(([count, words]) => (count > 0 ? `${count} ${words}` : []));
  return `${counted(notes.length, 'difference')}: ${told.join(', ')}`;
}

interface NoteListProps {
  readonly notes: readonly Note[];
  /** What they are about, where that does not go without saying. */
  readonly of?: string;
  readonly open?: boolean;
}

export function NoteList({ notes, of, open = false }: NoteListProps) {
  if (notes.length === 0) return <p className={styles['all']}>Everything carried over.</p>;
  return (
    <details className={styles['notes']} open={open}>
      <summary>{of === undefined ? summary(notes) : `${of}: ${summary(notes)}`}</summary>
      {KINDS.map(([kind, words]) => {
        const those = notes.filter((note) => note.kind === kind);
        if (those.length === 0) return null;
        return (
          <div key={kind}>
            <h3>{words.charAt(0).toUpperCase() + words.slice(1)}</h3>
            <ul>
              {those.map(({ path, reason }, index) => (
                <li key={`${path} ${index}`}>
                  <CodeText>{path}</CodeText>: {reason}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </details>
  );
}
