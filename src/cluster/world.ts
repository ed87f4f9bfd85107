/** One simulated DC/OS: plain state, and the parts that live on it. A snapshot is the state; restoring is building again. */
import { createMarathon, newMarathonState, type Marathon, type MarathonState } from './marathon/marathon';
import { createMesos, newMesosState, type Mesos, type MesosState } from './mesos/mesos';
import { lazyDiscoveryHttp, type DiscoveryHttp } from './discovery/lazy-http';
import { lazyNetwork } from './discovery/lazy-network';
import type { ClusterEntry } from './entry';
import type { Network } from './mesos/containerizer/network';
import { createFaults, type Faults } from './faults/faults';
import { lazyFaultsApi } from './faults/lazy-api';
import { newFaultsState, type FaultsState } from './faults/faults-state';
import { foresee, note } from './faults/timeline';
import type { HttpHandler } from './runtime/http';
import { newRecordState, type RecordState } from './record/record-state';
import { createSchedulingRecord } from './record/scheduling-record';
import { digestOf, hashText } from './runtime/digest';
import { createRuntime, newRuntimeState, type HostRuntime, type RuntimeState } from './runtime/runtime';
import { decodeWorld, encodeWorld } from './runtime/snapshot';
import { createWorkloads, findListenerIn, newWorkloadsState, type WorkloadsState } from './workloads/workloads';
import type { Scenario } from './scenarios/scenario';

export type { ClusterEntry } from './entry';

/** Everything that is so; a plain value. */
export interface WorldState {
  /** Of this layout; another number can't be read. */
  readonly format: 7;
  readonly scenario: string;
  readonly seed: number;
  readonly runtime: RuntimeState<ClusterEntry>;
  readonly mesos: MesosState;
  readonly marathon: MarathonState;
  readonly workloads: WorkloadsState;
  readonly faults: FaultsState;
  readonly record: RecordState;
}

export interface World {
  readonly state: WorldState;
  readonly runtime: HostRuntime<ClusterEntry>;
  readonly mesos: Mesos;
  readonly marathon: Marathon;
  readonly faults: Faults;
  /** What processes find when they ask. */
  readonly network: Network;
  /** Who is where, over HTTP. */
  readonly discovery: DiscoveryHttp;
  /** `/_simulation/faults` and what follows from them. */
  readonly handleFaults: HttpHandler;
}

/** Told of every entry once it was delivered: how tests look on. */
export type Onlooker = (entry: ClusterEntry) => void;

/** Wires the parts over a state, which is the world's alone. The same state always gives the same future. */
export const buildWorld = (state: WorldState, onEntry?: Onlooker): World => {
  const record = createSchedulingRecord(state.record, () => runtime.now());
  const deliver = (entry: ClusterEntry): void => {
    if (entry.to !== 'faults') record.onEntry(entry);
    if (entry.to === 'marathon') marathon.receive(entry);
    else if (entry.to === 'faults') faults.receive(entry);
    else mesos.receive(entry);
  };
  const dispatch = (entry: ClusterEntry): void => {
    const cause = runtime.cause();
    if (cause === null) return deliver(entry);
    const told = foresee(state.mesos, entry, runtime.now());
    deliver(entry);
    return note(state.faults, told(), cause, runtime.now());
  };
  const runtime = createRuntime<ClusterEntry>(state.runtime, dispatch, onEntry);
  const network = lazyNetwork(state.mesos, findListenerIn(state.workloads, runtime.now), runtime.now);
  const mesos = createMesos(state.mesos, runtime, createWorkloads(state.workloads, runtime, network));
  const marathon = createMarathon(state.marathon, runtime, record.onChoice);
  const faults = createFaults({ state: state.faults, mesosState: state.mesos, mesos, runtime });
  return {
    state,
    runtime,
    mesos,
    marathon,
    faults,
    network,
    discovery: lazyDiscoveryHttp(state.mesos),
    handleFaults: lazyFaultsApi(faults, state.faults),
  };
};

/** A scenario's cluster at the first instant: agents registered, Marathon subscribing, nothing asked of it yet. */
export const newWorld = (scenario: Scenario, seed: number, onEntry?: Onlooker): World => {
  const state: WorldState = {
    format: 7,
    scenario: scenario.name,
    seed,
    runtime: newRuntimeState<ClusterEntry>(seed),
    mesos: newMesosState({
      agents: scenario.agents,
      region: scenario.region,
      zone: `${scenario.region}-a`,
      ...(scenario.mesos !== undefined && { settings: scenario.mesos }),
    }),
    marathon: newMarathonState(scenario.marathon),
    workloads: newWorkloadsState(),
    faults: newFaultsState(),
    record: newRecordState(),
  };
  const world = buildWorld(state, onEntry);
  world.mesos.start();
  world.marathon.start();
  return world;
};

/** 16 hex digits: equal worlds have equal digests. Cost grows with the state. */
export const worldDigest = (world: World): string => digestOf(world.state);

/** The whole world as text, sealed with a checksum so that a torn or edited copy is noticed. */
export const sealWorld = (world: World): string => {
  const text = encodeWorld(world.state);
  return `podrome-1 ${hashText(text)}\n${text}`;
};

const isWorldState = (value: unknown): value is WorldState =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 7 &&
  ['runtime', 'mesos', 'marathon', 'workloads', 'faults', 'record'].every((part) => Object.hasOwn(value, part));

/** The inverse of `sealWorld`; `undefined` when the text is not whole or not ours. */
export const openWorld = (sealed: string): World | undefined => {
  const match = /^podrome-1 ([0-9a-f]{16})\n/.exec(sealed);
  if (match === null) return undefined;
  const text = sealed.slice(match[0].length);
  if (hashText(text) !== match[1]) return undefined;
  const state = decodeWorld(text);
  return isWorldState(state) ? buildWorld(state) : undefined;
};
