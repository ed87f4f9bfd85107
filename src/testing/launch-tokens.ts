/** Launches and reservations take tokens: so many per interval, and one more for each instance that came up in it. */
import { EPOCH } from '../cluster/runtime/runtime';
import type { World } from '../cluster/world';
import type { TaskStatus } from '../protocol/mesos/task';

export interface TokenLedger {
  /** Marathon hears of its tasks. */
  heard(statuses: readonly TaskStatus[], world: World): void;
  /** It launches and reserves for so many. The result is what is wrong. */
  spent(count: number, world: World): string[];
}

export const createTokenLedger = (): TokenLedger => {
  let interval = -1;
  let left = 0;
  const refresh = ({ state, runtime }: World): void => {
    const { launchTokens, launchTokenRefreshInterval } = state.marathon.settings;
    const current = Math.floor((runtime.now() - EPOCH) / launchTokenRefreshInterval);
    if (current === interval) return;
    interval = current;
    left = launchTokens;
  };
  return {
    heard(statuses, world) {
      refresh(world);
      // More than there are instances that came up: every task counts.
      left += statuses.filter(({ state }) => state === 'TASK_RUNNING').length;
    },
    spent(count, world) {
      refresh(world);
      left -= count;
      return left < 0 ? [`tokens: ${-left} launches without one`] : [];
    },
  };
};
