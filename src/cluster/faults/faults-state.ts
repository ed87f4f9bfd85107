/** What the faults remember: those there are, and what came of them. */
import type { FaultHit, FaultState, FaultWish, TimelineEvent } from '../../protocol/simulation/fault';
import type { Millis } from '../../protocol/units';

export interface FaultRecord {
  readonly id: string;
  readonly wish: FaultWish;
  state: FaultState;
  dueAt: Millis | null;
  endsAt: Millis | null;
  /** How often it was tried so far. */
  fired: number;
  /** Id of the disturbance that holds because of it. */
  holding: string | null;
  /** The last 20. */
  hits: FaultHit[];
}

/** Faults that wait or hold at the same time. */
export const MAX_LIVE_FAULTS = 1000;

export interface FaultsState {
  next: number;
  /** By id, oldest first. */
  readonly faults: Map<string, FaultRecord>;
  /** Effects, oldest first; the last 2,000. */
  timeline: TimelineEvent[];
}

export const newFaultsState = (): FaultsState => ({ next: 1, faults: new Map(), timeline: [] });

/** A fault is due, or a condition ends. Told to whoever was meant: the times tell whether it still is. */
export type FaultTimer = { readonly to: 'faults'; readonly faultId: string; readonly at: Millis } & (
  | { readonly kind: 'FAULT_DUE' }
  | { readonly kind: 'FAULT_OVER' }
);
