/**
 * An app definition at its ages: `AppInput` as typed, `AppRead` with the schema's defaults, `AppSpec` normalised,
 * `AppDefinition` as the server keeps it, `AppAnswer` as the API writes it. Then what the API adds to an app: `AppInfo`,
 * `AppTask`. Types only; all are derived from the schema, so this file costs nothing at run time.
 */
import type * as z from 'zod/mini';
import type { TaskState } from '../mesos/task';
import type { appContainerSchema } from './app-container.schema';
import type { appHealthCheckSchema, readinessCheckSchema } from './app-health-check.schema';
import type { portDefinitionSchema, portMappingSchema } from './app-port.schema';
import type { appVolumeSchema } from './app-volume.schema';
import type { appSchema } from './app.schema';
import type { LocalVolume } from './local-volume';
import type { UnreachableStrategy, UpgradeStrategy } from './pod';

/** As a user writes it: everything that has a default or may be empty can be missing. */
export type AppInput = z.input<typeof appSchema>;
/** As read: schema defaults filled in, old members not yet translated. */
export type AppRead = z.output<typeof appSchema>;

export type AppVolume = z.output<typeof appVolumeSchema>;
export type PortDefinition = z.output<typeof portDefinitionSchema>;
export type PortMappingInput = z.input<typeof portMappingSchema>;
export type PortMapping = z.output<typeof portMappingSchema>;
export type AppHealthCheck = z.output<typeof appHealthCheckSchema>;
export type ReadinessCheck = z.output<typeof readinessCheckSchema>;

type ContainerRead = z.output<typeof appContainerSchema>;
type DockerRead = NonNullable<ContainerRead['docker']>;
export type AppDocker = Omit<DockerRead, 'network' | 'portMappings' | 'credential'>;
export type AppContainer = Omit<ContainerRead, 'docker'> & { readonly docker?: AppDocker | undefined };

/** Members that Marathon translates or drops while reading. */
type OldMembers = 'ports' | 'uris' | 'ipAddress' | 'residency';

/** Old members translated into today's; not yet normalised. */
export type ModernApp = Omit<AppRead, OldMembers | 'version' | 'container'> & {
  readonly container?: AppContainer | undefined;
};

/**
 * Normalised: all defaults in, networks named; with host networking `portDefinitions` are there, with other networks
 * `container.portMappings`, never both. The server has not stamped it yet.
 */
export type AppSpec = Omit<ModernApp, 'upgradeStrategy' | 'unreachableStrategy' | 'role'> & {
  readonly upgradeStrategy: UpgradeStrategy;
  readonly unreachableStrategy: UnreachableStrategy;
  readonly role: string;
};

/** Times of the last changes, ISO-8601 UTC with milliseconds. */
export interface AppVersionInfo {
  readonly lastScalingAt: string;
  readonly lastConfigChangeAt: string;
}

/** What the server keeps: normalised, with the version it stamped. */
export type AppDefinition = AppSpec & { readonly version: string; readonly versionInfo: AppVersionInfo };

type AlwaysAnswered =
  | 'id'
  | 'instances'
  | 'cpus'
  | 'mem'
  | 'disk'
  | 'gpus'
  | 'labels'
  | 'executor'
  | 'backoffSeconds'
  | 'backoffFactor'
  | 'maxLaunchDelaySeconds'
  | 'requirePorts'
  | 'upgradeStrategy'
  | 'unreachableStrategy'
  | 'killSelection'
  | 'role'
  | 'version'
  | 'versionInfo';

/** As the API answers it: of the rest, empty maps and lists are left out. */
export type AppAnswer = Omit<AppInput, OldMembers | AlwaysAnswered> & Pick<AppDefinition, AlwaysAnswered>;

/** An app as `/v2/apps` and groups answer it; what was not asked for with `embed` is absent. */
export type AppInfo = AppAnswer & {
  readonly tasksStaged?: number;
  readonly tasksRunning?: number;
  readonly tasksHealthy?: number;
  readonly tasksUnhealthy?: number;
  readonly deployments?: readonly { readonly id: string }[];
  readonly tasks?: readonly AppTask[];
  readonly lastTaskFailure?: AppTaskFailure;
  readonly readinessCheckResults?: readonly ReadinessCheckResult[];
  readonly taskStats?: AppTaskStats;
};

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
  /** One per health check that has had a result. */
  readonly healthCheckResults?: readonly AppHealth[];
  /** Reserved disks of the instance. */
  readonly localVolumes?: readonly LocalVolume[];
  readonly region?: string;
  readonly zone?: string;
  readonly role?: string;
}

/** What is known of an instance from one of its health checks. */
export interface AppHealth {
  readonly alive: boolean;
  readonly consecutiveFailures: number;
  readonly firstSuccess?: string;
  readonly lastSuccess?: string;
  readonly lastFailure?: string;
  readonly lastFailureCause?: string;
  readonly instanceId: string;
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

export interface ReadinessCheckResult {
  readonly name: string;
  readonly taskId: string;
  readonly ready: boolean;
  /** Only for checks that preserve it. */
  readonly lastResponse?: { readonly status: number; readonly contentType: string; readonly body: string };
}

/** Tasks of an app, counted by how new they are; groups without tasks are absent. */
export interface AppTaskStats {
  readonly startedAfterLastScaling?: TaskStats;
  readonly withLatestConfig?: TaskStats;
  readonly withOutdatedConfig?: TaskStats;
  readonly totalSummary?: TaskStats;
}

export interface TaskStats {
  readonly stats: {
    readonly counts: {
      readonly staged: number;
      readonly running: number;
      readonly healthy: number;
      readonly unhealthy: number;
    };
    /** Of running tasks. */
    readonly lifeTime?: { readonly averageSeconds: number; readonly medianSeconds: number };
  };
}
