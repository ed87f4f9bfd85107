/** The settings of a container that most leave alone: limits, life cycle, image, artifacts, Linux. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { containerName, valueAt } from '../json-value';
import { Artifacts } from '../fields/artifacts';
import { DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { Choices, Group, MoreSettings, Note, Row } from '../fields/form-parts';
import { LimitField } from '../fields/limit-field';
import { LinuxFields } from '../fields/linux-fields';
import { Pairs } from '../fields/pairs';
import { secretNames } from '../fields/secrets';

const kinds = [
  { value: '', label: 'Main (default)' },
  { value: 'main', label: 'Main' },
  { value: 'init', label: 'Init: ends before others start' },
  { value: 'sidecar', label: 'Sidecar: ends with the main ones' },
];

const advanced = ['resourceLimits', 'user', 'lifecycle', 'tty', 'artifacts', 'linuxInfo'];

export function ContainerSettings({ index }: { index: number }) {
  const form = useDraftForm();
  const at = (...rest: JSONPath): JSONPath => ['containers', index, ...rest];
  const hasCommand = valueAt(form.value, at('exec')) !== undefined;
  const paths = [
    ...advanced.map((name) => at(name)),
    ...['forcePull', 'pullConfig', 'labels'].map((name) => at('image', name)),
    at('exec', 'overrideEntrypoint'),
  ];
  return (
    <MoreSettings paths={paths}>
      <Row columns="narrow">
        <LimitField path={at('resourceLimits', 'cpus')} label="CPU limit" />
        <LimitField path={at('resourceLimits', 'mem')} label="Memory limit (MiB)" />
        <DraftText path={at('user')} label="Run as user" placeholder="as the pod" />
      </Row>
      <Row columns="narrow">
        <DraftSelect path={at('lifecycle', 'kind')} label="Kind of container" options={kinds} />
        <DraftNumber path={at('lifecycle', 'startTimeoutSeconds')} label="Start timeout (s)" placeholder="300" />
        <DraftNumber path={at('lifecycle', 'killGracePeriodSeconds')} label="Kill grace period (s)" placeholder="3" />
      </Row>
      <Note>Which containers it starts after is told with all containers, in Service.</Note>
      <Choices>
        <DraftCheckbox path={at('tty')} label="Attach a pseudo terminal" />
        <DraftCheckbox
          path={at('exec', 'overrideEntrypoint')}
          label="First argument replaces the image’s entrypoint"
          disabled={!hasCommand}
        />
      </Choices>
      <ImageSettings index={index} />
      <Artifacts path={at('artifacts')} />
      <LinuxFields path={at('linuxInfo')} note={`Settings of the kernel for ${containerName(form.value, index)}.`} />
    </MoreSettings>
  );
}

function ImageSettings({ index }: { index: number }) {
  const form = useDraftForm();
  const at = (...rest: JSONPath): JSONPath => ['containers', index, 'image', ...rest];
  if (valueAt(form.value, at()) === undefined) return null;
  return (
    <Group title="Image">
      <Row>
        <DraftText
          path={at('pullConfig', 'secret')}
          label="Secret of the private registry"
          placeholder="none"
          suggestions={secretNames(form.value)}
          covers={[at('pullConfig')]}
        />
      </Row>
      <DraftCheckbox path={at('forcePull')} label="Force Pull Image On Launch" />
      <Group title="Labels of the image">
        <Pairs path={at('labels')} add="Add Label" stem="label" />
      </Group>
    </Group>
  );
}
