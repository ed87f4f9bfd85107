/** The actions of a deployment's step as one: how each begins, how a change of an instance brings it on, when it is done. */
import type { DeploymentAction } from '../../../protocol/marathon/deployment';
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { InstanceChange } from '../instance/tracker';
import type { ActionContext } from './action-context';
import type { ActionProgress } from './deployment-state';
import { beginRestart, isRestartDone, onRestartChange } from './restart-action';
import { beginScale, beginStop, isScaleDone, onScaleChange } from './scale-action';

/** The service an action works on. */
export const runSpecIdOf = ({ app, pod }: DeploymentAction): string => app ?? pod ?? '';

/** @param pod the definition in force, in the form of a pod; undefined: removed. Undefined when there is nothing to do. */
export const beginAction = (
  context: ActionContext,
  action: DeploymentAction,
  pod: PodDefinition | undefined,
): ActionProgress | undefined => {
  switch (action.action) {
    case 'StopPod':
    case 'StopApplication':
      return beginStop(context, runSpecIdOf(action));
    case 'RestartPod':
    case 'RestartApplication':
      return pod === undefined ? undefined : beginRestart(context, pod);
    case 'ScalePod':
    case 'ScaleApplication':
      return pod === undefined ? undefined : beginScale(context, pod);
    case 'StartPod':
    case 'StartApplication':
    case 'ResolveArtifacts':
      return undefined;
    default:
      return action.action satisfies never;
  }
};

/** Folds one change of an instance of the action's pod in. */
export const onActionChange = (
  context: ActionContext,
  progress: ActionProgress,
  pod: PodDefinition | undefined,
  change: InstanceChange,
): void => {
  switch (progress.kind) {
    case 'stop':
      if (change.expunged) progress.victims.delete(change.after.id);
      return;
    case 'scale':
      return onScaleChange(context, progress, change);
    case 'restart':
      if (pod !== undefined) onRestartChange(context, progress, pod, change);
  }
};

/** Whether the action reached its end. */
export const isActionDone = (
  context: ActionContext,
  progress: ActionProgress,
  pod: PodDefinition | undefined,
): boolean => {
  switch (progress.kind) {
    case 'stop':
      return progress.victims.size === 0;
    case 'restart':
      return isRestartDone(progress, pod);
    case 'scale':
      return isScaleDone(context, progress, pod);
  }
};
