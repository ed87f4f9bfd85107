/** What Marathon's parts and its API work with: the whole state, and the services over it. */
import type { Runtime } from '../runtime/runtime';
import type { PodDefinition } from '../../protocol/marathon/pod';
import type { SchedulerCall } from '../../protocol/mesos/scheduler';
import type { Millis } from '../../protocol/units';
import type { DeploymentManager } from './deployment/deployment-manager';
import { newDeploymentsState } from './deployment/deployment-state';
import type { DeploymentsState } from './deployment/deployment-state';
import type { EventBus } from './event/event-bus';
import { newPodStoreState } from './group/pod-store';
import type { PodRecord, PodStoreState } from './group/pod-store';
import type { Instance } from './instance/instance';
import { newKillState } from './instance/kill-service';
import type { KillService, KillState } from './instance/kill-service';
import type { InstanceTracker } from './instance/tracker';
import { newTrackerState } from './instance/tracker-state';
import type { TrackerState } from './instance/tracker-state';
import type { LaunchQueue, LaunchQueueState } from './launch-queue/launch-queue';
import { newLaunchQueueState } from './launch-queue/launch-queue';
import type { HistoryState } from './pod/termination-history';
import type { MarathonTimer } from './timer';

/** Everything Marathon remembers; plain data. */
export interface MarathonState {
  /** Empty until Mesos accepted the subscription. */
  frameworkId: string;
  /** The master's region; null where there are none. */
  localRegion: string | null;
  readonly store: PodStoreState;
  readonly tracker: TrackerState;
  readonly kills: KillState;
  readonly queue: LaunchQueueState;
  readonly deployments: DeploymentsState;
  readonly history: HistoryState;
  /** Timers under way that serve all pods together. */
  readonly watch: { overdue: boolean; unreachable: boolean };
  /** By pod id: when the SCALE_CHECK under way is due. */
  readonly scaleChecks: Map<string, Millis>;
}

export const newMarathonState = (): MarathonState => ({
  frameworkId: '',
  localRegion: null,
  store: newPodStoreState(),
  tracker: newTrackerState(),
  kills: newKillState(),
  queue: newLaunchQueueState(),
  deployments: newDeploymentsState(),
  history: new Map(),
  watch: { overdue: false, unreachable: false },
  scaleChecks: new Map(),
});

export interface MarathonCore {
  readonly state: MarathonState;
  readonly runtime: Runtime<SchedulerCall | MarathonTimer>;
  readonly bus: EventBus;
  readonly tracker: InstanceTracker;
  readonly kills: KillService;
  readonly queue: LaunchQueue;
  readonly deployments: DeploymentManager;
}

/** What the API shows: a pod of the tree, or one that a deployment is stopping. */
export const shownPod = ({ store, deployments }: MarathonState, id: string): PodRecord | undefined => {
  const record = store.pods.get(id);
  return record?.removed === true && !deployments.byPod.has(id) ? undefined : record;
};

export const shownPods = (state: MarathonState): PodRecord[] =>
  [...state.store.pods.keys()].flatMap((id) => shownPod(state, id) ?? []);

/** The definition an instance was launched with. */
export const definitionOfInstance = (state: MarathonState, instance: Instance): PodDefinition | undefined =>
  state.store.pods.get(instance.podId)?.versions.get(instance.version);
