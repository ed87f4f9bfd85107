/** One container: image, command, what it is guaranteed, and the settings most containers leave alone. */
import type { JSONPath } from 'jsonc-parser';
import { Button } from '../../../ui/button';
import { TextAreaField } from '../../../ui/text-area-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, listAt, valueAt } from '../json-value';
import { Artifacts } from '../fields/artifacts';
import { DraftArea, DraftCheckbox, DraftNumber, DraftText } from '../fields/draft-field';
import { MoreSettings, Row, SectionTitle, Stack } from '../fields/form-parts';
import { LimitField } from '../fields/limit-field';

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
      <CommandField path={at('exec', 'command')} />
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

function ContainerSettings({ index }: { index: number }) {
  const form = useDraftForm();
  const at = (...rest: JSONPath): JSONPath => ['containers', index, ...rest];
  return (
    <MoreSettings
      open={listAt(form.value, at('artifacts')).length > 0 || valueAt(form.value, at('resourceLimits')) !== undefined}
    >
      <Row columns="narrow">
        <LimitField path={at('resourceLimits', 'cpus')} label="CPU limit" />
        <LimitField path={at('resourceLimits', 'mem')} label="Memory limit (MiB)" />
        <DraftText path={at('user')} label="Run as user" placeholder="as the pod" />
        <DraftNumber path={at('lifecycle', 'killGracePeriodSeconds')} label="Kill grace period (s)" placeholder="3" />
      </Row>
      <Row>
        <DraftCheckbox
          path={at('image', 'forcePull')}
          label="Force Pull Image On Launch"
          disabled={valueAt(form.value, at('image')) === undefined}
        />
        <DraftCheckbox path={at('tty')} label="Attach a pseudo terminal" />
      </Row>
      <Artifacts path={at('artifacts')} />
    </MoreSettings>
  );
}

/** A shell line, or the arguments where the definition has those; one never turns silently into the other. */
function CommandField({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const argv = valueAt(form.value, [...path, 'argv']);
  if (!Array.isArray(argv))
    return (
      <DraftArea
        path={[...path, 'shell']}
        label="Command"
        owns={[path.slice(0, -1)]}
        placeholder="sleep 1000"
        help="Run by /bin/sh -c. Empty: what the image starts by itself."
      />
    );
  const error = form.errorAt([path.slice(0, -1)]);
  return (
    <>
      <TextAreaField
        id={fieldId([...path, 'argv'])}
        label="Command"
        mono
        rows={Math.min(8, argv.length + 1)}
        value={argv.map(String).join('\n')}
        disabled={form.frozen}
        help="One argument a line, handed over as they are, without a shell."
        onChange={(text) => form.edit({ path: [...path, 'argv'], value: text.split('\n') })}
        onBlur={() => form.touch(path.slice(0, -1))}
        {...(error === undefined ? {} : { error })}
      />
      <Row>
        <DraftCheckbox
          path={[...path.slice(0, -1), 'overrideEntrypoint']}
          label="First argument replaces the image’s entrypoint"
        />
        <div>
          <Button
            variant="quiet"
            disabled={form.frozen}
            onClick={() => form.edit({ path, value: { shell: argv.map(String).join(' ') } })}
          >
            Use a shell command
          </Button>
        </div>
      </Row>
    </>
  );
}
