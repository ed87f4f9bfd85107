/** Environment variables and labels, of the pod and of each container. */
import { useDraftForm } from '../draft-form';
import { containerName, listAt, rowsAt } from '../json-value';
import { Group, MoreSettings, SectionTitle, Stack } from '../fields/form-parts';
import { Pairs } from '../fields/pairs';

export function EnvironmentSection() {
  const form = useDraftForm();
  return (
    <Stack>
      <SectionTitle title="Environment">What the containers are told when they start.</SectionTitle>
      <Group title="Environment Variables" note="All containers of the pod see these.">
        <Pairs path={['environment']} add="Add Environment Variable" stem="NAME" />
      </Group>
      <Group title="Labels" note="For finding and grouping services; containers see them, too.">
        <Pairs path={['labels']} add="Add Label" stem="label" />
      </Group>
      {listAt(form.value, ['containers']).map((container, index) => (
        <MoreSettings
          key={index}
          title={`Only for ${containerName(form.value, index)}`}
          open={rowsAt(container, ['environment']).length + rowsAt(container, ['labels']).length > 0}
        >
          <Group title={`Environment Variables of ${containerName(form.value, index)}`}>
            <Pairs path={['containers', index, 'environment']} add="Add Environment Variable" stem="NAME" />
          </Group>
          <Group title={`Labels of ${containerName(form.value, index)}`}>
            <Pairs path={['containers', index, 'labels']} add="Add Label" stem="label" />
          </Group>
        </MoreSettings>
      ))}
    </Stack>
  );
}
