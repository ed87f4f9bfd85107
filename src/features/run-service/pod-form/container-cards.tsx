/** The containers of a pod as cards: what each runs and takes; added, copied, moved by button or by drag, removed. */
import { useMemo } from 'react';
import { useLatest } from '../../../ui/use-latest';
import { useDraftForm } from '../draft-form';
import { freeName, listAt, namesOf, textAt } from '../json-value';
import { AddButton, Group, Note } from '../fields/form-parts';
import { ContainerCard } from './container-card';
import type { CardActs } from './container-card';
import styles from './container-cards.module.css';
import { duplicateContainer } from './duplicate-container';
import { useReorder } from './use-reorder';

const newContainer = (name: string) => ({ name, resources: { cpus: 0.1, mem: 128 } });

/** More than these start folded, so that all fit on a screen. */
const UNFOLDED = 3;

export function ContainerCards({ onOpen }: { onOpen: (section: string) => void }) {
  const form = useDraftForm();
  const containers = listAt(form.value, ['containers']);
  const names = namesOf(containers);
  const acts = useCardActs(onOpen);
  const reorder = useReorder(acts.move);
  const add = () => {
    form.edit({ path: ['containers', containers.length], value: newContainer(freeName('container', names)) });
    onOpen(`container-${containers.length}`);
  };
  return (
    <Group title="Containers">
      {containers.length === 0 && <Note>A pod needs at least one container.</Note>}
      <ul className={styles['cards']} ref={reorder.list}>
        {containers.map((container, index) => {
          const name = textAt(container, ['name']);
          return (
            <ContainerCard
              // What is folded stays so when containers change places.
              key={name !== '' && names.indexOf(name) === names.lastIndexOf(name) ? name : index}
              index={index}
              count={containers.length}
              unfolded={containers.length <= UNFOLDED}
              drag={reorder}
              acts={acts}
              onOpen={() => onOpen(`container-${index}`)}
            />
          );
        })}
      </ul>
      <AddButton path={['containers']} onClick={add}>
        Add Container
      </AddButton>
    </Group>
  );
}

/** What the cards' buttons do: always the same functions, so that a key typed elsewhere draws no button again. */
function useCardActs(onOpen: (section: string) => void): CardActs {
  const latest = useLatest({ form: useDraftForm(), onOpen });
  return useMemo(
    () => ({
      move: (from, to) => latest.current.form.edit({ path: ['containers'], from, to }),
      duplicate: (index) => {
        const { form } = latest.current;
        form.edit(...duplicateContainer(form.value, index));
        latest.current.onOpen(`container-${listAt(form.value, ['containers']).length}`);
      },
      remove: (index) => latest.current.form.edit({ path: ['containers', index], value: undefined }),
    }),
    [latest],
  );
}
