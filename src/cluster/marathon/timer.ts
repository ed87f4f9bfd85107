/**
 * Marathon's own timers. There is no cancel: whoever receives one checks whether it still means anything.
 * Each is sent only while something waits for it, so that an idle Marathon costs nothing.
 */
export type MarathonTimer =
  /** A revive was held back by the minimal spacing of revives. */
  | { readonly to: 'marathon'; readonly kind: 'REVIVE_DUE' }
  /** There are launch tokens again. */
  | { readonly to: 'marathon'; readonly kind: 'TOKENS_DUE' }
  /** The back-off of a service is over, if it has not changed since. */
  | { readonly to: 'marathon'; readonly kind: 'DELAY_OVER'; readonly runSpecId: string }
  /** A reservation nobody needs was not offered for long: it is no longer asked for. */
  | { readonly to: 'marathon'; readonly kind: 'GARBAGE_OVER'; readonly instanceId: string }
  /** A deployment begins its first step, or a cancelled one makes room for it. */
  | { readonly to: 'marathon'; readonly kind: 'DEPLOYMENT_START'; readonly deploymentId: string }
  /** Kills that nobody confirmed are repeated. */
  | { readonly to: 'marathon'; readonly kind: 'KILL_RETRY' }
  /** Launches that did not come up in time are killed. */
  | { readonly to: 'marathon'; readonly kind: 'OVERDUE_CHECK' }
  /** Unreachable instances become inactive, then forgotten. */
  | { readonly to: 'marathon'; readonly kind: 'UNREACHABLE_CHECK' }
  /** Mesos is asked what became of tasks. */
  | { readonly to: 'marathon'; readonly kind: 'RECONCILE_DUE' }
  /** The leader stepped down, or was elected. */
  | { readonly to: 'marathon'; readonly kind: 'LEADER_LEAVES' | 'LEADER_ELECTED' }
  /** One of Marathon's own checks of a task is to be made. */
  | {
      readonly to: 'marathon';
      readonly kind: 'PROBE_DUE';
      readonly instanceId: string;
      readonly taskId: string;
      readonly purpose: 'health' | 'readiness';
      /** The check's place in its app. */
      readonly index: number;
    }
  /** A service left behind by a cancelled deployment gets its number of instances again. */
  | { readonly to: 'marathon'; readonly kind: 'SCALE_CHECK'; readonly runSpecId: string };
