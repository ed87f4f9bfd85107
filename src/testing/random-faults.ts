/** What goes wrong in a cluster, in no sensible order: blows at anything, conditions that hold for a while. */
import type { World } from '../cluster/world';
import type { FaultWish } from '../protocol/simulation/fault';
import type { Dice } from './dice';
import type { Deed } from './deed';

/** Every other world has faults: those without are asked more. */
export const hasFaults = (seed: number): boolean => seed % 2 === 1;

const NETWORKS = ['dcos', 'mesos-bridge'] as const;
const IMAGES = ['nginx:1.27', 'redis:7', 'busybox'] as const;

const anAgent = (dice: Dice, { state }: World): { readonly target?: { readonly agent: string } } => {
  const id = dice.pickFrom([...state.mesos.agents.keys()]);
  return id === undefined || dice.chance(30) ? {} : { target: { agent: id } };
};

const when = (dice: Dice): Pick<FaultWish, 'afterSeconds' | 'perHour' | 'times'> => ({
  ...(dice.chance(50) && { afterSeconds: dice.pick([0.005, 0.2, 1, 5, 20]) }),
  ...(dice.chance(15) && { perHour: dice.pick([60, 600]), times: dice.between(2, 6) }),
});

const down = (dice: Dice): number => dice.pick([1, 3, 12, 40, 100, 400]);

const randomFault = (dice: Dice, world: World): FaultWish => {
  const time = when(dice);
  const many = dice.chance(20) ? { count: dice.between(2, 4) } : {};
  const lasts = { durationSeconds: dice.pick([5, 30, 120]) };
  const wish = dice.weighted<() => FaultWish>([
    [
      8,
      () => ({ kind: 'killContainer', ...time, ...many, ...(dice.chance(50) && { exitCode: dice.pick([0, 1, 137]) }) }),
    ],
    [4, () => ({ kind: 'oom', ...time, ...many })],
    [5, () => ({ kind: 'crashExecutor', ...time, ...many })],
    [7, () => ({ kind: 'agentCrash', ...anAgent(dice, world), ...time, ...many, downSeconds: down(dice) })],
    [7, () => ({ kind: 'agentRestart', ...anAgent(dice, world), ...time, ...many, downSeconds: down(dice) })],
    [9, () => ({ kind: 'partition', ...anAgent(dice, world), ...time, ...many, durationSeconds: down(dice) })],
    [
      4,
      () => ({
        kind: 'drain',
        ...anAgent(dice, world),
        ...time,
        ...(dice.chance(50) && { maxGraceSeconds: dice.between(0, 3) }),
        ...(dice.chance(15) && { markGone: true }),
      }),
    ],
    [1, () => ({ kind: 'gone', ...anAgent(dice, world), ...time })],
    [3, () => ({ kind: 'masterFailover', ...time })],
    [2, () => ({ kind: 'slowPull', image: dice.pick(IMAGES), factor: dice.pick([2, 50]), ...lasts })],
    [2, () => ({ kind: 'imageMissing', image: dice.pick(IMAGES), ...lasts })],
    [2, () => ({ kind: 'healthFail', ...lasts })],
    [3, () => ({ kind: 'ignoreSigterm', ...lasts })],
    [2, () => ({ kind: 'addressesExhausted', network: dice.pick(NETWORKS), ...lasts })],
    [5, () => ({ kind: 'updateLoss', probability: dice.pick([0.1, 0.5, 1]), ...lasts })],
    [3, () => ({ kind: 'offerLoss', probability: dice.pick([0.2, 1]), ...lasts })],
  ]);
  return wish();
};

/** A fault of chance, or the end of one. */
export const randomFaultRequest = (dice: Dice, world: World): Omit<Deed, 'wait'> => {
  const id = dice.pickFrom([...world.state.faults.faults.keys()]);
  if (id !== undefined && dice.chance(10)) return { method: 'DELETE', path: `/_simulation/faults/${id}` };
  if (dice.chance(3)) return { method: 'POST', path: '/_simulation/faults', body: '{"kind":"earthquake"}' };
  return { method: 'POST', path: '/_simulation/faults', body: JSON.stringify(randomFault(dice, world)) };
};
