/** The whole state of the Mesos side, and what its parts get to work with. */
import type { ProbeAnswer, ProbesStale } from '../../protocol/mesos/probe';
import type { SchedulerEvent } from '../../protocol/mesos/scheduler';
import { millis } from '../../protocol/units';
import type { Runtime } from '../runtime/runtime';
import type { AgentState } from './agent/agent-state';
import type { AgentSpec } from './agent-spec';
import type { Workloads } from './containerizer/process';
import type { Disturbance } from './disturbances';
import type { ExecutorState } from './executor/executor-state';
import type { MasterChanges } from './master/changes';
import { newAllocatorState } from './master/master-state';
import type { MasterState } from './master/master-state';
import type { MesosEntry } from './messages';
import { DCOS_SETTINGS } from './settings';
import type { MesosSettings } from './settings';

export interface MesosState {
  /** Agents to register at the start. */
  readonly specs: readonly AgentSpec[];
  readonly settings: MesosSettings;
  /** CNI networks configured on every agent, besides the bridge. */
  readonly networks: readonly string[];
  readonly master: MasterState;
  readonly agents: Map<string, AgentState>;
  /** By container id. */
  readonly executors: Map<string, ExecutorState>;
  /** What is wrong at the moment; empty when all is well. */
  readonly disturbances: Disturbance[];
}

/** What every part works with. */
export interface MesosContext {
  readonly state: MesosState;
  readonly runtime: Runtime<MesosEntry | SchedulerEvent | ProbeAnswer | ProbesStale>;
  readonly workloads: Workloads;
  readonly changes: MasterChanges;
}

export interface ClusterSpec {
  readonly agents: readonly AgentSpec[];
  /** The master's own region: agents of another one are remote. */
  readonly region: string;
  /** The master's own zone; `<region>a` if absent. */
  readonly zone?: string;
  /** CNI networks that exist; `dcos` alone if absent. */
  readonly networks?: readonly string[];
  /** What differs from the settings of DC/OS. */
  readonly settings?: Partial<MesosSettings>;
}

/** A cluster that was not started yet. */
export const newMesosState = (spec: ClusterSpec): MesosState => ({
  specs: spec.agents,
  settings: { ...DCOS_SETTINGS, ...spec.settings },
  networks: spec.networks ?? ['dcos'],
  master: {
    id: '',
    startedAt: millis(0),
    region: spec.region,
    zone: spec.zone ?? `${spec.region}a`,
    leading: true,
    nextAgent: 0,
    nextFramework: 1,
    nextOffer: 0,
    agents: new Map(),
    recovered: new Map(),
    unreachable: new Map(),
    gone: new Map(),
    machines: new Map(),
    removalsFrom: millis(0),
    frameworks: new Map(),
    offers: new Map(),
    tasks: new Map(),
    allocator: newAllocatorState(),
  },
  agents: new Map(),
  executors: new Map(),
  disturbances: [],
});
