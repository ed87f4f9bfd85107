/** What the event stream alone tells of a cluster that was empty when the listening began. */
import type { DeploymentAction, DeploymentPlan } from '../protocol/marathon/deployment';
import type { InstanceChangedEvent, MarathonEvent } from '../protocol/marathon/event';
import type { InstanceCondition } from '../protocol/marathon/instance';
import { isTerminal } from '../protocol/mesos/task';

export interface ToldInstance {
  readonly runSpecId: string;
  readonly version: string;
  readonly condition: InstanceCondition;
  readonly healthy: boolean | null;
  /** It has, or had, an agent. */
  readonly isPlaced: boolean;
}

export interface ToldDeployment {
  readonly plan: DeploymentPlan;
  /** Of the step that runs. */
  readonly actions: readonly DeploymentAction[];
}

export interface Replay {
  readonly instances: Map<string, ToldInstance>;
  readonly deployments: Map<string, ToldDeployment>;
  readonly pods: Set<string>;
  readonly apps: Set<string>;
  fold(event: MarathonEvent): void;
}

/** All of its tasks have ended: either Scheduled follows at once, or the instance is gone. */
const ENDED: ReadonlySet<InstanceCondition> = new Set<InstanceCondition>(['Finished', 'Killed']);
/** One of its tasks has ended badly; the instance goes on until the others have ended, too. */
export const ENDING: ReadonlySet<InstanceCondition> = new Set<InstanceCondition>([
  'Error',
  'Failed',
  'Gone',
  'Dropped',
  'Unknown',
]);

/** @param containersOf how many containers a version of a service has, which the stream does not tell */
export const createReplay = (containersOf: (runSpecId: string, version: string) => number): Replay => {
  const instances = new Map<string, ToldInstance>();
  const deployments = new Map<string, ToldDeployment>();
  const [pods, apps, known] = [new Set<string>(), new Set<string>(), new Set<string>()];

  const note = ({ id, steps }: DeploymentPlan): void => {
    if (known.has(id)) return;
    known.add(id);
    for (const { action, pod, app } of steps.flatMap(({ actions }) => actions)) {
      const [services, service] = pod === undefined ? [apps, app ?? ''] : [pods, pod];
      if (action.startsWith('Start')) services.add(service);
      if (action.startsWith('Stop')) services.delete(service);
    }
  };

  /** Ids of tasks that ended, by instance. */
  const endedTasks = new Map<string, Set<string>>();

  /** Nothing of it is left: what ended badly ended as a whole. */
  const settle = (id: string): void => {
    const instance = instances.get(id);
    if (instance === undefined || !ENDING.has(instance.condition)) return;
    const ended = endedTasks.get(id)?.size ?? 0;
    if (ended >= containersOf(instance.runSpecId, instance.version)) instances.delete(id);
  };

  const endTask = (taskId: string): void => {
    const id = taskId.split('.').slice(0, -2).join('.');
    endedTasks.set(id, (endedTasks.get(id) ?? new Set()).add(taskId));
    settle(id);
  };

  const change = (event: InstanceChangedEvent): void => {
    const { instanceId: id, condition, runSpecId, runSpecVersion: version, agentId } = event;
    const healthy = instances.get(id)?.healthy ?? null;
    if (ENDED.has(condition)) instances.delete(id);
    else instances.set(id, { runSpecId, version, condition, healthy, isPlaced: agentId !== undefined });
    // The next launch has other tasks.
    if (condition === 'Scheduled') endedTasks.delete(id);
    settle(id);
  };

  const fold = (event: MarathonEvent): void => {
    switch (event.eventType) {
      case 'instance_changed_event':
        return change(event);
      case 'status_update_event':
        if (isTerminal(event.taskStatus)) endTask(event.taskId);
        return;
      case 'instance_health_changed_event': {
        const instance = instances.get(event.instanceId);
        if (instance !== undefined) instances.set(event.instanceId, { ...instance, healthy: event.healthy });
        return;
      }
      case 'deployment_info':
        note(event.plan);
        deployments.set(event.plan.id, { plan: event.plan, actions: event.currentStep.actions });
        return;
      case 'deployment_success':
      case 'deployment_failed':
        note(event.plan);
        deployments.delete(event.id);
        return;
      default:
    }
  };
  return { instances, deployments, pods, apps, fold };
};
