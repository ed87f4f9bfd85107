/**
 * A pod definition at its ages: `PodInput` as typed, `PodDefinition` as the server keeps it,
 * and `PodAnswer`, the short form of the latter that the API answers.
 * Types only; all are derived from the schema, so this file costs nothing at run time.
 */
import type * as z from 'zod/mini';
import type { commandSchema } from './command.schema';
import type { containerSchema, imageSchema, resourceLimitsSchema, resourcesSchema } from './container.schema';
import type { healthCheckSchema } from './health-check.schema';
import type { lifecycleSchema, startConditionSchema } from './lifecycle.schema';
import type { endpointSchema, networkModeSchema, networkSchema } from './network.schema';
import type { executorResourcesSchema, podSchema } from './pod.schema';
import type {
  constraintSchema,
  placementSchema,
  scalingSchema,
  schedulingSchema,
  unreachableStrategySchema,
  upgradeSchema,
} from './scheduling.schema';
import type { environmentSchema, ipcInfoSchema, seccompSchema } from './shared.schema';
import type { volumeSchema } from './volume.schema';

/** As a user writes it: everything that has a default or may be empty can be missing. */
export type PodInput = z.input<typeof podSchema>;
export type ContainerInput = z.input<typeof containerSchema>;
export type EndpointInput = z.input<typeof endpointSchema>;

/** One container of `PodAnswer`: empty collections are left out. */
export type ContainerAnswer = Omit<ContainerInput, 'resources'> & { readonly resources: Resources };
/** As the API answers it: normalised and versioned; empty maps and lists are left out. */
export type PodAnswer = Omit<PodInput, 'containers' | 'scaling' | 'scheduling' | 'executorResources' | 'version'> & {
  readonly version: string;
  readonly containers: readonly ContainerAnswer[];
  readonly scaling: Scaling;
  readonly scheduling: Omit<Scheduling, 'placement'> & {
    readonly placement?: z.input<typeof placementSchema> | undefined;
  };
  readonly executorResources: ExecutorResources;
};

/** As read: schema defaults filled in, Marathon's own normalisation not yet done. */
export type PodRead = z.output<typeof podSchema>;

export type Container = z.output<typeof containerSchema>;
export type Endpoint = z.output<typeof endpointSchema>;
export type Image = z.output<typeof imageSchema>;
export type Command = z.output<typeof commandSchema>;
export type HealthCheck = z.output<typeof healthCheckSchema>;
export type Lifecycle = z.output<typeof lifecycleSchema>;
export type StartCondition = z.output<typeof startConditionSchema>;
export type Resources = z.output<typeof resourcesSchema>;
export type ResourceLimits = z.output<typeof resourceLimitsSchema>;
export type ExecutorResources = z.output<typeof executorResourcesSchema>;
export type Environment = z.output<ReturnType<typeof environmentSchema>>;
export type Seccomp = z.output<typeof seccompSchema>;
export type IpcInfo = z.output<typeof ipcInfoSchema>;

export type Network = z.output<typeof networkSchema>;
export type NetworkMode = z.output<typeof networkModeSchema>;

export type PodVolume = z.output<typeof volumeSchema>;

export type Constraint = z.output<typeof constraintSchema>;
export type UpgradeStrategy = z.output<typeof upgradeSchema>;
export type Placement = z.output<typeof placementSchema>;
export type UnreachableStrategy = z.output<typeof unreachableStrategySchema>;
export type Scaling = z.output<typeof scalingSchema>;

/** Every member present; `shutdownOrder` only when asked for. */
export type Scheduling = Omit<z.output<typeof schedulingSchema>, 'upgrade' | 'unreachableStrategy'> & {
  readonly upgrade: UpgradeStrategy;
  readonly unreachableStrategy: UnreachableStrategy;
};

/** Normalised: all defaults in, networks named, host ports filled in; the server has not stamped it yet. */
export type PodSpec = Omit<PodRead, 'version' | 'scheduling' | 'role'> & {
  readonly scheduling: Scheduling;
  readonly role: string;
};

/** What the server keeps: normalised, with the version it stamped (ISO-8601 UTC, milliseconds). */
export type PodDefinition = PodSpec & { readonly version: string };
