/** One container in the list of all: its name, how to move it, and in short what it runs and takes. */
import { memo, useState } from 'react';
import { Button, IconButton } from '../../../ui/button';
import { cx } from '../../../ui/class-names';
import { Icon } from '../../../ui/icon';
import { containerAmounts } from '../../shared/pod-totals';
import { resourceText } from '../../shared/resource-text';
import { useDraftForm } from '../draft-form';
import { amountsAt } from '../instance-total';
import { containerName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { waitsOf } from './start-order-draft';
import styles from './container-cards.module.css';
import type { Reorder } from './use-reorder';

export interface CardActs {
  readonly move: (from: number, to: number) => void;
  readonly duplicate: (index: number) => void;
  readonly remove: (index: number) => void;
}

interface ContainerCardProps {
  readonly index: number;
  readonly count: number;
  readonly unfolded: boolean;
  readonly drag: Reorder;
  readonly acts: CardActs;
  readonly onOpen: () => void;
}

export function ContainerCard({ index, count, unfolded, drag, acts, onOpen }: ContainerCardProps) {
  const form = useDraftForm();
  const [open, setOpen] = useState(unfolded);
  const name = containerName(form.value, index);
  const image = valueAt(form.value, ['containers', index, 'image', 'id']);
  return (
    <li
      className={cx(
        styles['card'],
        drag.from === index && styles['dragged'],
        drag.to === index && drag.from !== undefined && styles[drag.from < index ? 'below' : 'above'],
      )}
    >
      <div className={styles['header']}>
        {count > 1 && !form.frozen && (
          <span className={styles['handle']} aria-hidden="true" title="Drag to reorder" {...drag.handle(index)}>
            <Icon name="menu" />
          </span>
        )}
        <IconButton
          label={`${open ? 'Fold' : 'Unfold'} ${name}`}
          icon={open ? 'chevron-down' : 'chevron-right'}
          expanded={open}
          onClick={() => setOpen(!open)}
        />
        <div className={styles['name']}>
          <Button variant="quiet" onClick={onOpen}>
            {name}
          </Button>
          <span className={styles['image']}>{typeof image === 'string' ? image : 'the agent’s own file system'}</span>
        </div>
        <Actions name={name} index={index} count={count} frozen={form.frozen} acts={acts} />
      </div>
      {open && <Facts container={valueAt(form.value, ['containers', index])} />}
    </li>
  );
}

type ActionsProps = Pick<ContainerCardProps, 'index' | 'count' | 'acts'> & {
  readonly name: string;
  readonly frozen: boolean;
};

const Actions = memo(function Actions({ name, index, count, frozen, acts }: ActionsProps) {
  return (
    <div className={styles['actions']}>
      {count > 1 && (
        <>
          <IconButton
            label={`Move ${name} up`}
            icon="arrow-up"
            disabled={frozen || index === 0}
            onClick={() => acts.move(index, index - 1)}
          />
          <IconButton
            label={`Move ${name} down`}
            icon="arrow-down"
            disabled={frozen || index === count - 1}
            onClick={() => acts.move(index, index + 1)}
          />
        </>
      )}
      <IconButton label={`Duplicate ${name}`} icon="copy" disabled={frozen} onClick={() => acts.duplicate(index)} />
      <IconButton label={`Remove ${name}`} icon="trash" disabled={frozen} onClick={() => acts.remove(index)} />
    </div>
  );
});

function Facts({ container }: { container: unknown }) {
  const { cpus, mem, disk, gpus } = containerAmounts({ resources: amountsAt(valueAt(container, ['resources'])) });
  const command = textAt(container, ['exec', 'command', 'shell']);
  const words = listAt(container, ['exec', 'command', 'argv']).map(String).join(' ');
  const image = textAt(container, ['image', 'id']);
  const facts = [
    ['Command', command || words || (image ? 'what the image starts by itself' : 'none: there is nothing to run')],
    [
      'Takes',
      [
        resourceText('cpus', cpus),
        resourceText('mem', mem),
        ...(disk > 0 ? [`${resourceText('disk', disk)} disk`] : []),
        ...(gpus > 0 ? [resourceText('gpus', gpus)] : []),
      ].join(', '),
    ],
    ['Endpoints', namesOf(listAt(container, ['endpoints'])).join(', ')],
    ['Volumes', namesOf(listAt(container, ['volumeMounts'])).join(', ')],
    [
      'Starts after',
      waitsOf(container)
        .map((wait) => `${wait.container} is ${wait.condition}`)
        .join(', '),
    ],
  ].filter(([, text]) => text !== '');
  return (
    <dl className={styles['facts']}>
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
