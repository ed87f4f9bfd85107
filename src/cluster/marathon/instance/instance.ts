/**
 * An instance of a pod or app and its tasks, one per container, as Marathon tracks them (Marathon `core/instance/Instance`, `core/task/Task`).
 * Records are replaced, never changed, so that a change can be told by comparing before and after.
 */
import type { InstanceCondition, InstanceGoal } from '../../../protocol/marathon/instance';
import type { Attribute } from '../../../protocol/mesos/resources';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import type { InstanceReservation } from './reservation';

/** Running: kept alive. Stopped: ended, its reservation kept. Decommissioned: removed once all its tasks have ended. */
export type Goal = InstanceGoal;
export type Condition = InstanceCondition;

export interface Task {
  /** `<instanceId>.<container>.<incarnation>` */
  readonly id: string;
  readonly container: string;
  readonly condition: Condition;
  readonly stagedAt: Millis;
  readonly startedAt: Millis | null;
  /** The newest status Mesos sent. */
  readonly status: TaskStatus | null;
  /** Allocated host ports of the endpoints that ask for one, in the order of the endpoints. */
  readonly hostPorts: readonly number[];
}

/** Where an instance was placed: what constraints and the status need to know of the agent. */
export interface AgentPlace {
  readonly agentId: string;
  readonly host: string;
  readonly region: string | null;
  readonly zone: string | null;
  readonly attributes: readonly Attribute[];
}

export interface Instance {
  readonly id: string;
  readonly runSpecId: string;
  /** Version of the definition it was (or is to be) launched with. */
  readonly version: string;
  readonly role: string;
  readonly goal: Goal;
  readonly condition: Condition;
  /** When the condition began. */
  readonly since: Millis;
  /** When it first ran in this incarnation. */
  readonly activeSince: Millis | null;
  readonly healthy: boolean | null;
  /** False until the readiness checks of its app passed; true where there are none. */
  readonly ready: boolean;
  /** Seconds, or null where the pod disables the unreachable strategy. */
  readonly unreachable: { readonly inactiveAfterSeconds: number; readonly expungeAfterSeconds: number } | null;
  /** 0 until first launched; a relaunched instance keeps its id and counts up. */
  readonly incarnation: number;
  /** Null until first placed, or reserved for; a failed instance keeps it while it waits for its relaunch. */
  readonly agent: AgentPlace | null;
  /** Absent: nothing is reserved for it. */
  readonly reservation?: InstanceReservation;
  /** Id of the fault because of which it waits, was launched, or is lost. */
  readonly cause?: string;
  /** Of the newest incarnation; empty until first placed. */
  readonly tasks: readonly Task[];
}

const TERMINAL: ReadonlySet<Condition> = new Set<Condition>([
  'Error',
  'Failed',
  'Finished',
  'Killed',
  'Gone',
  'Dropped',
  'Unknown',
]);
const LOST: ReadonlySet<Condition> = new Set<Condition>([
  'Unreachable',
  'UnreachableInactive',
  'Unknown',
  'Gone',
  'Dropped',
]);
const LAUNCHING: ReadonlySet<Condition> = new Set<Condition>(['Provisioned', 'Staging', 'Starting']);

/** The task or instance has ended. */
export const isTerminal = (condition: Condition): boolean => TERMINAL.has(condition);
/** A kill would reach nobody, and constraints no longer count it. */
export const isLost = (condition: Condition): boolean => LOST.has(condition);
/** Placed, not up yet. */
export const isLaunching = (condition: Condition): boolean => LAUNCHING.has(condition);

/** Counts towards the instances its service should have. */
export const isPresent = (instance: Instance): boolean =>
  instance.goal === 'Running' && instance.condition !== 'UnreachableInactive';

/** Wants an offer. */
export const isWaiting = ({ condition, goal }: Instance): boolean => condition === 'Scheduled' && goal === 'Running';

/** Mesos was asked to reserve for it, and has not offered what it reserved yet. */
export const isReserving = (instance: Instance): boolean =>
  instance.reservation?.state === 'new' && isWaiting(instance);

/** What its goal becomes when it is one too many: whoever holds a reservation keeps it. */
export const goalAfter = ({ goal, reservation }: Instance): Goal =>
  reservation === undefined || goal === 'Decommissioned' ? 'Decommissioned' : 'Stopped';

/** Ended as it was told to, or never begun; its reservation is kept for whoever comes next. */
export const isResting = ({ goal, condition, tasks }: Instance): boolean =>
  goal === 'Stopped' && (condition === 'Scheduled' || tasks.every((task) => isTerminal(task.condition)));

/** Up, healthy if anything checks it, and ready if it was asked; what a deployment waits for. */
export const isReady = (instance: Instance, hasHealthChecks: boolean): boolean =>
  instance.condition === 'Running' && instance.ready && (!hasHealthChecks || instance.healthy === true);
