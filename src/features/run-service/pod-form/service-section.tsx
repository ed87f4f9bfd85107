/** The pod as a whole: its id, how many instances, its containers, and how it is scheduled. */
import { Button, IconButton } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { useDraftForm } from '../draft-form';
import { containerName, freeName, listAt, namesOf, valueAt } from '../json-value';
import { DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { killSelections } from '../fields/kill-selections';
import { ServiceIdField } from '../fields/service-id-field';
import { AddButton, Group, MoreSettings, Note, Row, SectionTitle, Stack } from '../fields/form-parts';
import styles from './service-section.module.css';

const newContainer = (name: string) => ({ name, resources: { cpus: 0.1, mem: 128 } });

export function ServiceSection({ onOpen }: { onOpen: (section: string) => void }) {
  const form = useDraftForm();
  const scaled = valueAt(form.value, ['scaling', 'kind']) !== undefined;
  const containers = listAt(form.value, ['containers']);
  return (
    <Stack>
      <SectionTitle title={containers.length > 1 ? 'Services' : 'Service'}>
        A pod runs its containers together on one agent. Every instance is one such set.
      </SectionTitle>
      <Row columns="wide-first">
        <ServiceIdField />
        <DraftNumber
          path={['scaling', 'instances']}
          label="Instances"
          placeholder="1"
          owns={[['scaling']]}
          also={() => (scaled ? [] : [{ path: ['scaling', 'kind'], value: 'fixed' }])}
        />
      </Row>
      <Group title="Containers">
        {containers.length === 0 && <Note>A pod needs at least one container.</Note>}
        <ul className={styles['containers']}>
          {containers.map((_, index) => (
            <ContainerRow key={index} index={index} count={containers.length} onOpen={onOpen} />
          ))}
        </ul>
        <AddButton
          onClick={() => {
            const value = newContainer(freeName('container', namesOf(containers)));
            form.edit({ path: ['containers', containers.length], value });
            onOpen(`container-${containers.length}`);
          }}
        >
          Add Container
        </AddButton>
      </Group>
      <ServiceSettings />
    </Stack>
  );
}

function ContainerRow({ index, count, onOpen }: { index: number; count: number; onOpen: (section: string) => void }) {
  const form = useDraftForm();
  const name = containerName(form.value, index);
  const image = valueAt(form.value, ['containers', index, 'image', 'id']);
  const move = (to: number) => form.edit({ path: ['containers'], from: index, to });
  return (
    <li className={styles['container']}>
      <Icon name="container" />
      <div className={styles['name']}>
        <Button variant="quiet" onClick={() => onOpen(`container-${index}`)}>
          {name}
        </Button>
        <span className={styles['image']}>{typeof image === 'string' ? image : 'the agent’s own file system'}</span>
      </div>
      {count > 1 && (
        <>
          <IconButton
            label={`Move ${name} up`}
            icon="arrow-up"
            disabled={form.frozen || index === 0}
            onClick={() => move(index - 1)}
          />
          <IconButton
            label={`Move ${name} down`}
            icon="arrow-down"
            disabled={form.frozen || index === count - 1}
            onClick={() => move(index + 1)}
          />
        </>
      )}
      <IconButton
        label={`Remove ${name}`}
        icon="trash"
        disabled={form.frozen}
        onClick={() => form.edit({ path: ['containers', index], value: undefined })}
      />
    </li>
  );
}

function ServiceSettings() {
  return (
    <MoreSettings>
      <Row columns="narrow">
        <DraftNumber path={['scheduling', 'backoff', 'backoff']} label="Back-off (s)" placeholder="1" />
        <DraftNumber
          path={['scheduling', 'backoff', 'backoffFactor']}
          label="Back-off factor"
          placeholder="1.15"
          step={0.05}
        />
        <DraftNumber path={['scheduling', 'backoff', 'maxLaunchDelay']} label="Maximal delay (s)" placeholder="300" />
      </Row>
      <Note>
        An instance that ended is launched again after the back-off; each further failure multiplies it by the factor.
      </Note>
      <Row columns="narrow">
        <DraftNumber
          path={['scheduling', 'upgrade', 'minimumHealthCapacity']}
          label="Minimum healthy"
          placeholder="1"
          step={0.1}
          help="Share that stays up during an update, 0 to 1."
        />
        <DraftNumber
          path={['scheduling', 'upgrade', 'maximumOverCapacity']}
          label="Maximum surplus"
          placeholder="1"
          step={0.1}
          help="Share that may run besides, 0 to 1."
        />
        <DraftSelect path={['scheduling', 'killSelection']} label="Stops when scaling down" options={killSelections} />
      </Row>
      <Row columns="narrow">
        <DraftNumber path={['executorResources', 'cpus']} label="Executor CPUs" placeholder="0.1" step={0.1} />
        <DraftNumber path={['executorResources', 'mem']} label="Executor memory (MiB)" placeholder="32" />
        <DraftNumber path={['executorResources', 'disk']} label="Executor disk (MiB)" placeholder="10" />
        <DraftText path={['user']} label="Run as user" placeholder="root" />
      </Row>
    </MoreSettings>
  );
}
