/** A named cluster to begin with: its machines, and what was asked of it before the first visitor came. */
import type { AgentSpec } from '../mesos/agent-spec';
import type { MarathonSettings } from '../marathon/settings';
import type { MesosSettings } from '../mesos/settings';

/** One request of the scenario's past, made as any other through Marathon's API. */
export interface ScenarioCommand {
  /** Virtual seconds after the cluster began. Commands are in order of time. */
  readonly at: number;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below Marathon's root, e.g. `/v2/pods`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Scenario {
  readonly name: string;
  /** One sentence for those who choose. */
  readonly about: string;
  readonly agents: readonly AgentSpec[];
  /** What differs from the settings of DC/OS. */
  readonly mesos?: Partial<MesosSettings>;
  /** What differs from the settings DC/OS runs Marathon with. */
  readonly marathon?: Partial<MarathonSettings>;
  /** The master's own region; agents elsewhere are remote. */
  readonly region: string;
  readonly commands: readonly ScenarioCommand[];
  /** Virtual seconds to run after the last command before anyone looks. */
  readonly settle: number;
}
