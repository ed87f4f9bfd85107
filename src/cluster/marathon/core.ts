/** What Marathon's parts and its API work with: the whole state, and the services over it. */
import type { Runtime } from '../runtime/runtime';
import type { SchedulerCall } from '../../protocol/mesos/scheduler';
import type { Millis } from '../../protocol/units';
import type { ProbeCall } from '../../protocol/mesos/probe';
import type { DeploymentManager } from './deployment/deployment-manager';
import { newDeploymentsState } from './deployment/deployment-state';
import type { DeploymentsState } from './deployment/deployment-state';
import type { EventBus } from './event/event-bus';
import { newRunSpecStoreState } from './group/run-spec-store';
import type { RunSpecRecord, RunSpecStoreState } from './group/run-spec-store';
import type { Definition } from './group/definition';
import type { Instance } from './instance/instance';
import { newKillState } from './instance/kill-service';
import type { KillService, KillState } from './instance/kill-service';
import { newReconciliationState } from './instance/reconciliation';
import type { ReconciliationState } from './instance/reconciliation';
import type { InstanceTracker } from './instance/tracker';
import { newTrackerState } from './instance/tracker-state';
import type { TrackerState } from './instance/tracker-state';
import type { LaunchQueue, LaunchQueueState } from './launch-queue/launch-queue';
import { newLaunchQueueState } from './launch-queue/launch-queue';
import { newLaunchTokensState } from './launch-queue/launch-tokens';
import type { LaunchTokensState } from './launch-queue/launch-tokens';
import type { FailuresState } from './app/last-failure';
import { newHealthState } from './health/health-state';
import type { HealthState } from './health/health-state';
import type { HistoryState } from './pod/termination-history';
import { DCOS_MARATHON_SETTINGS } from './settings';
import type { MarathonSettings } from './settings';
import type { MarathonTimer } from './timer';

/** Everything Marathon remembers; plain data. */
export interface MarathonState {
  readonly settings: MarathonSettings;
  /** Empty until Mesos accepted the subscription. */
  frameworkId: string;
  /** False after it stepped down, until it is elected again. */
  leading: boolean;
  /** The master's region; null where there are none. */
  localRegion: string | null;
  readonly store: RunSpecStoreState;
  readonly tracker: TrackerState;
  readonly kills: KillState;
  readonly reconciliation: ReconciliationState;
  readonly queue: LaunchQueueState;
  readonly tokens: LaunchTokensState;
  readonly deployments: DeploymentsState;
  readonly history: HistoryState;
  readonly failures: FailuresState;
  readonly health: HealthState;
  /** Timers under way that serve all pods together. */
  readonly watch: { overdue: boolean; unreachable: boolean };
  /** By run spec id: when the SCALE_CHECK under way is due. */
  readonly scaleChecks: Map<string, Millis>;
}

/** @param settings what differs from the settings of DC/OS */
export const newMarathonState = (settings: Partial<MarathonSettings> = {}): MarathonState => ({
  settings: { ...DCOS_MARATHON_SETTINGS, ...settings },
  frameworkId: '',
  leading: true,
  localRegion: null,
  store: newRunSpecStoreState(),
  tracker: newTrackerState(),
  kills: newKillState(),
  reconciliation: newReconciliationState(),
  queue: newLaunchQueueState(),
  tokens: newLaunchTokensState(),
  deployments: newDeploymentsState(),
  history: new Map(),
  failures: new Map(),
  health: newHealthState(),
  watch: { overdue: false, unreachable: false },
  scaleChecks: new Map(),
});

export interface MarathonCore {
  readonly state: MarathonState;
  readonly runtime: Runtime<SchedulerCall | MarathonTimer | ProbeCall>;
  readonly bus: EventBus;
  readonly tracker: InstanceTracker;
  readonly kills: KillService;
  readonly queue: LaunchQueue;
  readonly deployments: DeploymentManager;
}

/** What the API shows: a service of the tree, or one that a deployment is stopping. */
export const shownRecord = ({ store, deployments }: MarathonState, id: string): RunSpecRecord | undefined => {
  const record = store.specs.get(id);
  return record?.removed === true && !deployments.byRunSpec.has(id) ? undefined : record;
};

export const shownRecords = (state: MarathonState): RunSpecRecord[] =>
  [...state.store.specs.keys()].flatMap((id) => shownRecord(state, id) ?? []);

/** The definition an instance was launched with. */
export const definitionOfInstance = (state: MarathonState, instance: Instance): Definition | undefined =>
  state.store.specs.get(instance.runSpecId)?.versions.get(instance.version);
