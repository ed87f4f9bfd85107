/** The app as a whole: its id, how many instances, what they run, what they take, and how they are scheduled. */
import { Button } from '../../../ui/button';
import { TextAreaField } from '../../../ui/text-area-field';
import { fieldId, useDraftForm } from '../draft-form';
import { Artifacts } from '../fields/artifacts';
import { DraftArea, DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { MoreSettings, Note, Row, SectionTitle, Stack } from '../fields/form-parts';
import { killSelections } from '../fields/kill-selections';
import { LimitField } from '../fields/limit-field';
import { ServiceIdField } from '../fields/service-id-field';
import { listAt, valueAt } from '../json-value';
import { engineFor } from './engine';

export function AppServiceSection() {
  const form = useDraftForm();
  return (
    <Stack>
      <SectionTitle title="Service">An app runs one container. Every instance is a copy of it.</SectionTitle>
      <Row columns="wide-first">
        <ServiceIdField />
        <DraftNumber path={['instances']} label="Instances" placeholder="1" />
      </Row>
      <DraftText
        path={['container', 'docker', 'image']}
        label="Container Image"
        mono
        placeholder="nginx:1.25"
        owns={[['container', 'docker']]}
        also={(image) =>
          image === undefined ? [{ path: ['container', 'docker'], value: undefined }] : engineFor(form.value)
        }
        help="Empty: the file system of the agent; then a command is needed."
      />
      <CommandField />
      <Row columns="narrow">
        <DraftNumber path={['cpus']} label="CPUs" required placeholder="1" step={0.1} />
        <DraftNumber path={['mem']} label="Memory (MiB)" required placeholder="128" step={32} />
        <DraftNumber path={['disk']} label="Disk (MiB)" placeholder="0" />
        <DraftNumber path={['gpus']} label="GPUs" placeholder="0" />
      </Row>
      <ContainerSettings />
      <SchedulingSettings />
      <Note>Readiness checks, dependencies and the Docker engine’s own options are in the JSON.</Note>
    </Stack>
  );
}

/** A shell line, or the arguments where the definition has those; one never turns silently into the other. */
function CommandField() {
  const form = useDraftForm();
  const args = listAt(form.value, ['args']);
  if (args.length === 0)
    return (
      <DraftArea
        path={['cmd']}
        label="Command"
        covers={[[]]}
        placeholder="sleep 1000"
        help="Run by /bin/sh -c. Empty: what the image starts by itself."
      />
    );
  const error = form.errorAt([['args']], [[]]);
  return (
    <>
      <TextAreaField
        id={fieldId(['args'])}
        label="Command"
        mono
        rows={Math.min(8, args.length + 1)}
        value={args.map(String).join('\n')}
        disabled={form.frozen}
        help="One argument a line, handed over as they are, without a shell."
        onChange={(text) => form.edit({ path: ['args'], value: text.split('\n') })}
        onBlur={() => form.touch(['args'])}
        {...(error === undefined ? {} : { error })}
      />
      <div>
        <Button
          variant="quiet"
          disabled={form.frozen}
          onClick={() =>
            form.edit({ path: ['cmd'], value: args.map(String).join(' ') }, { path: ['args'], value: undefined })
          }
        >
          Use a shell command
        </Button>
      </div>
    </>
  );
}

function ContainerSettings() {
  const form = useDraftForm();
  const { value } = form;
  return (
    <MoreSettings open={listAt(value, ['fetch']).length > 0 || valueAt(value, ['resourceLimits']) !== undefined}>
      <Row columns="narrow">
        <LimitField path={['resourceLimits', 'cpus']} label="CPU limit" />
        <LimitField path={['resourceLimits', 'mem']} label="Memory limit (MiB)" />
        <DraftText path={['user']} label="Run as user" placeholder="root" />
        <DraftNumber path={['taskKillGracePeriodSeconds']} label="Kill grace period (s)" placeholder="3" />
      </Row>
      <Row>
        <DraftCheckbox
          path={['container', 'docker', 'forcePullImage']}
          label="Force Pull Image On Launch"
          disabled={valueAt(value, ['container', 'docker']) === undefined}
        />
        <DraftCheckbox path={['tty']} label="Attach a pseudo terminal" />
      </Row>
      <Artifacts path={['fetch']} />
    </MoreSettings>
  );
}

function SchedulingSettings() {
  return (
    <MoreSettings title="Back-off, updates, scaling down">
      <Row columns="narrow">
        <DraftNumber path={['backoffSeconds']} label="Back-off (s)" placeholder="1" />
        <DraftNumber path={['backoffFactor']} label="Back-off factor" placeholder="1.15" step={0.05} />
        <DraftNumber path={['maxLaunchDelaySeconds']} label="Maximal delay (s)" placeholder="300" />
      </Row>
      <Note>
        An instance that ended is launched again after the back-off; each further failure multiplies it by the factor.
      </Note>
      <Row columns="narrow">
        <DraftNumber
          path={['upgradeStrategy', 'minimumHealthCapacity']}
          label="Minimum healthy"
          placeholder="1"
          step={0.1}
          help="Share that stays up during an update, 0 to 1."
        />
        <DraftNumber
          path={['upgradeStrategy', 'maximumOverCapacity']}
          label="Maximum surplus"
          placeholder="1"
          step={0.1}
          help="Share that may run besides, 0 to 1."
        />
        <DraftSelect path={['killSelection']} label="Stops when scaling down" options={killSelections} />
      </Row>
    </MoreSettings>
  );
}
