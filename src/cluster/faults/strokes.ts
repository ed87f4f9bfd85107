/** From a fault that is due to what is done to the cluster: strokes, or a disturbance for as long as it holds. */
import type { FaultWish } from '../../protocol/simulation/fault';
import { seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Stroke } from '../mesos/blows';
import type { Disturbance } from '../mesos/disturbances';
import type { MesosState } from '../mesos/mesos-state';
import { agentsFor, containersFor, executorsFor, taskTarget } from './targets';

/** One thing a fault may hit. */
export interface Aim {
  readonly subject: string;
  readonly stroke: Stroke;
}

/** Conditions hold; everything else happens once. */
const CONDITIONS = [
  'slowPull',
  'imageMissing',
  'artifactMissing',
  'artifactStall',
  'userMissing',
  'healthFail',
  'ignoreSigterm',
  'addressesExhausted',
  'updateLoss',
  'offerLoss',
] as const satisfies readonly FaultWish['kind'][];

export type ConditionWish = Extract<FaultWish, { kind: (typeof CONDITIONS)[number] }>;
export type BlowWish = Exclude<FaultWish, ConditionWish>;

export const isCondition = (wish: FaultWish): wish is ConditionWish => CONDITIONS.some((kind) => kind === wish.kind);

const outageOf = (wish: Extract<BlowWish, { kind: 'agentCrash' | 'agentRestart' | 'partition' }>): Millis =>
  seconds(wish.kind === 'partition' ? wish.durationSeconds : wish.downSeconds);

const exitOf = ({ exitCode, signal }: Extract<BlowWish, { kind: 'killContainer' }>) =>
  exitCode === undefined
    ? ({ kind: 'signaled', signal: signal ?? 'KILL' } as const)
    : ({ kind: 'exited', code: exitCode } as const);

/** Everything a blow could hit right now. */
export const aimsOf = (state: MesosState, wish: BlowWish): Aim[] => {
  if (wish.kind === 'masterFailover') return [{ subject: 'master', stroke: { kind: 'masterFailover' } }];
  const target = wish.target ?? {};
  const atAgents = (strokeFor: (agentId: string) => Stroke): Aim[] =>
    agentsFor(state, target).map(({ id }) => ({ subject: id, stroke: strokeFor(id) }));
  switch (wish.kind) {
    case 'killContainer':
      return containersFor(state, target).map(({ containerId }) => ({
        subject: containerId,
        stroke: { kind: 'killContainer', containerId, exit: exitOf(wish) },
      }));
    case 'oom':
      return containersFor(state, target).map(({ containerId, agentId }) => ({
        subject: containerId,
        stroke: { kind: 'oom', agentId, containerId },
      }));
    case 'crashExecutor':
      return executorsFor(state, target).map(({ agentId, executor }) => ({
        subject: executor.info.executorId,
        stroke: { kind: 'crashExecutor', agentId, executor: executor.containerId },
      }));
    case 'agentCrash':
    case 'agentRestart':
    case 'partition':
      return atAgents((agentId) => ({ kind: wish.kind, agentId, lasts: outageOf(wish) }));
    case 'drain': {
      const maxGrace = wish.maxGraceSeconds === undefined ? null : seconds(wish.maxGraceSeconds);
      return atAgents((agentId) => ({ kind: 'drain', agentId, maxGrace, markGone: wish.markGone ?? false }));
    }
    case 'gone':
      return atAgents((agentId) => ({ kind: 'gone', agentId }));
  }
};

/** The one agent a condition is meant for; {} where it is meant for all; undefined: there is no such agent. */
const placeOf = (state: MesosState, agent: string | undefined): { readonly agentId?: string } | undefined => {
  if (agent === undefined) return {};
  const [found] = agentsFor(state, { agent });
  return found === undefined ? undefined : { agentId: found.id };
};

/** What is wrong while a condition holds; undefined: nothing there is suffers from it. */
export const disturbanceOf = (id: string, state: MesosState, wish: ConditionWish): Disturbance | undefined => {
  switch (wish.kind) {
    case 'slowPull':
      return { id, kind: wish.kind, image: wish.image, factor: wish.factor };
    case 'imageMissing':
      return { id, kind: wish.kind, image: wish.image };
    case 'artifactMissing':
    case 'artifactStall':
      return { id, kind: wish.kind, uri: wish.uri };
    case 'userMissing':
      return { id, kind: wish.kind, user: wish.user };
    case 'healthFail':
    case 'ignoreSigterm':
      return { id, kind: wish.kind, target: taskTarget(wish.target ?? {}) };
    case 'addressesExhausted': {
      const at = placeOf(state, wish.target?.agent);
      return at && { id, kind: wish.kind, network: wish.network, ...at };
    }
    case 'updateLoss': {
      const at = placeOf(state, wish.target?.agent);
      return at && { id, kind: wish.kind, probability: wish.probability, ...at };
    }
    case 'offerLoss':
      return { id, kind: wish.kind, probability: wish.probability };
  }
};
