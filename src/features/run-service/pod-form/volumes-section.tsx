/** Storage the containers of an instance share, and where each of them sees it. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { SelectField } from '../../../ui/select-field';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, freeName, isRecord, listAt, namesOf, textAt } from '../json-value';
import { DiskFields } from '../fields/disk-fields';
import { DraftCheckbox, DraftNumber, DraftText } from '../fields/draft-field';
import { secretNames } from '../fields/secrets';
import styles from './volumes-section.module.css';
import { AddButton, Beside, Card, Line, Lines, Row, SectionTitle, Stack } from '../fields/form-parts';

const kinds = [
  { value: 'ephemeral', label: 'Ephemeral Storage' },
  { value: 'host', label: 'Host Volume' },
  { value: 'persistent', label: 'Local Persistent Volume' },
  { value: 'secret', label: 'Secret' },
];

const has = (volume: unknown, kind: string): boolean => isRecord(volume) && Object.hasOwn(volume, kind);
const kindOf = (volume: unknown): string => kinds.find(({ value }) => has(volume, value))?.value ?? 'ephemeral';

export function VolumesSection() {
  const form = useDraftForm();
  const volumes = listAt(form.value, ['volumes']);
  const declared = namesOf(volumes);
  const mounted = listAt(form.value, ['containers']).flatMap((item) => namesOf(listAt(item, ['volumeMounts'])));
  const undeclared = [...new Set(mounted)].filter((name) => !declared.includes(name));
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
      {undeclared.map((name) => (
        <Card
          key={name}
          title={`${name || 'A volume without a name'}, which is not declared`}
          removeLabel={`Unmount ${name}`}
          onRemove={() => form.edit(...unmounted(form.value, name))}
        >
          <Mounted volume={name} />
          <div>
            <Button
              icon="plus"
              disabled={form.frozen}
              onClick={() => form.edit({ path: ['volumes', volumes.length], value: { name } })}
            >
              {`Add volume ${name}`}
            </Button>
          </div>
        </Card>
      ))}
      <AddButton
        path={['volumes']}
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
        <SelectField
          id={fieldId([...path, '#kind'])}
          label="Volume Type"
          value={kind}
          options={kinds}
          onChange={setKind}
          disabled={form.frozen}
        />
        <VolumeName index={index} name={name} />
        {has(volume, 'host') && <DraftText path={[...path, 'host']} label="Host Path" required mono keepEmpty />}
        {has(volume, 'secret') && (
          <DraftText
            path={[...path, 'secret']}
            label="Secret Name"
            required
            keepEmpty
            suggestions={secretNames(form.value)}
            help="Name of an entry of the pod’s secrets."
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
      {has(volume, 'persistent') && <DiskFields path={[...path, 'persistent']} form="object" />}
      <Mounted volume={name} />
    </>
  );
}

/** Where each container sees the volume. */
function Mounted({ volume }: { volume: string }) {
  const form = useDraftForm();
  return listAt(form.value, ['containers']).map((_, container) => (
    <Mounts key={container} container={container} volume={volume} />
  ));
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
      <div className={styles['mount']} id={fieldId([...path, '#add', volume])}>
        {mine.length === 0 && <span>{name} does not mount it.</span>}
        <Button
          variant="quiet"
          icon="plus"
          disabled={form.frozen}
          onClick={() =>
            form.edit({ path: [...path, mounts.length], value: { name: volume, mountPath: `/${volume}` } })
          }
        >
          {mine.length === 0 ? `Mount in ${name}` : `Mount in ${name} at one more path`}
        </Button>
      </div>
    </div>
  );
}
