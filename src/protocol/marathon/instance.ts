/** One instance as the kill endpoints answer it: its state before the kill (Marathon RAML `instance`). */
import type { LocalVolume } from './local-volume';
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
  /** Only of services with persistent volumes, once Mesos was asked for it. */
  readonly reservation?: {
    readonly volumeIds: readonly LocalVolume[];
    readonly state: {
      readonly name: 'new' | 'launched' | 'suspended';
      /** When it is given up, if it does not show up in an offer. */
      readonly timeout?: { readonly initiated: string; readonly deadline: string; readonly reason: string };
    };
  };
}

const INSTANCE_ID = /^(.+)\.(instance-|marathon-)([^.]+)$/;

/** Whether a text can be an instance's id at all; others are refused with 422. */
export const isInstanceId = (text: string): boolean => INSTANCE_ID.test(text);
