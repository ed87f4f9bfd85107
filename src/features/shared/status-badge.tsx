/** A status as glyph, word and colour, with its sentence beside it where there is room. */
import { Badge } from '../../ui/badge';
import type { Status } from './status-words';
import { statusLooks } from './status-words';
import styles from './status-badge.module.css';

export interface StatusBadgeProps {
  readonly status: Status;
  /** `word`: the badge alone; `sentence`: the sentence beside it. */
  readonly show?: 'word' | 'sentence';
}

export const StatusBadge = ({ status, show = 'word' }: StatusBadgeProps) => {
  const { word, tone, sentence, progress } = status;
  const badge = (
    <Badge tone={tone} glyph={statusLooks[word].glyph} {...(progress === undefined ? {} : { progress })}>
      {word}
    </Badge>
  );
  if (show === 'word') return badge;
  return (
    <span className={styles['both']}>
      {badge} <span className={styles['sentence']}>{sentence}</span>
    </span>
  );
};
