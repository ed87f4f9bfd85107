/** Marathon's parts over one state, and how they reach each other. */
import type { ProbeAnswer, ProbeCall, ProbesStale } from '../../protocol/mesos/probe';
import type { SchedulerCall, SchedulerEvent } from '../../protocol/mesos/scheduler';
import type { Runtime } from '../runtime/runtime';
import { podFormOf } from './app/pod-form';
import type { KnownSpec } from './app/pod-form';
import { definitionOfInstance } from './core';
import type { MarathonCore, MarathonState } from './core';
import { createDeploymentManager } from './deployment/deployment-manager';
import type { DeploymentManager } from './deployment/deployment-manager';
import { createEventBus } from './event/event-bus';
import type { EventBus } from './event/event-bus';
import { isChecked } from './group/definition';
import { forgetSpec, liveRecord } from './group/run-spec-store';
import { checksAdded, checksRemoved } from './health/check-events';
import { createHealthManager } from './health/health-manager';
import type { KillService } from './instance/kill-service';
import { createKillService } from './instance/kill-service';
import { createReconciliation } from './instance/reconciliation';
import { createStatusUpdates } from './instance/status-updates';
import { createTracker } from './instance/tracker';
import type { InstanceChange, InstanceTracker } from './instance/tracker';
import { createLaunchQueue } from './launch-queue/launch-queue';
import type { LaunchQueue } from './launch-queue/launch-queue';
import type { Choice } from './launcher/choice';
import { createLaunchTokens } from './launch-queue/launch-tokens';
import type { LaunchTokens } from './launch-queue/launch-tokens';
import { createOfferProcessor } from './launcher/offer-processor';
import type { MarathonTimer } from './timer';
import { createWatches } from './watches';
import type { Watches } from './watches';

/** Everything Marathon receives. */
export type MarathonEntry = MarathonTimer | SchedulerEvent | ProbeAnswer | ProbesStale;
export type MarathonRuntime = Runtime<MarathonEntry | SchedulerCall | ProbeCall>;

/** A removed service is remembered while a deployment stops it, or while instances of it still end. */
export const forgetRemoved = ({ store, deployments, tracker, history, failures }: MarathonState, id: string): void => {
  if (store.specs.get(id)?.removed !== true || deployments.byRunSpec.has(id) || tracker.byRunSpec.has(id)) return;
  forgetSpec(store, id);
  history.delete(id);
  failures.delete(id);
};

/** What most parts work with. */
interface Base {
  readonly state: MarathonState;
  readonly runtime: MarathonRuntime;
  readonly bus: EventBus;
  readonly tracker: InstanceTracker;
  readonly kills: KillService;
  readonly queue: LaunchQueue;
  readonly tokens: LaunchTokens;
  readonly frameworkId: () => string;
  readonly specOf: (id: string) => KnownSpec | undefined;
}

const knownSpec = (state: MarathonState, id: string): KnownSpec | undefined => {
  const record = liveRecord(state.store, id);
  if (record === undefined) return undefined;
  const { current, configVersion } = record;
  return { definition: current, pod: podFormOf(current), configVersion };
};

const createBase = (
  state: MarathonState,
  runtime: MarathonRuntime,
  onChange: (change: InstanceChange) => void,
): Base => {
  const tracker = createTracker(state.tracker, runtime, onChange);
  const frameworkId = (): string => state.frameworkId;
  const specOf = (id: string) => knownSpec(state, id);
  const tokens = createLaunchTokens({ state: state.tokens, settings: state.settings, runtime });
  return {
    state,
    runtime,
    bus: createEventBus(runtime),
    tracker,
    kills: createKillService({ state: state.kills, tracker, runtime, frameworkId }),
    queue: createLaunchQueue({ state: state.queue, tracker: state.tracker, tokens, runtime, frameworkId, specOf }),
    tokens,
    frameworkId,
    specOf,
  };
};

/** A deployment that was to stop a service may be cancelled before it did: then its instances belong to nobody. */
const endRemoved = ({ state, tracker, kills }: Base, id: string): void => {
  if (state.store.specs.get(id)?.removed !== true) return;
  for (const instance of tracker.ofRunSpec(id)) {
    tracker.setGoal(instance.id, 'Decommissioned');
    kills.kill(instance.id);
  }
};

const createDeployments = (base: Base, watches: Watches): DeploymentManager => {
  const { state, runtime, bus, tracker, kills, queue, specOf } = base;
  return createDeploymentManager({
    state: state.deployments,
    bus,
    runtime,
    tracker,
    kill: (id) => kills.kill(id),
    resetDelay: (id) => queue.resetDelay(id),
    hasHealthChecks: (instance) => {
      const definition = definitionOfInstance(state, instance);
      return definition !== undefined && isChecked(definition);
    },
    podOf: (id) => specOf(id)?.pod,
    onBegin: (id) => {
      for (const event of checksAdded(specOf(id)?.definition)) bus.publish(event);
    },
    onStopped: (id) => {
      for (const event of checksRemoved(state.store.specs.get(id)?.current)) bus.publish(event);
      queue.resetDelay(id);
      state.history.delete(id);
      state.failures.delete(id);
    },
    onFree: (id) => {
      endRemoved(base, id);
      forgetRemoved(state, id);
      watches.checkScaleLater(id);
    },
  });
};

/** @param changes where changes of instances are collected */
export const assemble = (
  state: MarathonState,
  runtime: MarathonRuntime,
  changes: InstanceChange[],
  onChoice: (choice: Choice) => void,
) => {
  const base = createBase(state, runtime, (change) => changes.push(change));
  const { bus, tracker, kills, queue, tokens, frameworkId, specOf } = base;
  const reconciliation = createReconciliation({
    state: state.reconciliation,
    tracker: state.tracker,
    runtime,
    frameworkId,
  });
  const watches = createWatches({ state, runtime, tracker, kills, podOf: (id) => specOf(id)?.pod });
  const core: MarathonCore = {
    state,
    runtime,
    bus,
    tracker,
    kills,
    queue,
    deployments: createDeployments(base, watches),
  };
  const definitionOf: Parameters<typeof createHealthManager>[0]['definitionOf'] = (instance) =>
    definitionOfInstance(state, instance);
  return {
    core,
    changes,
    watches,
    health: createHealthManager({ state: state.health, bus, runtime, tracker, kills, definitionOf }),
    offers: createOfferProcessor({
      tracker,
      trackerState: state.tracker,
      queue,
      tokens,
      runtime,
      frameworkId,
      localRegion: () => state.localRegion,
      specOf,
      onChoice,
      drawPort: () => runtime.draw('marathon.ports'),
    }),
    reconciliation,
    statusUpdate: createStatusUpdates({ tracker, bus, runtime, frameworkId, reconciliation }),
  };
};

export type Parts = ReturnType<typeof assemble>;
