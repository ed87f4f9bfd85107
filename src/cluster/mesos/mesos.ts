/** Mesos as a whole: a master, its allocator, agents and executors over one plain state. */
import type { ProbeAnswer, ProbesStale } from '../../protocol/mesos/probe';
import type { SchedulerEvent } from '../../protocol/mesos/scheduler';
import { unreachable } from '../../protocol/mesos/unreachable';
import { uuid } from '../runtime/ids';
import type { Runtime } from '../runtime/runtime';
import { receiveAtAgent } from './agent/agent';
import { receiveAtMachine } from './agent/outage';
import type { MesosHttp } from './api/mesos-http';
import { strike } from './blows';
import type { Stroke } from './blows';
import { disturb, relieve } from './disturb';
import type { Disturbance } from './disturbances';
import { withOwnLives } from './containerizer/own-life';
import type { Workloads } from './containerizer/process';
import { receiveAtExecutor } from './executor/default-executor';
import { lazyMesosHttp } from './lazy-http';
import { runAllocator } from './master/allocator';
import { createMasterChanges } from './master/changes';
import { receiveAtRegistrar } from './master/failure-detector';
import { receiveAtMaster } from './master/master';
import { makeOffers } from './master/offers';
import { createOperator } from './master/operator';
import { registerAgent } from './master/registry';
import type { MesosContext, MesosState } from './mesos-state';
import type { MesosEntry } from './messages';
import type { OperatorCalls } from './operator-calls';
import { agentReached, arrives } from './wire';

export interface Mesos {
  /** Elects the master and registers the agents. Once per world. */
  start(): void;
  receive(entry: MesosEntry): void;
  /** What operators ask of the master. */
  readonly operator: OperatorCalls;
  /** Something happens to the cluster. @returns why it missed */
  strike(stroke: Stroke): string | undefined;
  /** From now on something is wrong, until it is relieved. */
  disturb(disturbance: Disturbance): void;
  relieve(id: string): void;
  /** What it answers; see `lazy-http` for when. */
  readonly http: MesosHttp;
}

/**
 * Brings a state to life; the same state gives the same Mesos.
 * @param workloads decides what the processes in the containers do
 */
export const createMesos = (
  state: MesosState,
  runtime: Runtime<MesosEntry | SchedulerEvent | ProbeAnswer | ProbesStale>,
  workloads: Workloads,
): Mesos => {
  const ctx: MesosContext = {
    state,
    runtime,
    workloads: withOwnLives(workloads, runtime),
    changes: createMasterChanges(),
  };
  return {
    start: () => {
      state.master.id = uuid(() => runtime.draw('master.id'));
      state.master.startedAt = runtime.now();
      for (const spec of state.specs) registerAgent(ctx, spec);
    },
    receive: (entry) => {
      if (entry.to === 'agent') {
        const agent = agentReached(ctx, entry);
        return agent === undefined ? undefined : receiveAtAgent(ctx, agent, entry);
      }
      if (!arrives(ctx, entry)) return undefined;
      switch (entry.to) {
        case 'master':
          return receiveAtMaster(ctx, entry);
        case 'allocator':
          return makeOffers(ctx, runAllocator(ctx, entry));
        case 'registrar':
          return receiveAtRegistrar(ctx, entry);
        case 'machine':
          return receiveAtMachine(ctx, entry);
        case 'executor':
          return receiveAtExecutor(ctx, entry);
        default:
          return unreachable(entry);
      }
    },
    operator: createOperator(ctx),
    strike: (stroke) => strike(ctx, stroke),
    disturb: (disturbance) => disturb(ctx, disturbance),
    relieve: (id) => relieve(ctx, id),
    http: lazyMesosHttp(ctx),
  };
};

export { newMesosState } from './mesos-state';
export type { MesosState } from './mesos-state';
export type { MesosEntry } from './messages';
