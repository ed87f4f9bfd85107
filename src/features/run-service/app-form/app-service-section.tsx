/** The app as a whole: its id, how many instances, what they run and what they take. */
import { useDraftForm } from '../draft-form';
import { CommandField } from '../fields/command-field';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { Row, SectionTitle, Stack } from '../fields/form-parts';
import { ServiceIdField } from '../fields/service-id-field';
import { AppContainerSettings } from './app-container-settings';
import { AppSchedulingSettings } from './app-scheduling-settings';
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
      <CommandField
        shell={['cmd']}
        argv={['args']}
        covers={[[]]}
        placeholder="sleep 1000"
        help="Run by /bin/sh -c. Empty: what the image starts by itself."
      />
      <Row columns="narrow">
        <DraftNumber path={['cpus']} label="CPUs" required placeholder="1" step={0.1} />
        <DraftNumber path={['mem']} label="Memory (MiB)" required placeholder="128" step={32} />
        <DraftNumber path={['disk']} label="Disk (MiB)" placeholder="0" />
        <DraftNumber path={['gpus']} label="GPUs" placeholder="0" />
      </Row>
      <AppContainerSettings />
      <AppSchedulingSettings />
    </Stack>
  );
}
