/** Storage mounted into the container of an app. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { useDraftForm } from '../draft-form';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { AddButton, Card, Note, Row, SectionTitle, Stack } from '../fields/form-parts';
import { isRecord, listAt, textAt, valueAt } from '../json-value';
import { engineFor } from './engine';

const VOLUMES: JSONPath = ['container', 'volumes'];

const kinds = [
  { value: 'hostPath', label: 'Host Volume' },
  { value: 'persistent', label: 'Local Persistent Volume' },
  { value: 'secret', label: 'Secret' },
];

const kindOf = (volume: unknown): string =>
  [...kinds.map(({ value }) => value), 'external'].find(
    (member) => isRecord(volume) && Object.hasOwn(volume, member),
  ) ?? '';

/** What a volume of this kind starts with. */
const started = (kind: string, containerPath: string): object => {
  switch (kind) {
    case 'persistent':
      return { containerPath, persistent: { size: 1024 }, mode: 'RW' };
    case 'secret':
      return { containerPath, secret: '' };
    default:
      return { containerPath, hostPath: '/tmp', mode: 'RO' };
  }
};

export function AppVolumesSection() {
  const form = useDraftForm();
  const volumes = listAt(form.value, VOLUMES);
  const add = () =>
    form.edit(...engineFor(form.value), {
      path: [...VOLUMES, volumes.length],
      value: started('hostPath', '/data'),
    });
  return (
    <Stack>
      <SectionTitle title="Volumes">What an instance finds in its container besides the image.</SectionTitle>
      {volumes.map((volume, index) => {
        const name = textAt(volume, ['containerPath']) || `volume ${index + 1}`;
        return (
          <Card
            key={index}
            title={name}
            removeLabel={`Remove volume ${name}`}
            onRemove={() => form.edit({ path: [...VOLUMES, index], value: undefined })}
          >
            <Volume path={[...VOLUMES, index]} />
          </Card>
        );
      })}
      <AddButton onClick={add}>Add Volume</AddButton>
    </Stack>
  );
}

function Volume({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const kind = kindOf(valueAt(form.value, path));
  const error = form.errorAt([], [path]);
  const containerPath = textAt(form.value, [...path, 'containerPath']);
  if (kind === 'external') return <Note>An external volume: change it in the JSON.</Note>;
  return (
    <>
      <Row>
        <SelectField
          label="Volume Type"
          value={kind}
          options={kinds}
          disabled={form.frozen}
          onChange={(next) => form.edit({ path, value: started(next, containerPath) })}
          {...(error === undefined ? {} : { error })}
        />
        <DraftText path={[...path, 'containerPath']} label="Container Path" required mono />
        {kind === 'hostPath' && <DraftText path={[...path, 'hostPath']} label="Host Path" required mono />}
        {kind === 'secret' && (
          <DraftText
            path={[...path, 'secret']}
            label="Secret Name"
            required
            help="Name of an entry of the app’s secrets."
          />
        )}
        {kind === 'persistent' && (
          <DraftNumber
            path={[...path, 'persistent', 'size']}
            label="Size (MiB)"
            required
            covers={[[...path, 'persistent']]}
          />
        )}
      </Row>
      {kind !== 'secret' && <Mode path={[...path, 'mode']} />}
    </>
  );
}

function Mode({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  return (
    <SelectField
      label="Access"
      value={textAt(form.value, path) || 'RW'}
      options={[
        { value: 'RW', label: 'Read and write' },
        { value: 'RO', label: 'Read only' },
      ]}
      disabled={form.frozen}
      onChange={(value) => form.edit({ path, value })}
    />
  );
}
