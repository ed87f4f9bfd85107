/** Offers and what a framework does with them (Mesos scheduler API: Offer, Offer.Operation, Filters). */
import type { Millis } from '../units';
import type { Attribute, FaultDomain, RoleResources } from './resources';
import type { ExecutorInfo, TaskInfo } from './task';

export interface Offer {
  readonly id: string;
  readonly frameworkId: string;
  readonly agentId: string;
  readonly hostname: string;
  readonly domain?: FaultDomain;
  readonly resources: readonly RoleResources[];
  readonly attributes: readonly Attribute[];
  /** The agent is to be down for maintenance; without `duration` for good. */
  readonly unavailability?: Unavailability;
}

export interface Unavailability {
  readonly start: Millis;
  readonly duration?: Millis;
}

/** One pod instance: an executor and the tasks it runs, launched all or nothing. */
export interface LaunchGroup {
  readonly type: 'LAUNCH_GROUP';
  readonly executor: ExecutorInfo;
  readonly tasks: readonly TaskInfo[];
  /** Id of the fault this launch is an effect of. No member of Mesos': it tells a simulation's onlookers why. */
  readonly cause?: string;
}

/**
 * One instance of an app: one task under the command executor that the agent makes for it. That executor has the task's id
 * and nothing of its own; it is spelled out here so that both operations read alike.
 */
export interface Launch {
  readonly type: 'LAUNCH';
  readonly executor: ExecutorInfo;
  readonly tasks: readonly [TaskInfo];
  readonly cause?: string;
}

/** What runs tasks. */
export type LaunchOperation = LaunchGroup | Launch;

/** Changes how resources are reserved, or what is kept on their disk. */
export interface ReservationOperation {
  /**
   * RESERVE: unreserved resources become these. UNRESERVE: these become unreserved. CREATE: reserved disk becomes the volumes
   * of these. DESTROY: the volumes of these become plain reserved disk, and what was kept in them is gone.
   */
  readonly type: 'RESERVE' | 'UNRESERVE' | 'CREATE' | 'DESTROY';
  /** Reserved; with volumes, and nothing but their disk, for CREATE and DESTROY. */
  readonly resources: readonly RoleResources[];
}

/** Operations of one ACCEPT apply in order, each to what those before it left. */
export type Operation = LaunchOperation | ReservationOperation;

export const isLaunch = (operation: Operation): operation is LaunchOperation =>
  operation.type === 'LAUNCH_GROUP' || operation.type === 'LAUNCH';

/** How long the same or fewer resources of that agent stay unoffered to that framework. 0 = not at all. */
export interface Filters {
  readonly refuse: Millis;
}
