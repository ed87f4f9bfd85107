/** The settings DC/OS runs Marathon 1.11 with (Marathon `MarathonConf`; spelled there as command line flags). */
import { millis, seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';

/** What a world may set otherwise. */
export interface MarathonSettings {
  /** `launch_tokens`: instances launched per interval, besides one for each that came up meanwhile. */
  readonly launchTokens: number;
  /** `launch_token_refresh_interval` */
  readonly launchTokenRefreshInterval: Millis;
}

export const DCOS_MARATHON_SETTINGS: MarathonSettings = {
  launchTokens: 100,
  launchTokenRefreshInterval: seconds(30),
};

export const FRAMEWORK_NAME = 'marathon';
export const MARATHON_VERSION = '1.11.24';
/** Resources reserved to this role may be used besides unreserved ones; it is also the role pods run as. */
export const MESOS_ROLE = 'slave_public';
/** What a pod accepts that lists no roles (`default_accepted_resource_roles`). */
export const DEFAULT_ACCEPTED_ROLES: readonly string[] = ['*'];
export const MESOS_BRIDGE_NAME = 'mesos-bridge';
export const DEFAULT_NETWORK_NAME = 'dcos';
/** Instances launched from one offer at most. */
export const MAX_INSTANCES_PER_OFFER = 5;
/** Service ports are taken from here (`local_port_min`, `local_port_max`). */
export const LOCAL_PORT_MIN = 10_000;
export const LOCAL_PORT_MAX = 20_000;
export const MAX_RUNNING_DEPLOYMENTS = 100;
/** Of an offer that nobody could use. */
export const DECLINE_OFFER_DURATION = millis(300_000);
/** Of an offer that could not be looked at by all who wait; Mesos' own default. */
export const DECLINE_AND_RESEND_DURATION = seconds(5);
export const MIN_REVIVE_INTERVAL = millis(5_000);
/** After the end of an instance its executor needs a moment to go; no setting of Marathon's, which runs into dropped tasks here. */
export const EXECUTOR_LINGER = millis(2000);
/** Provisioned, but not a single status after this. */
export const TASK_LAUNCH_CONFIRM_TIMEOUT = millis(300_000);
/** Staging or starting without any progress for this long. */
export const TASK_LAUNCH_TIMEOUT = millis(300_000);
/** Reserved for, but not offered what was reserved after this: it is given up, and another instance takes its place. */
export const TASK_RESERVATION_TIMEOUT = millis(20_000);
/**
 * How long offers are asked for to free what is reserved for nobody; no setting of Marathon's. Later, as when its agent was away
 * or Mesos never reserved it, it is freed when it happens to be offered.
 */
export const GARBAGE_PATIENCE = millis(300_000);
export const OVERDUE_CHECK_INTERVAL = millis(30_000);
export const TASK_LOST_EXPUNGE_INTERVAL = millis(30_000);
export const KILL_RETRY_TIMEOUT = millis(30_000);
/** Instances being killed at the same time. */
export const KILL_CHUNK_SIZE = 100;
/** After registering again, and between two rounds of asking. */
export const RECONCILIATION_INITIAL_DELAY = millis(15_000);
export const RECONCILIATION_INTERVAL = millis(600_000);
export const SCALE_CHECK_INITIAL_DELAY = millis(15_000);
export const SCALE_CHECK_INTERVAL = millis(300_000);
