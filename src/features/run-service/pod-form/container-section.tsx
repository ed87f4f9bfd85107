/** One container: image, command, what it is guaranteed, and the settings most containers leave alone. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { containerName, valueAt } from '../json-value';
import { CommandField } from '../fields/command-field';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { Row, SectionTitle, Stack } from '../fields/form-parts';
import { ContainerSettings } from './container-settings';

export function ContainerSection({ index }: { index: number }) {
  const form = useDraftForm();
  const at = (...rest: JSONPath): JSONPath => ['containers', index, ...rest];
  const hasKind = valueAt(form.value, at('image', 'kind')) !== undefined;
  const image = (value: unknown) => {
    if (value === undefined) return [{ path: at('image'), value: undefined }];
    return hasKind ? [] : [{ path: at('image', 'kind'), value: 'DOCKER' }];
  };
  return (
    <Stack>
      <SectionTitle title={containerName(form.value, index)}>
        All containers of an instance share its network and volumes; CPUs and memory are each container’s own.
      </SectionTitle>
      <Row>
        <DraftText path={at('name')} label="Container Name" required />
        <DraftText
          path={at('image', 'id')}
          label="Container Image"
          mono
          placeholder="nginx:1.25"
          owns={[at('image')]}
          also={image}
          help="Empty: the file system of the agent."
        />
      </Row>
      <CommandField
        shell={at('exec', 'command', 'shell')}
        argv={at('exec', 'command', 'argv')}
        owns={[at('exec')]}
        placeholder="sleep 1000"
        help="Run by /bin/sh -c. Empty: what the image starts by itself."
      />
      <Row columns="narrow">
        <DraftNumber
          path={at('resources', 'cpus')}
          label="CPUs"
          required
          placeholder="1"
          step={0.1}
          covers={[at('resources')]}
        />
        <DraftNumber path={at('resources', 'mem')} label="Memory (MiB)" required placeholder="128" step={32} />
        <DraftNumber path={at('resources', 'disk')} label="Disk (MiB)" placeholder="0" />
        <DraftNumber path={at('resources', 'gpus')} label="GPUs" placeholder="0" />
      </Row>
      <ContainerSettings index={index} />
    </Stack>
  );
}
