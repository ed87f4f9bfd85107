/** Why a service waits, or where one more instance of it would fit: every agent, every requirement. Times are virtual, milliseconds since the Unix epoch. */
import type { Fix } from './fix';
import type { Requirement, RequirementKind, ScalarName } from './requirement';

/** `GET /_simulation/scheduling`: what waits. */
export interface WaitingService {
  readonly service: string;
  readonly kind: 'app' | 'pod';
  readonly waiting: Waiting;
}

export interface Waiting {
  /** Instances that wait for an offer that fits. */
  readonly count: number;
  /** Since when the oldest of them does; null: nothing waits. */
  readonly since: number | null;
  /** No launch is tried before, since earlier ones failed; null: nothing holds it back. */
  readonly delayedUntil: number | null;
}

/** `GET /_simulation/scheduling?service=/id`: of one more instance, beside those that are placed now. */
export interface ServiceScheduling {
  readonly service: string;
  readonly kind: 'app' | 'pod';
  readonly version: string;
  /** When all this was so. */
  readonly at: number;
  readonly waiting: Waiting;
  /** Instances it should have, and those that have a place. */
  readonly wanted: number;
  readonly placed: number;
  /** Offers it was shown since something of it waits. */
  readonly offers: {
    readonly seen: number;
    readonly refused: number;
    readonly lastRefusedAt: number | null;
    readonly lastUsedAt: number | null;
  };
  readonly summary: SchedulingSummary;
  /** Those it fits on first, then those that miss least; all of them, or as many as `agents=` asked for. */
  readonly agents: readonly AgentScheduling[];
  /** What would let one more instance fit, the smallest change first; empty when one fits already, or nothing helps. */
  readonly fixes: readonly Fix[];
  /** Instances there are, and those of which a record is left. */
  readonly instances: readonly RecordedInstance[];
}

export interface RecordedInstance {
  readonly instanceId: string;
  /** Of its last launch; null: there is no record of one. */
  readonly hostname: string | null;
  readonly chosenAt: number | null;
}

export interface SchedulingSummary {
  /** In one sentence. */
  readonly sentence: string;
  /** Agents of the cluster, those that one more instance fits on, and those of them that are, or will be, offered now. */
  readonly agents: number;
  readonly fit: number;
  readonly offered: number;
  /** Requirements that some agent does not meet, the one that decides most often first. */
  readonly limits: readonly Limit[];
  /** What the agents have free for it: an instance has to find all it asks for on one of them. */
  readonly scalars: readonly ScalarSummary[];
}

export interface Limit {
  readonly kind: RequirementKind;
  /** Of a constraint: its place among the service's constraints, from 0; else null. */
  readonly index: number | null;
  /** In words, e.g. `2 cpus` or `rack IS r9`. */
  readonly label: string;
  /** Agents that do not meet it, and those that meet everything else. */
  readonly failing: number;
  readonly onlyFailing: number;
}

export interface ScalarSummary {
  readonly name: ScalarName;
  readonly asked: number;
  /** On the agent that has most, and on all together. */
  readonly largest: number;
  readonly total: number;
}

export interface AgentScheduling {
  readonly agentId: string;
  readonly hostname: string;
  readonly region: string | null;
  readonly zone: string | null;
  readonly offering: Offering;
  /** One more instance fits, once it is offered. */
  readonly fits: boolean;
  readonly requirements: readonly Requirement[];
  /** The last offer of this agent that did not fit; null: none since something waits. */
  readonly lastRefusal: {
    readonly offerId: string;
    readonly at: number;
    readonly lacked: readonly Requirement[];
  } | null;
}

/** Whether an agent's free resources reach Marathon as an offer. */
export type Offering =
  /** An offer is out. */
  | { readonly state: 'offered' }
  /** With the next allocation. */
  | { readonly state: 'next' }
  /** Marathon declined as much or more, and does not want to see it again before. */
  | { readonly state: 'declined'; readonly until: number }
  /** Marathon wants no offers: nothing waits, or everything that waits is held back. */
  | { readonly state: 'suppressed' }
  /** Too little is free to be offered to anybody. */
  | { readonly state: 'too-little' }
  /** The state of the agent forbids it. */
  | { readonly state: 'closed' };
