/** What the launcher works with: its neighbours, and the offer it is about. */
import type { Offer } from '../../../protocol/mesos/offer';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { Runtime } from '../../runtime/runtime';
import type { KnownSpec } from '../app/pod-form';
import type { Held } from '../instance/reservation';
import type { InstanceTracker } from '../instance/tracker';
import type { TrackerState } from '../instance/tracker-state';
import type { LaunchQueue } from '../launch-queue/launch-queue';
import type { LaunchTokens } from '../launch-queue/launch-tokens';
import type { Findings } from '../matcher/match-offer';
import type { Choice, Showing } from './choice';
import type { Trial } from './trial';

export interface LauncherContext {
  readonly tracker: InstanceTracker;
  readonly trackerState: TrackerState;
  readonly queue: LaunchQueue;
  readonly tokens: LaunchTokens;
  readonly runtime: Runtime<SchedulerCall>;
  readonly frameworkId: () => string;
  readonly localRegion: () => string | null;
  readonly specOf: (id: string) => KnownSpec | undefined;
  /** Told of every launch and reservation, why it is where it is. */
  readonly onChoice: (choice: Choice) => void;
  /** A number in [0, 1), for random host ports. */
  readonly drawPort: () => number;
}

/** By pod id: what the batch showed so far. */
export type Trials = Map<string, Trial>;

/** An offer, or what is left of it, and what was made of it so far. */
export interface Shown extends Showing {
  readonly offer: Offer;
  readonly findings: Findings;
  readonly held: Held;
  readonly launchedBefore: number;
}
