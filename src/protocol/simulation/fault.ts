/** Faults on purpose: `GET|POST|DELETE /_simulation/faults`, and their effects: `GET /_simulation/timeline`. Times are virtual. */
import type * as z from 'zod/mini';
import type { faultSchema } from './fault.schema';

/** Body of `POST /_simulation/faults`: kind and its own members, target, when, how often, how long. */
export type FaultWish = z.output<typeof faultSchema>;

/** `waiting`: for its time. `active`: a condition that holds. `over`: it happened, or was taken away. */
export type FaultState = 'waiting' | 'active' | 'over';

/** One blow, and what it met. Its id is the cause its effects carry. */
export interface FaultHit {
  /** `<fault>.<n>` */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Ids of agents, containers, …, the first 100 of them; empty: nothing was hit. */
  readonly hit: readonly string[];
  /** How many were hit. */
  readonly count: number;
  /** Why nothing was hit, or not all that were meant. */
  readonly missed?: string;
}

export interface Fault {
  readonly id: string;
  readonly wish: FaultWish;
  readonly state: FaultState;
  /** When it is due next, milliseconds since the Unix epoch; null = never again. */
  readonly dueAt: number | null;
  /** When a condition ends; null = it was not begun, or has no end. */
  readonly endsAt: number | null;
  /** The last 20, newest last. */
  readonly hits: readonly FaultHit[];
}

/** One effect of a fault. */
export interface TimelineEvent {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Id of the hit. */
  readonly cause: string;
  /** What it happened to: a task, an agent, an offer, the master, an instance. */
  readonly subject: string;
  /** E.g. `TASK_FAILED`, `unreachable`, `launch`; the kind of the fault where it hits, `begins` and `ends` of a condition. */
  readonly event: string;
  readonly detail?: string;
}
