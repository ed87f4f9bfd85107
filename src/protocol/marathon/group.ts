/** The tree of groups as `GET /v2/groups` answers it (Marathon RAML `group`). */
import type { AppInfo } from './app';
import type { PodStatus } from './pod-status';

/** Members are absent when `embed` asked for others. */
export interface Group {
  /** `/` for the root. */
  readonly id: string;
  readonly dependencies?: readonly string[];
  readonly version?: string;
  readonly apps?: readonly AppInfo[];
  readonly pods?: readonly PodStatus[];
  readonly groups?: readonly Group[];
  readonly enforceRole?: boolean;
}
