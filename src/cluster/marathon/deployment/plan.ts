/** From the tree before and after to the steps of a deployment (Marathon `core/deployment/DeploymentPlan`). */
import type { DeploymentStep } from '../../../protocol/marathon/deployment';
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { PodChange } from '../group/pod-store';

/** One pod of the tree that differs. `after` undefined: it is removed. */
export interface PlannedChange {
  readonly id: string;
  readonly change: PodChange | 'removed';
  readonly after?: PodDefinition;
}

const step = (
  action: DeploymentStep['actions'][number]['action'],
  changes: readonly PlannedChange[],
): DeploymentStep => ({
  actions: changes.map(({ id }) => ({ action, pod: id })),
});

/** Scaling to 0 needs no restart, whatever else changed. */
const isRestart = ({ change, after }: PlannedChange): boolean =>
  change === 'upgraded' && after?.scaling.instances !== 0;

/** Stop what is gone, start what is new, then bring every changed pod to its number; empty steps are left out. */
export const planSteps = (changes: readonly PlannedChange[]): readonly DeploymentStep[] => {
  const restarts = changes.filter(isRestart);
  const scales = changes.filter((each) => !isRestart(each) && each.change !== 'removed' && each.change !== 'unchanged');
  const steps = [
    step(
      'StopPod',
      changes.filter(({ change }) => change === 'removed'),
    ),
    step(
      'StartPod',
      changes.filter(({ change }) => change === 'created'),
    ),
    { actions: [...step('ScalePod', scales).actions, ...step('RestartPod', restarts).actions] },
  ];
  return steps.filter(({ actions }) => actions.length > 0);
};
