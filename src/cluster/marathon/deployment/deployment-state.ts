/** What Marathon remembers of running deployments. */
import type { DeploymentAction, DeploymentPlan, DeploymentStep } from '../../../protocol/marathon/deployment';
import type { Definition } from '../group/definition';

/** Bringing a service to a number of instances. */
export interface ScaleProgress {
  readonly kind: 'scale';
  readonly runSpecId: string;
  /** Started by this action and not ready yet. */
  readonly waiting: Set<string>;
  /** Being killed by it. */
  readonly victims: Set<string>;
}

/** Replacing the instances of a service by those of a new version. */
export interface RestartProgress {
  readonly kind: 'restart';
  readonly runSpecId: string;
  readonly version: string;
  readonly maxCapacity: number;
  /** Old instances that still exist. */
  readonly old: Set<string>;
  /** Old instances not yet told to go, the next one first. */
  readonly spared: Set<string>;
  /** New instances that exist. */
  readonly fresh: Set<string>;
  /** New instances that run and are healthy. */
  readonly ready: Set<string>;
  /** As many as were ready together at any time: for each, one old instance had to go. */
  mostReady: number;
}

/** Ending all instances of a service. */
export interface StopProgress {
  readonly kind: 'stop';
  readonly runSpecId: string;
  readonly victims: Set<string>;
}

/** One action of the step that runs; an action that is done is taken out. */
export type ActionProgress = ScaleProgress | RestartProgress | StopProgress;

export interface DeploymentRecord {
  readonly id: string;
  readonly version: string;
  readonly steps: readonly DeploymentStep[];
  readonly affectedApps: readonly string[];
  readonly affectedPods: readonly string[];
  /** Definitions before it, for a rollback; null: the service did not exist. */
  readonly before: ReadonlyMap<string, Definition | null>;
  /** Groups it made; a rollback drops those that are empty. */
  readonly newGroups: readonly string[];
  /** Of other groups it changed or removed: what they depended on before, and since. */
  readonly dependencies: ReadonlyMap<string, { readonly before: readonly string[]; readonly after: readonly string[] }>;
  /** Index of the step that runs; -1 before the first. */
  current: number;
  running: ActionProgress[];
}

export interface DeploymentsState {
  readonly deployments: Map<string, DeploymentRecord>;
  /** The one deployment a service is in. */
  readonly byRunSpec: Map<string, string>;
}

export const newDeploymentsState = (): DeploymentsState => ({ deployments: new Map(), byRunSpec: new Map() });

/** Ids of all services it works on. */
export const affectedBy = ({ affectedApps, affectedPods }: DeploymentRecord): readonly string[] => [
  ...affectedApps,
  ...affectedPods,
];

/** As events carry it. */
export const planOf = ({ id, version, steps }: DeploymentRecord): DeploymentPlan => ({ id, version, steps });

/** The actions of the step that runs. */
export const currentActions = (record: DeploymentRecord): readonly DeploymentAction[] =>
  record.steps[record.current]?.actions ?? [];
