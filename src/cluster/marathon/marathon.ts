/**
 * Marathon: wires its parts over the state, receives what the event queue delivers, answers HTTP. Changes of instances are
 * collected while something happens and told to the parts afterwards, so that no part is called in the middle of its work.
 */
import type { SchedulerCall, SchedulerEvent } from '../../protocol/mesos/scheduler';
import type { HttpHandler } from '../runtime/http';
import type { Runtime } from '../runtime/runtime';
import { deploymentsResource } from './api/deployments';
import { eventsResource } from './api/events';
import { groupsResource } from './api/groups';
import { infoResource } from './api/info';
import { podsResource } from './api/pods';
import { queueResource } from './api/queue';
import { definitionOfInstance } from './core';
import type { MarathonCore, MarathonState } from './core';
import { createDeploymentManager } from './deployment/deployment-manager';
import { createEventBus } from './event/event-bus';
import { instanceEvents } from './event/instance-events';
import { livePod } from './group/pod-store';
import { createKillService } from './instance/kill-service';
import { createStatusUpdates } from './instance/status-updates';
import { createTracker } from './instance/tracker';
import type { InstanceChange } from './instance/tracker';
import { createLaunchQueue } from './launch-queue/launch-queue';
import { createOfferProcessor } from './launcher/offer-processor';
import { noteTermination } from './pod/termination-history';
import { FRAMEWORK_NAME, MESOS_ROLE } from './settings';
import type { MarathonTimer } from './timer';
import { createWatches } from './watches';

export { newMarathonState } from './core';
export type { MarathonState } from './core';

/** Everything Marathon receives. */
export type MarathonEntry = MarathonTimer | SchedulerEvent;

export interface Marathon {
  /** Subscribes to Mesos. */
  start(): void;
  receive(entry: MarathonEntry): void;
  /** Paths below Marathon's root. */
  readonly handle: HttpHandler;
}

/** A removed pod is remembered while a deployment stops it, or while instances of it still end. */
const forgetRemoved = ({ store, deployments, tracker, history }: MarathonState, id: string): void => {
  if (store.pods.get(id)?.removed !== true || deployments.byPod.has(id) || tracker.byPod.has(id)) return;
  store.pods.delete(id);
  history.delete(id);
};

/** The parts over one state, and the queue of changes between them. */
const assemble = (state: MarathonState, runtime: Runtime<MarathonEntry | SchedulerCall>) => {
  const bus = createEventBus(runtime);
  const changes: InstanceChange[] = [];
  const tracker = createTracker(state.tracker, runtime, (change) => changes.push(change));
  const frameworkId = (): string => state.frameworkId;
  const kills = createKillService({ state: state.kills, tracker, runtime, frameworkId });
  const known = (id: string) => {
    const record = livePod(state.store, id);
    return record === undefined ? undefined : { pod: record.current, configVersion: record.configVersion };
  };
  const queue = createLaunchQueue({ state: state.queue, tracker: state.tracker, runtime, frameworkId, podOf: known });
  const watches = createWatches({ state, runtime, tracker, kills, podOf: (id) => livePod(state.store, id)?.current });
  const deployments = createDeploymentManager({
    state: state.deployments,
    bus,
    runtime,
    tracker,
    kill: (id) => kills.kill(id),
    resetDelay: (id) => queue.resetDelay(id),
    hasHealthChecks: (instance) =>
      definitionOfInstance(state, instance)?.containers.some(({ healthCheck }) => healthCheck !== undefined) === true,
    podOf: (id) => livePod(state.store, id)?.current,
    onStopped: (id) => {
      queue.resetDelay(id);
      state.history.delete(id);
    },
    onFree: (id) => {
      // A deployment that was to stop it may be cancelled before it did: then its instances belong to nobody.
      if (state.store.pods.get(id)?.removed === true) {
        for (const instance of tracker.ofPod(id)) {
          tracker.setGoal(instance.id, 'Decommissioned');
          kills.kill(instance.id);
        }
      }
      forgetRemoved(state, id);
      watches.checkScaleLater(id);
    },
  });
  const core: MarathonCore = { state, runtime, bus, tracker, kills, queue, deployments };
  const offers = createOfferProcessor({
    tracker,
    trackerState: state.tracker,
    queue,
    runtime,
    frameworkId,
    localRegion: () => state.localRegion,
    podOf: known,
  });
  return { core, changes, watches, offers, statusUpdate: createStatusUpdates(tracker, bus, runtime, frameworkId) };
};

type Parts = ReturnType<typeof assemble>;

/** Tells everyone of every change, in order, until nothing changes any more; then what Mesos has to know. */
const drain = ({ core, changes, watches }: Parts): void => {
  for (let change = changes.shift(); change !== undefined; change = changes.shift()) {
    for (const event of instanceEvents(change)) core.bus.publish(event);
    noteTermination(core.state.history, change, core.runtime.now());
    core.kills.onChange(change);
    core.queue.onChange(change);
    core.deployments.onChange(change);
    watches.onChange(change);
    if (change.expunged) forgetRemoved(core.state, change.after.podId);
  }
  core.queue.settle();
};

const dispatch = ({ core, watches, offers, statusUpdate }: Parts, entry: MarathonEntry): void => {
  const { state } = core;
  switch (entry.kind) {
    case 'SUBSCRIBED':
      state.frameworkId = entry.frameworkId;
      state.localRegion = entry.domain?.region ?? null;
      return core.bus.publish({
        eventType: 'scheduler_registered_event',
        frameworkId: entry.frameworkId,
        master: '10.0.0.5:5050',
      });
    case 'OFFERS':
      return offers(entry.offers);
    case 'UPDATE':
      return statusUpdate(entry.status);
    case 'RESCIND':
      // Offers are answered as they come: none is ever kept.
      return;
    case 'REVIVE_DUE':
      return core.queue.onReviveDue();
    case 'DELAY_OVER':
      return core.queue.onDelayOver(entry.podId);
    case 'DEPLOYMENT_START':
      return core.deployments.onStart(entry.deploymentId);
    case 'KILL_RETRY':
      return core.kills.onRetry();
    case 'OVERDUE_CHECK':
      return watches.onOverdueCheck();
    case 'UNREACHABLE_CHECK':
      return watches.onUnreachableCheck();
    case 'SCALE_CHECK':
      return watches.onScaleCheck(entry.podId);
  }
};

/** Brings Marathon to life over its state; `state` is its alone. */
export const createMarathon = (state: MarathonState, runtime: Runtime<MarathonEntry | SchedulerCall>): Marathon => {
  const parts = assemble(state, runtime);
  const { core } = parts;
  const resources = [
    podsResource,
    deploymentsResource,
    queueResource,
    groupsResource,
    eventsResource,
    infoResource,
  ].map((resource) => resource(core));
  return {
    start() {
      runtime.send({
        to: 'master',
        kind: 'SUBSCRIBE',
        framework: {
          name: FRAMEWORK_NAME,
          roles: [MESOS_ROLE],
          capabilities: ['PARTITION_AWARE', 'TASK_KILLING_STATE', 'GPU_RESOURCES', 'REGION_AWARE', 'MULTI_ROLE'],
        },
      });
    },
    receive(entry) {
      dispatch(parts, entry);
      drain(parts);
    },
    handle(request) {
      for (const resource of resources) {
        const answer = resource(request);
        if (answer === undefined) continue;
        drain(parts);
        return answer;
      }
      return undefined;
    },
  };
};
