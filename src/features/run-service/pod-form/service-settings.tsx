/** The settings of a pod that most leave alone: scheduling, the executor, its user, Linux. */
import { DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { Group, MoreSettings, Row } from '../fields/form-parts';
import { LinuxFields } from '../fields/linux-fields';
import { BackoffFields, UpgradeFields } from '../fields/scheduling-fields';
import { UnreachableStrategy } from '../fields/unreachable-strategy';

const shutdownOrders = [
  { value: '', label: 'All at once (default)' },
  { value: 'parallel', label: 'All at once' },
  { value: 'reverse', label: 'Against the start order' },
];

const paths = [
  ...['backoff', 'upgrade', 'killSelection', 'unreachableStrategy', 'shutdownOrder'].map((name) => [
    'scheduling',
    name,
  ]),
  ...['executorResources', 'user', 'linuxInfo', 'legacySharedCgroups'].map((name) => [name]),
];

export function ServiceSettings() {
  return (
    <MoreSettings paths={paths}>
      <BackoffFields
        first={['scheduling', 'backoff', 'backoff']}
        factor={['scheduling', 'backoff', 'backoffFactor']}
        longest={['scheduling', 'backoff', 'maxLaunchDelay']}
      />
      <UpgradeFields upgrade={['scheduling', 'upgrade']} killSelection={['scheduling', 'killSelection']} />
      <UnreachableStrategy path={['scheduling', 'unreachableStrategy']} />
      <Row columns="narrow">
        <DraftSelect path={['scheduling', 'shutdownOrder']} label="Containers stop" options={shutdownOrders} />
        <DraftText path={['user']} label="Run as user" placeholder="root" />
      </Row>
      <Group title="Executor" note="What starts and watches the containers takes a share once per instance.">
        <Row columns="narrow">
          <DraftNumber path={['executorResources', 'cpus']} label="Executor CPUs" placeholder="0.1" step={0.1} />
          <DraftNumber path={['executorResources', 'mem']} label="Executor memory (MiB)" placeholder="32" />
          <DraftNumber path={['executorResources', 'disk']} label="Executor disk (MiB)" placeholder="10" />
        </Row>
        <DraftCheckbox
          path={['legacySharedCgroups']}
          label="All containers share the executor’s limits"
          help="As before Marathon 1.9; forbids limits of containers."
        />
      </Group>
      <LinuxFields path={['linuxInfo']} note="Settings of the kernel for the whole instance." />
    </MoreSettings>
  );
}
