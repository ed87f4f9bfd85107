/**
 * Launch tokens: so that Mesos is not flooded, an instance is launched, or reserved for, only for a token. There are so many
 * anew every half minute, and one more for each instance that came up, without a limit (Marathon
 * `core/flow/impl/OfferMatcherLaunchTokensActor`, `core/matcher/manager/impl/OfferMatcherManagerActor`).
 */
import { millis } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import type { Runtime } from '../../runtime/runtime';
import type { InstanceChange } from '../instance/tracker';
import type { MarathonSettings } from '../settings';
import type { MarathonTimer } from '../timer';

export interface LaunchTokensState {
  left: number;
  /** The interval since the world began in which they were last set; -1: never. */
  interval: number;
  /** A TOKENS_DUE is under way. */
  due: boolean;
}

export const newLaunchTokensState = (): LaunchTokensState => ({ left: 0, interval: -1, due: false });

export interface LaunchTokens {
  left(): number;
  /** One instance is launched, or reserved for. */
  spend(): void;
  /** True: there are tokens again where there were none. */
  onChange(change: InstanceChange): boolean;
  /** Someone waits for tokens alone: a timer is on its way to the moment there are new ones. */
  await(): void;
  onDue(): void;
}

interface LaunchTokensContext {
  readonly state: LaunchTokensState;
  readonly settings: MarathonSettings;
  readonly runtime: Runtime<MarathonTimer>;
}

/** A sign that Mesos keeps pace: it came up, and nothing is known against its health. */
const cameUp = ({ before, after, expunged }: InstanceChange): boolean =>
  !expunged && after.condition === 'Running' && before?.condition !== 'Running' && after.healthy !== false;

export const createLaunchTokens = ({ state, settings, runtime }: LaunchTokensContext): LaunchTokens => {
  const { launchTokens, launchTokenRefreshInterval } = settings;
  /** They are set anew at the beginning of each interval, which nobody has to watch. */
  const refresh = (): void => {
    const interval = Math.floor((runtime.now() - EPOCH) / launchTokenRefreshInterval);
    if (interval === state.interval) return;
    state.interval = interval;
    state.left = launchTokens;
  };
  return {
    left() {
      refresh();
      return state.left;
    },
    spend() {
      refresh();
      state.left--;
    },
    onChange(change) {
      if (!cameUp(change)) return false;
      refresh();
      return state.left++ === 0;
    },
    await() {
      if (state.due) return;
      state.due = true;
      const wait = launchTokenRefreshInterval - ((runtime.now() - EPOCH) % launchTokenRefreshInterval);
      runtime.because(null, () => runtime.send({ to: 'marathon', kind: 'TOKENS_DUE' }, millis(wait)));
    },
    onDue() {
      state.due = false;
    },
  };
};
