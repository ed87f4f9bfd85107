/** When instances of an app are started, replaced and stopped. */
import { useDraftForm } from '../draft-form';
import { DraftNumber, DraftSelect } from '../fields/draft-field';
import { DraftList } from '../fields/draft-list';
import { Group, MoreSettings, Row } from '../fields/form-parts';
import { BackoffFields, UpgradeFields } from '../fields/scheduling-fields';
import { UnreachableStrategy } from '../fields/unreachable-strategy';
import { valueAt } from '../json-value';

const lost = [
  { value: '', label: 'Waits (default)' },
  { value: 'WAIT_FOREVER', label: 'Waits' },
  { value: 'RELAUNCH_AFTER_TIMEOUT', label: 'Launched anew' },
];

const members = ['backoffSeconds', 'backoffFactor', 'maxLaunchDelaySeconds', 'upgradeStrategy', 'killSelection'];
const paths = [...members, 'unreachableStrategy', 'dependencies', 'residency'].map((name) => [name]);

export function AppSchedulingSettings() {
  const { value } = useDraftForm();
  return (
    <MoreSettings title="Back-off, updates, scaling down" paths={paths}>
      <BackoffFields first={['backoffSeconds']} factor={['backoffFactor']} longest={['maxLaunchDelaySeconds']} />
      <UpgradeFields upgrade={['upgradeStrategy']} killSelection={['killSelection']} />
      <UnreachableStrategy path={['unreachableStrategy']} />
      <DraftList
        path={['dependencies']}
        label="Depends on"
        placeholder="/shop/database"
        help="Apps and groups, one a line, that are started before this app and stopped after it."
      />
      {valueAt(value, ['residency']) !== undefined && (
        <Group title="Residency" note="Old; Marathon reads it and makes nothing of it.">
          <Row columns="narrow">
            <DraftNumber
              path={['residency', 'relaunchEscalationTimeoutSeconds']}
              label="Relaunch timeout (s)"
              placeholder="3600"
              covers={[['residency']]}
            />
            <DraftSelect path={['residency', 'taskLostBehavior']} label="A lost instance" options={lost} />
          </Row>
        </Group>
      )}
    </MoreSettings>
  );
}
