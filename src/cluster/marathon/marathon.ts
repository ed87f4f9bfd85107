/**
 * Marathon: wires its parts over the state, receives what the event queue delivers, answers HTTP. Changes of instances are
 * collected while something happens and told to the parts afterwards, so that no part is called in the middle of its work.
 */
import type { HttpAnswer, HttpHandler } from '../runtime/http';
import { tasksResource } from './api/app-tasks';
import { appsResource } from './api/apps';
import { deploymentsResource } from './api/deployments';
import { eventsResource } from './api/events';
import { groupsResource } from './api/groups';
import { infoResource } from './api/info';
import { leaderResource, needsLeader, onLeaderTimer } from './api/leader';
import { podsResource } from './api/pods';
import { queueResource } from './api/queue';
import { noteFailure } from './app/last-failure';
import { instanceEvents } from './event/instance-events';
import type { Choice } from './launcher/choice';
import { assemble, forgetRemoved } from './parts';
import type { MarathonEntry, MarathonRuntime, Parts } from './parts';
import type { MarathonCore, MarathonState } from './core';
import { noteTermination } from './pod/termination-history';
import { FRAMEWORK_NAME, MESOS_ROLE } from './settings';

export { newMarathonState } from './core';
export type { MarathonState } from './core';
export type { MarathonEntry } from './parts';

export interface Marathon {
  /** Subscribes to Mesos. */
  start(): void;
  receive(entry: MarathonEntry): void;
  /** Paths below Marathon's root. */
  readonly handle: HttpHandler;
}

const MASTER = '10.0.0.5:5050';

/** Tells everyone of every change, in order, until nothing changes any more; then what Mesos has to know. */
const drain = ({ core, changes, watches, health }: Parts): void => {
  // It grows meanwhile. Not taken from the front one by one: a batch of offers may leave tens of thousands.
  for (const change of changes) {
    if (core.bus.isHeard()) for (const event of instanceEvents(change)) core.bus.publish(event);
    noteTermination(core.state.history, change, core.runtime.now());
    noteFailure(core.state.failures, change);
    health.onChange(change);
    core.kills.onChange(change);
    core.queue.onChange(change);
    core.deployments.onChange(change);
    watches.onChange(change);
    if (change.expunged) forgetRemoved(core.state, change.after.runSpecId);
  }
  changes.length = 0;
  core.queue.settle();
};

const subscribe = ({ runtime, state: { frameworkId } }: MarathonCore): void =>
  runtime.send({
    to: 'master',
    kind: 'SUBSCRIBE',
    framework: {
      name: FRAMEWORK_NAME,
      roles: [MESOS_ROLE],
      capabilities: ['PARTITION_AWARE', 'TASK_KILLING_STATE', 'GPU_RESOURCES', 'REGION_AWARE', 'MULTI_ROLE'],
    },
    ...(frameworkId !== '' && { frameworkId }),
  });

/** Registered: for the first time, or again after the master was another. */
const onSubscribed = (
  { core, reconciliation }: Parts,
  { frameworkId, domain }: Extract<MarathonEntry, { kind: 'SUBSCRIBED' }>,
): void => {
  const { state, bus, queue } = core;
  const isAgain = state.frameworkId === frameworkId;
  state.frameworkId = frameworkId;
  state.localRegion = domain?.region ?? null;
  if (!isAgain) return bus.publish({ eventType: 'scheduler_registered_event', frameworkId, master: MASTER });
  queue.onReregistered();
  reconciliation.onReregistered();
  return bus.publish({ eventType: 'scheduler_reregistered_event', master: MASTER });
};

const dispatch = (parts: Parts, entry: MarathonEntry): void => {
  const { core, watches, health, offers, statusUpdate, reconciliation } = parts;
  switch (entry.kind) {
    case 'SUBSCRIBED':
      return onSubscribed(parts, entry);
    case 'DISCONNECTED':
      return core.bus.publish({ eventType: 'scheduler_disconnected_event' });
    case 'MASTER_ELECTED':
      return subscribe(core);
    case 'RECONCILE_DUE':
      return reconciliation.onDue();
    case 'OFFERS':
      return offers(entry.offers);
    case 'UPDATE':
      return statusUpdate(entry.statuses);
    case 'LEADER_LEAVES':
    case 'LEADER_ELECTED':
      return onLeaderTimer(core, entry);
    case 'PROBED':
      return health.onProbed(entry);
    case 'PROBES_STALE':
      return health.onStale(entry.agentId);
    case 'PROBE_DUE':
      return health.onProbeDue(entry);
    case 'RESCIND':
      // Offers are answered as they come: none is ever kept.
      return;
    case 'REVIVE_DUE':
      return core.queue.onReviveDue();
    case 'TOKENS_DUE':
      return core.queue.onTokensDue();
    case 'DELAY_OVER':
      return core.queue.onDelayOver(entry.runSpecId);
    case 'GARBAGE_OVER':
      return core.queue.onFreed(entry.instanceId);
    case 'DEPLOYMENT_START':
      return core.deployments.onStart(entry.deploymentId);
    case 'KILL_RETRY':
      return core.kills.onRetry();
    case 'OVERDUE_CHECK':
      return watches.onOverdueCheck();
    case 'UNREACHABLE_CHECK':
      return watches.onUnreachableCheck();
    case 'SCALE_CHECK':
      return watches.onScaleCheck(entry.runSpecId);
  }
};

/** `/v2/pods/` is `/v2/pods`. Not by a pattern, which would take its time over a path of many slashes. */
const withoutSlashAtEnd = (path: string): string => {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  return path.slice(0, end);
};

/** No resource knows OPTIONS; what it allows instead is the answer. */
const options = (refusal: HttpAnswer): HttpAnswer => ({
  status: 204,
  ...(refusal.headers !== undefined && { headers: refusal.headers }),
});

/**
 * Brings Marathon to life over its state; `state` is its alone.
 * @param onChoice told of every launch and why it is where it is, as plain data
 */
export const createMarathon = (
  state: MarathonState,
  runtime: MarathonRuntime,
  onChoice: (choice: Choice) => void = () => undefined,
): Marathon => {
  const parts = assemble(state, runtime, [], onChoice);
  const { core } = parts;
  const resources = [
    podsResource,
    appsResource,
    tasksResource,
    deploymentsResource,
    queueResource,
    groupsResource,
    leaderResource,
    eventsResource,
    infoResource,
  ].map((resource) => resource(core));
  return {
    start() {
      subscribe(core);
    },
    receive(entry) {
      dispatch(parts, entry);
      drain(parts);
    },
    handle(asked) {
      const request = { ...asked, path: withoutSlashAtEnd(asked.path) };
      if (!state.leading && needsLeader(request.path)) return { status: 503, text: '' };
      for (const resource of resources) {
        const answer = resource(request);
        if (answer === undefined) continue;
        drain(parts);
        return request.method === 'OPTIONS' ? options(answer) : answer;
      }
      return undefined;
    },
  };
};
