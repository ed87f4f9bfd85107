/** One instance as the kill endpoints answer it: its state before the kill (Marathon RAML `instance`). */
import type { UnreachableStrategy } from './pod';

export type InstanceCondition =
  | 'Scheduled'
  | 'Provisioned'
  | 'Staging'
  | 'Starting'
  | 'Running'
  | 'Killing'
  | 'Finished'
  | 'Failed'
  | 'Error'
  | 'Killed'
  | 'Gone'
  | 'Dropped'
  | 'Unknown'
  | 'Unreachable'
  | 'UnreachableInactive';

export type InstanceGoal = 'Running' | 'Stopped' | 'Decommissioned';

export interface Instance {
  /** `<path with _ for />.instance-<uuid>` */
  readonly instanceId: string;
  readonly state: {
    readonly condition: InstanceCondition;
    readonly since: string;
    readonly activeSince?: string;
    readonly healthy?: boolean;
    readonly goal: InstanceGoal;
  };
  readonly agentInfo?: {
    readonly host: string;
    readonly agentId?: string;
    readonly region?: string;
    readonly zone?: string;
    /** Always empty here, as upstream. */
    readonly attributes: readonly never[];
  };
  readonly runSpecVersion: string;
  readonly unreachableStrategy: UnreachableStrategy;
}

const INSTANCE_ID = /^(.+)\.(instance-|marathon-)([^.]+)$/;

/** Whether a text can be an instance's id at all; others are refused with 422. */
export const isInstanceId = (text: string): boolean => INSTANCE_ID.test(text);
