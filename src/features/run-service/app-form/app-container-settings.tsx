/** Settings of an app's container that most leave alone: limits, engine, image, files, Linux. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { Artifacts } from '../fields/artifacts';
import { DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { DraftList } from '../fields/draft-list';
import { AddButton, Choices, Group, Line, Lines, MoreSettings, Row } from '../fields/form-parts';
import { LimitField } from '../fields/limit-field';
import { LinuxFields } from '../fields/linux-fields';
import { Pairs } from '../fields/pairs';
import { secretNames } from '../fields/secrets';
import { listAt, valueAt } from '../json-value';

const engines = [
  { value: '', label: 'Docker (default)' },
  { value: 'MESOS', label: 'Universal container runtime' },
  { value: 'DOCKER', label: 'Docker' },
];

const DOCKER: JSONPath = ['container', 'docker'];

const paths: readonly JSONPath[] = [
  ...['resourceLimits', 'user', 'taskKillGracePeriodSeconds', 'tty', 'executor', 'fetch', 'uris'].map((name) => [name]),
  ...['forcePullImage', 'privileged', 'parameters', 'pullConfig', 'credential'].map((name) => [...DOCKER, name]),
  ['container', 'linuxInfo'],
];

export function AppContainerSettings() {
  const { value } = useDraftForm();
  return (
    <MoreSettings paths={paths}>
      <Row columns="narrow">
        <LimitField path={['resourceLimits', 'cpus']} label="CPU limit" />
        <LimitField path={['resourceLimits', 'mem']} label="Memory limit (MiB)" />
        <DraftText path={['user']} label="Run as user" placeholder="root" />
        <DraftNumber path={['taskKillGracePeriodSeconds']} label="Kill grace period (s)" placeholder="3" />
      </Row>
      <Row>
        <DraftSelect path={['container', 'type']} label="Engine" options={engines} covers={[['container']]} />
        <DraftText path={['executor']} label="Executor" mono placeholder="the one of Mesos" />
      </Row>
      <DraftCheckbox path={['tty']} label="Attach a pseudo terminal" />
      {valueAt(value, DOCKER) !== undefined && <ImageSettings />}
      <Artifacts path={['fetch']} />
      {valueAt(value, ['uris']) !== undefined && (
        <DraftList path={['uris']} label="Artifacts in the old form" help="URIs, one a line." />
      )}
      <LinuxFields path={['container', 'linuxInfo']} note="Settings of the kernel; not with the Docker engine." />
    </MoreSettings>
  );
}

function ImageSettings() {
  const { value } = useDraftForm();
  return (
    <Group title="Image">
      <Row>
        <DraftText
          path={[...DOCKER, 'pullConfig', 'secret']}
          label="Secret of the private registry"
          placeholder="none"
          suggestions={secretNames(value)}
          covers={[[...DOCKER, 'pullConfig']]}
        />
      </Row>
      <Choices>
        <DraftCheckbox path={[...DOCKER, 'forcePullImage']} label="Force Pull Image On Launch" />
        <DraftCheckbox path={[...DOCKER, 'privileged']} label="All rights on the agent" />
      </Choices>
      <Parameters path={[...DOCKER, 'parameters']} />
      {valueAt(value, [...DOCKER, 'credential']) !== undefined && (
        <Group title="Credential" note="No longer supported; name a secret of the registry instead.">
          <Pairs path={[...DOCKER, 'credential']} add="Add Credential" stem="principal" />
        </Group>
      )}
    </Group>
  );
}

function Parameters({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const rows = listAt(form.value, path);
  return (
    <Group title="Options of docker run" note="Only with the Docker engine.">
      <Lines>
        {rows.map((_, index) => (
          <Line
            key={index}
            removeLabel={`Remove option ${index + 1}`}
            onRemove={() => form.edit({ path: [...path, index], value: undefined })}
          >
            <DraftText path={[...path, index, 'key']} label="Option" mono keepEmpty covers={[[...path, index]]} />
            <DraftText path={[...path, index, 'value']} label="Option Value" mono keepEmpty />
          </Line>
        ))}
      </Lines>
      <AddButton
        path={path}
        onClick={() => form.edit({ path: [...path, rows.length], value: { key: 'hostname', value: '' } })}
      >
        Add Option
      </AddButton>
    </Group>
  );
}
