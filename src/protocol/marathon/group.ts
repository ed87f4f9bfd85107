/** The tree of groups as `GET /v2/groups` answers it (Marathon RAML `group`). */
import type { AppInfo } from './app';
import type { PodStatus } from './pod-status';

/** Members are absent when `embed` asked for others. An older version of the tree holds definitions alone. */
export interface Group<App = AppInfo, Pod = PodStatus> {
  /** `/` for the root. */
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly version?: string;
  readonly apps?: readonly App[];
  readonly pods?: readonly Pod[];
  readonly groups?: readonly Group<App, Pod>[];
  readonly enforceRole?: boolean;
}
