/**
 * Runs deployments step by step: locks the pods of a plan, starts its actions, moves on when all of a step are done, makes
 * way for a forced successor (Marathon `core/deployment/impl/DeploymentManagerActor`, `DeploymentActor`).
 */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { Runtime } from '../../runtime/runtime';
import type { EventBus } from '../event/event-bus';
import type { InstanceChange } from '../instance/tracker';
import type { MarathonTimer } from '../timer';
import type { ActionContext } from './action-context';
import { beginAction, isActionDone, onActionChange } from './actions';
import { currentActions, planOf } from './deployment-state';
import type { DeploymentRecord, DeploymentsState } from './deployment-state';

export interface DeploymentManager {
  /** Ids of running deployments that share a pod with `pods`. */
  conflicts(pods: readonly string[]): string[];
  /** Begins a deployment; those it conflicts with are cancelled. */
  start(record: DeploymentRecord): void;
  /** Ends a deployment where it stands. False: there is none. */
  cancel(id: string): boolean;
  onStart(id: string): void;
  onChange(change: InstanceChange): void;
}

export interface ManagerContext extends ActionContext {
  readonly state: DeploymentsState;
  readonly bus: EventBus;
  readonly runtime: Runtime<MarathonTimer>;
  /** The definition in force. */
  readonly podOf: (id: string) => PodDefinition | undefined;
  /** A pod was stopped for good. */
  readonly onStopped: (podId: string) => void;
  /** A pod is left to itself again. */
  readonly onFree: (podId: string) => void;
}

const unlock = ({ state }: ManagerContext, record: DeploymentRecord): void => {
  state.deployments.delete(record.id);
  for (const pod of record.affectedPods) if (state.byPod.get(pod) === record.id) state.byPod.delete(pod);
};

const free = ({ state, onFree }: ManagerContext, record: DeploymentRecord): void => {
  for (const pod of record.affectedPods) if (!state.byPod.has(pod)) onFree(pod);
};

const finish = (context: ManagerContext, record: DeploymentRecord): void => {
  unlock(context, record);
  context.bus.publish({ eventType: 'deployment_success', id: record.id, plan: planOf(record) });
  free(context, record);
};

const tellStep = (
  { bus }: ManagerContext,
  record: DeploymentRecord,
  eventType: 'deployment_info' | 'deployment_step_success',
): void => bus.publish({ eventType, plan: planOf(record), currentStep: { actions: currentActions(record) } });

/** Takes out the actions that are done. */
const settle = (context: ManagerContext, record: DeploymentRecord): void => {
  record.running = record.running.filter((progress) => {
    if (!isActionDone(context, progress, context.podOf(progress.pod))) return true;
    if (progress.kind === 'stop') {
      context.onStopped(progress.pod);
      context.bus.publish({ eventType: 'app_terminated_event', appId: progress.pod });
    }
    return false;
  });
};

/** Steps on as long as the running step has nothing left to do. */
const advance = (context: ManagerContext, record: DeploymentRecord): void => {
  settle(context, record);
  while (record.running.length === 0) {
    if (record.current >= 0) tellStep(context, record, 'deployment_step_success');
    record.current++;
    if (record.current >= record.steps.length) return finish(context, record);
    tellStep(context, record, 'deployment_info');
    for (const action of currentActions(record)) {
      const progress = beginAction(context, action, context.podOf(action.pod ?? ''));
      if (progress !== undefined) record.running.push(progress);
    }
    settle(context, record);
  }
};

const cancelOne = (context: ManagerContext, id: string): boolean => {
  const record = context.state.deployments.get(id);
  if (record === undefined) return false;
  unlock(context, record);
  const reason = 'The deployment was cancelled.';
  context.bus.publish({ eventType: 'deployment_failed', id, plan: planOf(record), reason });
  free(context, record);
  return true;
};

export const createDeploymentManager = (context: ManagerContext): DeploymentManager => {
  const { state, runtime } = context;
  const conflicts = (pods: readonly string[]): string[] => [
    ...new Set(pods.flatMap((pod) => state.byPod.get(pod) ?? [])),
  ];
  return {
    conflicts,
    cancel: (id) => cancelOne(context, id),
    start(record) {
      const predecessors = conflicts(record.affectedPods);
      state.deployments.set(record.id, record);
      for (const pod of record.affectedPods) state.byPod.set(pod, record.id);
      for (const id of predecessors) cancelOne(context, id);
      runtime.send({ to: 'marathon', kind: 'DEPLOYMENT_START', deploymentId: record.id });
    },
    onStart(id) {
      const record = state.deployments.get(id);
      if (record !== undefined && record.current === -1) advance(context, record);
    },
    onChange(change) {
      const record = state.deployments.get(state.byPod.get(change.after.podId) ?? '');
      if (record === undefined || record.current === -1) return;
      for (const progress of record.running) {
        if (progress.pod === change.after.podId) onActionChange(context, progress, context.podOf(progress.pod), change);
      }
      advance(context, record);
    },
  };
};
