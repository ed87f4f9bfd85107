/**
 * The scheduler API: all that Marathon and the Mesos master ever say to each other (Mesos `v1/scheduler/scheduler.proto`).
 * Each message is one entry of the event queue, so it is plain data and names its addressee.
 */
import type { Millis } from '../units';
import type { Filters, Offer, Operation } from './offer';
import type { TaskStatus } from './task';

/** Marathon → master. */
export type SchedulerCall =
  | {
      readonly to: 'master';
      readonly kind: 'SUBSCRIBE';
      readonly framework: FrameworkInfo;
      /** The id it was given before; absent the first time. */
      readonly frameworkId?: string;
    }
  | {
      readonly to: 'master';
      readonly kind: 'ACCEPT';
      readonly frameworkId: string;
      readonly offerIds: readonly string[];
      readonly operations: readonly Operation[];
      readonly filters: Filters;
    }
  | {
      readonly to: 'master';
      readonly kind: 'DECLINE';
      readonly frameworkId: string;
      readonly offerIds: readonly string[];
      readonly filters: Filters;
    }
  | { readonly to: 'master'; readonly kind: 'REVIVE'; readonly frameworkId: string }
  | { readonly to: 'master'; readonly kind: 'SUPPRESS'; readonly frameworkId: string }
  | {
      readonly to: 'master';
      readonly kind: 'KILL';
      readonly frameworkId: string;
      readonly taskId: string;
      readonly agentId: string;
      readonly grace?: Millis;
    }
  | {
      readonly to: 'master';
      readonly kind: 'ACKNOWLEDGE';
      readonly frameworkId: string;
      readonly agentId: string;
      readonly updates: readonly Acknowledgement[];
    }
  | {
      readonly to: 'master';
      readonly kind: 'RECONCILE';
      readonly frameworkId: string;
      /** Empty: all there are. */
      readonly tasks: readonly { readonly taskId: string; readonly agentId: string }[];
    };

/** Master → Marathon. */
export type SchedulerEvent =
  | {
      readonly to: 'marathon';
      readonly kind: 'SUBSCRIBED';
      readonly frameworkId: string;
      readonly domain?: { readonly region: string; readonly zone: string };
    }
  | { readonly to: 'marathon'; readonly kind: 'OFFERS'; readonly offers: readonly Offer[] }
  | { readonly to: 'marathon'; readonly kind: 'RESCIND'; readonly offerId: string }
  /** The master is gone: whatever is sent from now on gets lost. */
  | { readonly to: 'marathon'; readonly kind: 'DISCONNECTED' }
  /** Another master leads: time to subscribe again. */
  | { readonly to: 'marathon'; readonly kind: 'MASTER_ELECTED' }
  /** Statuses that set out together, of one agent. */
  | { readonly to: 'marathon'; readonly kind: 'UPDATE'; readonly statuses: readonly TaskStatus[] };

/** Which update has arrived; the status itself will do. */
export interface Acknowledgement extends Pick<TaskStatus, 'taskId' | 'state'> {
  readonly uuid: string;
}

export interface FrameworkInfo {
  readonly name: string;
  /** Roles whose reserved resources it may use besides `*`. */
  readonly roles: readonly string[];
  readonly capabilities: readonly (
    | 'PARTITION_AWARE'
    | 'TASK_KILLING_STATE'
    | 'GPU_RESOURCES'
    | 'REGION_AWARE'
    | 'MULTI_ROLE'
  )[];
}
