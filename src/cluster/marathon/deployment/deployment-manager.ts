/**
 * Runs deployments step by step: locks the services of a plan, starts its actions, moves on when all of a step are done, makes
 * way for a forced successor (Marathon `core/deployment/impl/DeploymentManagerActor`, `DeploymentActor`).
 */
import type { DeploymentAction } from '../../../protocol/marathon/deployment';
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { Runtime } from '../../runtime/runtime';
import type { EventBus } from '../event/event-bus';
import type { InstanceChange } from '../instance/tracker';
import type { MarathonTimer } from '../timer';
import type { ActionContext } from './action-context';
import { beginAction, isActionDone, onActionChange, runSpecIdOf } from './actions';
import { affectedBy, currentActions, planOf } from './deployment-state';
import type { ActionProgress, DeploymentRecord, DeploymentsState } from './deployment-state';

export interface DeploymentManager {
  /** Ids of running deployments that share a service with `ids`. */
  conflicts(ids: readonly string[]): string[];
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
  /** The definition in force, in the form of a pod. */
  readonly podOf: (id: string) => PodDefinition | undefined;
  /** A deployment begins to work on a service. */
  readonly onBegin: (runSpecId: string) => void;
  /** A service was stopped for good. */
  readonly onStopped: (runSpecId: string) => void;
  /** A service is left to itself again. */
  readonly onFree: (runSpecId: string) => void;
}

const unlock = ({ state }: ManagerContext, record: DeploymentRecord): void => {
  state.deployments.delete(record.id);
  for (const id of affectedBy(record)) if (state.byRunSpec.get(id) === record.id) state.byRunSpec.delete(id);
};

const free = ({ state, onFree }: ManagerContext, record: DeploymentRecord): void => {
  for (const id of affectedBy(record)) if (!state.byRunSpec.has(id)) onFree(id);
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

/** The first action of a plan on a service brings its version; only what is new is started before it is scaled. */
const isFirst = ({ before }: DeploymentRecord, action: DeploymentAction): boolean =>
  !action.action.startsWith('Scale') || before.get(runSpecIdOf(action)) !== null;

const onDone = (context: ManagerContext, { kind, runSpecId }: ActionProgress): void => {
  if (kind !== 'stop') return;
  context.onStopped(runSpecId);
  context.bus.publish({ eventType: 'app_terminated_event', appId: runSpecId });
};

/** Takes out the actions that are done. */
const settle = (context: ManagerContext, { running }: DeploymentRecord): void => {
  for (let at = 0; at < running.length;) {
    const progress = running[at];
    if (progress === undefined || !isActionDone(context, progress, context.podOf(progress.runSpecId))) at++;
    else {
      running.splice(at, 1);
      onDone(context, progress);
    }
  }
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
      if (isFirst(record, action)) context.onBegin(runSpecIdOf(action));
      const progress = beginAction(context, action, context.podOf(runSpecIdOf(action)));
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
  const conflicts = (ids: readonly string[]): string[] => [
    ...new Set(ids.flatMap((id) => state.byRunSpec.get(id) ?? [])),
  ];
  return {
    conflicts,
    cancel: (id) => cancelOne(context, id),
    start(record) {
      const predecessors = conflicts(affectedBy(record));
      state.deployments.set(record.id, record);
      for (const id of affectedBy(record)) state.byRunSpec.set(id, record.id);
      for (const id of predecessors) cancelOne(context, id);
      runtime.send({ to: 'marathon', kind: 'DEPLOYMENT_START', deploymentId: record.id });
    },
    onStart(id) {
      const record = state.deployments.get(id);
      if (record !== undefined && record.current === -1) advance(context, record);
    },
    onChange(change) {
      const record = state.deployments.get(state.byRunSpec.get(change.after.runSpecId) ?? '');
      if (record === undefined || record.current === -1) return;
      for (const progress of record.running) {
        if (progress.runSpecId === change.after.runSpecId)
          onActionChange(context, progress, context.podOf(progress.runSpecId), change);
      }
      advance(context, record);
    },
  };
};
