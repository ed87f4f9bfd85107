/** Storage mounted into the container of an app. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { DiskFields } from '../fields/disk-fields';
import { DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { Pairs } from '../fields/pairs';
import { secretNames } from '../fields/secrets';
import { AddButton, Card, Group, Row, SectionTitle, Stack } from '../fields/form-parts';
import { isRecord, listAt, textAt, valueAt } from '../json-value';
import { engineFor } from './engine';

const VOLUMES: JSONPath = ['container', 'volumes'];

const kinds = [
  { value: 'hostPath', label: 'Host Volume' },
  { value: 'persistent', label: 'Local Persistent Volume' },
  { value: 'secret', label: 'Secret' },
  { value: 'external', label: 'External Volume' },
];

const has = (volume: unknown, member: string): boolean => isRecord(volume) && Object.hasOwn(volume, member);
const kindOf = (volume: unknown): string => kinds.find(({ value }) => has(volume, value))?.value ?? '';

/** What the member that makes a volume one of this kind starts with. */
const started: Readonly<Record<string, unknown>> = {
  hostPath: '/tmp',
  persistent: { size: 1024 },
  secret: '',
  external: { name: 'volume', provider: 'dvdi' },
};

export function AppVolumesSection() {
  const form = useDraftForm();
  const volumes = listAt(form.value, VOLUMES);
  const add = () =>
    form.edit(...engineFor(form.value), {
      path: [...VOLUMES, volumes.length],
      value: { containerPath: '/data', hostPath: '/tmp', mode: 'RO' },
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
      <AddButton path={VOLUMES} onClick={add}>
        Add Volume
      </AddButton>
    </Stack>
  );
}

function Volume({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const volume = valueAt(form.value, path);
  const kind = kindOf(volume);
  const error = form.errorAt([], [path]);
  // Secrets have no mode: they are never written to.
  const setKind = (next: string) =>
    form.edit(
      { path: [...path, next], value: started[next] },
      ...(kind === '' ? [] : [{ path: [...path, kind], value: undefined }]),
      ...(next === 'secret' ? [{ path: [...path, 'mode'], value: undefined }] : []),
    );
  return (
    <>
      <Row>
        <SelectField
          id={fieldId([...path, '#kind'])}
          label="Volume Type"
          value={kind}
          options={kinds}
          disabled={form.frozen}
          onChange={setKind}
          {...(error === undefined ? {} : { error })}
        />
        <DraftText path={[...path, 'containerPath']} label="Container Path" required mono keepEmpty />
        {has(volume, 'hostPath') && (
          <DraftText path={[...path, 'hostPath']} label="Host Path" required mono keepEmpty />
        )}
        {has(volume, 'secret') && (
          <DraftText
            path={[...path, 'secret']}
            label="Secret Name"
            required
            keepEmpty
            suggestions={secretNames(form.value)}
            help="Name of an entry of the app’s secrets."
          />
        )}
        {has(volume, 'persistent') && (
          <DraftNumber
            path={[...path, 'persistent', 'size']}
            label="Size (MiB)"
            required
            covers={[[...path, 'persistent']]}
          />
        )}
      </Row>
      {(kind !== 'secret' || has(volume, 'mode')) && (
        <DraftSelect path={[...path, 'mode']} label="Access" options={modes} />
      )}
      {has(volume, 'persistent') && <DiskFields path={[...path, 'persistent']} form="list" />}
      {has(volume, 'external') && <ExternalFields path={[...path, 'external']} />}
    </>
  );
}

const modes = [
  { value: '', label: 'Read and write (default)' },
  { value: 'RW', label: 'Read and write' },
  { value: 'RO', label: 'Read only' },
];

function ExternalFields({ path }: { path: JSONPath }) {
  return (
    <>
      <Row columns="narrow">
        <DraftText path={[...path, 'name']} label="Volume Name" covers={[path]} />
        <DraftText path={[...path, 'provider']} label="Provider" placeholder="dvdi" />
        <DraftNumber path={[...path, 'size']} label="Size (GiB)" />
      </Row>
      <Group title="Options of the provider">
        <Pairs path={[...path, 'options']} add="Add Option" stem="dvdi/driver" />
      </Group>
    </>
  );
}
