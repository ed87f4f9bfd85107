/** The settings DC/OS runs Mesos 1.11 with (flags of `mesos-master` and `mesos-agent`); a cluster may have others. */
import { millis, seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';

export interface MesosSettings {
  /** `agent_ping_timeout`: between two pings. */
  readonly pingTimeout: Millis;
  /** `max_agent_ping_timeouts`: missed in a row before an agent counts as unreachable. */
  readonly maxPingTimeouts: number;
  /** `agent_removal_rate_limit`: between two agents marked unreachable. */
  readonly removalInterval: Millis;
  /** `agent_reregister_timeout`: after an election. */
  readonly reregisterTimeout: Millis;
  /** `offer_timeout`: after which an unanswered offer is taken back. */
  readonly offerTimeout: Millis;
  /** How long until another master leads: the ZooKeeper session's timeout. */
  readonly electionTime: Millis;
}

export const DCOS_SETTINGS: MesosSettings = {
  pingTimeout: seconds(15),
  maxPingTimeouts: 20,
  removalInterval: millis(20 * 60_000),
  reregisterTimeout: millis(10 * 60_000),
  offerTimeout: millis(2 * 60_000),
  electionTime: seconds(10),
};
