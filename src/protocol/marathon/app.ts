/** App definitions and what the API adds to them: the members the dashboard reads (Marathon RAML `app`, `appInfo`, `task`). */
import type { TaskState } from '../mesos/task';
import type { Environment, Network, UnreachableStrategy, UpgradeStrategy } from './pod';

export interface App {
  readonly id: string;
  readonly cmd?: string;
  readonly args?: readonly string[];
  readonly user?: string;
  readonly env?: Environment;
  readonly labels?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, { readonly source: string }>>;
  readonly instances?: number;
  /** Shares; mem and disk in MiB. */
  readonly cpus?: number;
  readonly mem?: number;
  readonly disk?: number;
  readonly gpus?: number;
  readonly container?: AppContainer;
  readonly networks?: readonly Partial<Network>[];
  readonly portDefinitions?: readonly AppPort[];
  readonly requirePorts?: boolean;
  readonly healthChecks?: readonly AppHealthCheck[];
  readonly readinessChecks?: readonly Readonly<Record<string, unknown>>[];
  readonly upgradeStrategy?: UpgradeStrategy;
  readonly backoffSeconds?: number;
  readonly backoffFactor?: number;
  readonly maxLaunchDelaySeconds?: number;
  /** `[field, operator]` or `[field, operator, value]`. */
  readonly constraints?: readonly (readonly string[])[];
  readonly dependencies?: readonly string[];
  readonly fetch?: readonly {
    readonly uri: string;
    readonly extract?: boolean;
    readonly executable?: boolean;
    readonly cache?: boolean;
    readonly destPath?: string;
  }[];
  readonly acceptedResourceRoles?: readonly string[];
  readonly taskKillGracePeriodSeconds?: number;
  readonly killSelection?: 'YOUNGEST_FIRST' | 'OLDEST_FIRST';
  readonly unreachableStrategy?: UnreachableStrategy;
  readonly tty?: boolean;
  readonly role?: string;
  readonly version?: string;
  readonly versionInfo?: { readonly lastScalingAt: string; readonly lastConfigChangeAt: string };
}

export interface AppContainer {
  readonly type?: 'MESOS' | 'DOCKER';
  readonly docker?: {
    readonly image: string;
    readonly forcePullImage?: boolean;
    readonly privileged?: boolean;
    readonly parameters?: readonly { readonly key: string; readonly value: string }[];
  };
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
  readonly portMappings?: readonly AppPortMapping[];
  readonly linuxInfo?: Readonly<Record<string, unknown>>;
}

export interface AppPort {
  readonly port?: number;
  readonly protocol?: string;
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AppPortMapping {
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly servicePort?: number;
  readonly name?: string;
  readonly protocol?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly networkNames?: readonly string[];
}

export interface AppHealthCheck {
  readonly protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'COMMAND' | 'MESOS_HTTP' | 'MESOS_HTTPS' | 'MESOS_TCP';
  readonly path?: string;
  readonly port?: number;
  readonly portIndex?: number;
  readonly command?: { readonly value: string };
  readonly gracePeriodSeconds?: number;
  readonly intervalSeconds?: number;
  readonly maxConsecutiveFailures?: number;
  readonly timeoutSeconds?: number;
  readonly delaySeconds?: number;
}

/** An app as `/v2/apps` and groups answer it. */
export interface AppInfo extends App {
  readonly tasksStaged: number;
  readonly tasksRunning: number;
  readonly tasksHealthy: number;
  readonly tasksUnhealthy: number;
  readonly deployments?: readonly { readonly id: string }[];
  readonly tasks?: readonly AppTask[];
  readonly lastTaskFailure?: AppTaskFailure;
}

export interface AppTask {
  readonly id: string;
  readonly appId: string;
  readonly host: string;
  readonly slaveId: string;
  readonly state: TaskState;
  readonly stagedAt: string;
  readonly startedAt?: string;
  readonly version: string;
  readonly ports: readonly number[];
  readonly servicePorts: readonly number[];
  readonly ipAddresses: readonly { readonly ipAddress: string; readonly protocol: 'IPv4' | 'IPv6' }[];
  readonly region?: string;
  readonly zone?: string;
  readonly role?: string;
}

export interface AppTaskFailure {
  readonly appId: string;
  readonly taskId: string;
  readonly host: string;
  readonly slaveId: string;
  readonly state: TaskState;
  readonly message: string;
  readonly timestamp: string;
  readonly version: string;
}
