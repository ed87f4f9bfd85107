/** Environment variables and labels, of the pod and of each container, and the secrets they may come from. */
import { useDraftForm } from '../draft-form';
import { containerName, listAt } from '../json-value';
import { Group, MoreSettings, SectionTitle, Stack } from '../fields/form-parts';
import { Pairs } from '../fields/pairs';
import { Secrets, secretNames } from '../fields/secrets';

export function EnvironmentSection() {
  const form = useDraftForm();
  const secrets = secretNames(form.value);
  return (
    <Stack>
      <SectionTitle title="Environment">What the containers are told when they start.</SectionTitle>
      <Group title="Environment Variables" note="All containers of the pod see these.">
        <Pairs path={['environment']} add="Add Environment Variable" stem="NAME" secrets={secrets} />
      </Group>
      <Group title="Labels" note="For finding and grouping services; containers see them, too.">
        <Pairs path={['labels']} add="Add Label" stem="label" />
      </Group>
      {listAt(form.value, ['containers']).map((_, index) => (
        <MoreSettings
          key={index}
          title={`Only for ${containerName(form.value, index)}`}
          paths={[
            ['containers', index, 'environment'],
            ['containers', index, 'labels'],
          ]}
        >
          <Group title={`Environment Variables of ${containerName(form.value, index)}`}>
            <Pairs
              path={['containers', index, 'environment']}
              add="Add Environment Variable"
              stem="NAME"
              secrets={secrets}
            />
          </Group>
          <Group title={`Labels of ${containerName(form.value, index)}`}>
            <Pairs path={['containers', index, 'labels']} add="Add Label" stem="label" />
          </Group>
        </MoreSettings>
      ))}
      <Secrets />
    </Stack>
  );
}
