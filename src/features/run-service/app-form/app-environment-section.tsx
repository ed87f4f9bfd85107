/** Environment variables and labels of an app. */
import { Group, SectionTitle, Stack } from '../fields/form-parts';
import { Pairs } from '../fields/pairs';

export function AppEnvironmentSection() {
  return (
    <Stack>
      <SectionTitle title="Environment">What an instance is told when it starts.</SectionTitle>
      <Group title="Environment Variables">
        <Pairs path={['env']} add="Add Environment Variable" stem="NAME" />
      </Group>
      <Group title="Labels" note="For finding and grouping services; instances see them, too.">
        <Pairs path={['labels']} add="Add Label" stem="label" />
      </Group>
    </Stack>
  );
}
