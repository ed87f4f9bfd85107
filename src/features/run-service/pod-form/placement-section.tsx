/** Which agents may run an instance: constraints over their host, region, zone and attributes, and whose resources. */
import { DraftList } from '../fields/draft-list';
import { DraftText } from '../fields/draft-field';
import { Constraints } from '../fields/constraints';
import { Group, MoreSettings, SectionTitle, Stack } from '../fields/form-parts';

export function PlacementSection() {
  return (
    <Stack>
      <SectionTitle title="Placement">
        An agent is used only where all constraints hold. Without any, every private agent will do.
      </SectionTitle>
      <Constraints
        path={['scheduling', 'placement', 'constraints']}
        form="object"
        add="Add Placement Constraint"
        start={['hostname', 'UNIQUE']}
        suggestions={['hostname', '@region', '@zone', 'rack']}
      />
      <MoreSettings paths={[['scheduling', 'placement', 'acceptedResourceRoles'], ['role']]}>
        <Group title="Roles" note="Agents set resources aside for roles; public agents for slave_public.">
          <DraftList
            path={['scheduling', 'placement', 'acceptedResourceRoles']}
            label="Accepted Roles"
            placeholder="*"
            help="One a line; * means resources set aside for no role. Empty: *."
          />
          <DraftText path={['role']} label="Role" placeholder="as the group" help="Whose quota the pod uses." />
        </Group>
      </MoreSettings>
    </Stack>
  );
}
