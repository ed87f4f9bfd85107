/** From the tree before and after to the steps of a deployment (Marathon `core/deployment/DeploymentPlan`). */
import type { DeploymentAction, DeploymentStep } from '../../../protocol/marathon/deployment';
import { instancesOf } from '../group/definition';
import type { Definition, Spec, SpecChange } from '../group/definition';

/** One service of the tree that differs. `after` undefined: it is removed. */
export interface PlannedChange {
  readonly id: string;
  readonly kind: 'app' | 'pod';
  readonly change: SpecChange | 'removed';
  readonly after?: Spec | Definition;
  /** 1: it needs nothing of the others; each further level waits for those before it. */
  readonly level: number;
}

type Verb = 'Start' | 'Stop' | 'Scale' | 'Restart';

const action = (verb: Verb, { id, kind }: PlannedChange): DeploymentAction =>
  kind === 'app' ? { action: `${verb}Application`, app: id } : { action: `${verb}Pod`, pod: id };

const step = (verb: Verb, changes: readonly PlannedChange[]): DeploymentStep => ({
  actions: changes.map((change) => action(verb, change)),
});

/** Scaling to 0 needs no restart, whatever else changed. */
const isRestart = ({ change, after }: PlannedChange): boolean =>
  change === 'upgraded' && after !== undefined && instancesOf(after) !== 0;

/** Brings the changed services of one level to their number. */
const levelStep = (changes: readonly PlannedChange[]): DeploymentStep => ({
  actions: [
    ...step(
      'Scale',
      changes.filter((change) => !isRestart(change)),
    ).actions,
    ...step('Restart', changes.filter(isRestart)).actions,
  ],
});

/** Stop what is gone, start what is new, then bring every changed service to its number, level by level; empty steps are left out. */
export const planSteps = (changes: readonly PlannedChange[]): readonly DeploymentStep[] => {
  const moving = changes.filter(({ change }) => change !== 'removed' && change !== 'unchanged');
  const byLevel = new Map<number, PlannedChange[]>();
  for (const change of moving) {
    const ofLevel = byLevel.get(change.level);
    if (ofLevel === undefined) byLevel.set(change.level, [change]);
    else ofLevel.push(change);
  }
  const levels = [...byLevel].toSorted(([a], [b]) => a - b);
  const steps = [
    step(
      'Stop',
      changes.filter(({ change }) => change === 'removed'),
    ),
    step(
      'Start',
      changes.filter(({ change }) => change === 'created'),
    ),
    ...levels.map(([, ofLevel]) => levelStep(ofLevel)),
  ];
  return steps.filter(({ actions }) => actions.length > 0);
};
