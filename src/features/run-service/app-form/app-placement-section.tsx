/** Which agents may run an instance of an app. Its constraints are lists of texts: field, operator, value. */
import { Constraints } from '../fields/constraints';
import { DraftText } from '../fields/draft-field';
import { DraftList } from '../fields/draft-list';
import { Group, MoreSettings, SectionTitle, Stack } from '../fields/form-parts';

export function AppPlacementSection() {
  return (
    <Stack>
      <SectionTitle title="Placement">
        An agent is used only where all constraints hold. Without any, every private agent will do.
      </SectionTitle>
      <Constraints
        path={['constraints']}
        form="list"
        add="Add Placement Constraint"
        start={['hostname', 'UNIQUE']}
        suggestions={['hostname', '@region', '@zone', 'rack']}
      />
      <MoreSettings paths={[['acceptedResourceRoles'], ['role']]}>
        <Group title="Roles" note="Agents set resources aside for roles; public agents for slave_public.">
          <DraftList
            path={['acceptedResourceRoles']}
            label="Accepted Roles"
            placeholder="*"
            help="One a line; * means resources set aside for no role. Empty: *."
          />
          <DraftText path={['role']} label="Role" placeholder="as the group" help="Whose quota the app uses." />
        </Group>
      </MoreSettings>
    </Stack>
  );
}
