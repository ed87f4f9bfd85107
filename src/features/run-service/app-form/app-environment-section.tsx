/** Environment variables and labels of an app, and the secrets they may come from. */
import { useDraftForm } from '../draft-form';
import { Group, SectionTitle, Stack } from '../fields/form-parts';
import { Pairs } from '../fields/pairs';
import { Secrets, secretNames } from '../fields/secrets';

export function AppEnvironmentSection() {
  const { value } = useDraftForm();
  return (
    <Stack>
      <SectionTitle title="Environment">What an instance is told when it starts.</SectionTitle>
      <Group title="Environment Variables">
        <Pairs path={['env']} add="Add Environment Variable" stem="NAME" secrets={secretNames(value)} />
      </Group>
      <Group title="Labels" note="For finding and grouping services; instances see them, too.">
        <Pairs path={['labels']} add="Add Label" stem="label" />
      </Group>
      <Secrets />
    </Stack>
  );
}
