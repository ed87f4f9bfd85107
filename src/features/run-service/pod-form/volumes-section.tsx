/** Storage the containers of an instance share, and where each of them sees it. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { SelectField } from '../../../ui/select-field';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, freeName, isRecord, listAt, namesOf, textAt } from '../json-value';
import { DraftCheckbox, DraftNumber, DraftText } from '../fields/draft-field';
import { AddButton, Beside, Card, Line, Lines, Note, Row, SectionTitle, Stack } from '../fields/form-parts';

const kinds = [
  { value: 'ephemeral', label: 'Ephemeral Storage' },
  { value: 'host', label: 'Host Volume' },
  { value: 'persistent', label: 'Local Persistent Volume' },
  { value: 'secret', label: 'Secret' },
];

const kindOf = (volume: unknown): string =>
  kinds.find(({ value }) => isRecord(volume) && Object.hasOwn(volume, value))?.value ?? 'ephemeral';

export function VolumesSection() {
  const form = useDraftForm();
  const volumes = listAt(form.value, ['volumes']);
  return (
    <Stack>
      <SectionTitle title="Volumes">
        A volume belongs to an instance; every container that mounts it sees the same files.
      </SectionTitle>
      {volumes.map((volume, index) => (
        <Card
          key={index}
          title={textAt(volume, ['name']) || 'Volume'}
          removeLabel={`Remove volume ${textAt(volume, ['name'])}`}
          onRemove={() =>
            form.edit(...unmounted(form.value, textAt(volume, ['name'])), {
              path: ['volumes', index],
              value: undefined,
            })
          }
        >
          <Volume index={index} />
        </Card>
      ))}
      <AddButton
        onClick={() => {
          const value = { name: freeName('volume', namesOf(volumes)) };
          form.edit({ path: ['volumes', volumes.length], value });
        }}
      >
        Add Volume
      </AddButton>
    </Stack>
  );
}

/** Mounts of a volume, last first, so that taking one out does not shift the next. */
function mountsOf(value: unknown, name: string): readonly JSONPath[] {
  return listAt(value, ['containers']).flatMap((container, index) =>
    listAt(container, ['volumeMounts'])
      .map((mount, number): JSONPath | undefined =>
        textAt(mount, ['name']) === name ? ['containers', index, 'volumeMounts', number] : undefined,
      )
      .filter((path) => path !== undefined)
      .toReversed(),
  );
}

const unmounted = (value: unknown, name: string) => mountsOf(value, name).map((path) => ({ path, value: undefined }));

function Volume({ index }: { index: number }) {
  const form = useDraftForm();
  const path: JSONPath = ['volumes', index];
  const volume = listAt(form.value, ['volumes'])[index];
  const kind = kindOf(volume);
  const name = textAt(volume, ['name']);
  const setKind = (next: string) => {
    const emptied = kind === 'ephemeral' ? [] : [{ path: [...path, kind], value: undefined }];
    const value = next === 'persistent' ? { type: 'root', size: 1024 } : next === 'host' ? '/tmp' : '';
    form.edit(...emptied, ...(next === 'ephemeral' ? [] : [{ path: [...path, next], value }]));
  };
  return (
    <>
      <Row>
        <SelectField label="Volume Type" value={kind} options={kinds} onChange={setKind} disabled={form.frozen} />
        <VolumeName index={index} name={name} />
        {kind === 'host' && <DraftText path={[...path, 'host']} label="Host Path" required mono />}
        {kind === 'secret' && (
          <DraftText
            path={[...path, 'secret']}
            label="Secret Name"
            required
            help="Name of an entry of the pod’s secrets."
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
      {listAt(form.value, ['containers']).map((_, container) => (
        <Mounts key={container} container={container} volume={name} />
      ))}
    </>
  );
}

/**
 * Takes the volume's mounts along as it is typed, but never onto another volume's name: their mounts could not be told
 * apart any more.
 */
function VolumeName({ index, name }: { index: number; name: string }) {
  const form = useDraftForm();
  const [clash, setClash] = useState<string>();
  const path: JSONPath = ['volumes', index, 'name'];
  const others = namesOf(listAt(form.value, ['volumes'])).toSpliced(index, 1);
  const clashes = clash !== undefined && others.includes(clash);
  const complaint = form.errorAt([path], [['volumes', index]]);
  const error = clashes ? `Another volume is called ${clash || 'nothing, too'}; choose another name.` : complaint;
  return (
    <TextField
      id={fieldId(path)}
      label="Name"
      required
      value={clashes ? clash : name}
      disabled={form.frozen}
      onBlur={() => form.touch(path)}
      onChange={(next) => {
        setClash(next);
        if (others.includes(next)) return;
        const mounts = mountsOf(form.value, name).map((mount) => ({ path: [...mount, 'name'], value: next }));
        form.edit({ path, value: next }, ...mounts);
      }}
      {...(error === undefined ? {} : { error })}
    />
  );
}

/** A container may mount one volume at several paths. */
function Mounts({ container, volume }: { container: number; volume: string }) {
  const form = useDraftForm();
  const path: JSONPath = ['containers', container, 'volumeMounts'];
  const mounts = listAt(form.value, path);
  const mine = mounts.flatMap((mount, index) => (textAt(mount, ['name']) === volume ? [index] : []));
  const name = containerName(form.value, container);
  return (
    <div>
      <Lines>
        {mine.map((index) => (
          <Line
            key={index}
            removeLabel={`Unmount ${volume} from ${name}`}
            onRemove={() => form.edit({ path: [...path, index], value: undefined })}
          >
            <DraftText
              path={[...path, index, 'mountPath']}
              label={`Container Path in ${name}`}
              required
              mono
              covers={[[...path, index]]}
            />
            <Beside>
              <DraftCheckbox path={[...path, index, 'readOnly']} label="Read Only" />
            </Beside>
          </Line>
        ))}
      </Lines>
      {mine.length === 0 && (
        <Note>
          {name} does not mount it.{' '}
          <Button
            variant="quiet"
            icon="plus"
            disabled={form.frozen}
            onClick={() =>
              form.edit({ path: [...path, mounts.length], value: { name: volume, mountPath: `/${volume}` } })
            }
          >
            {`Mount in ${name}`}
          </Button>
        </Note>
      )}
    </div>
  );
}
