/** Everything `GET /v2/events` sends, by `eventType` (Marathon RAML `events`, `core/event`). */
import type { TaskState } from '../mesos/task';
import type { AppAnswer, AppHealthCheck } from './app';
import type { DeploymentPlan, DeploymentStep } from './deployment';
import type { InstanceCondition } from './instance';

interface Event<Type extends string> {
  readonly eventType: Type;
  /** ISO-8601 UTC. */
  readonly timestamp: string;
}

/** After a POST, PUT or DELETE of a pod was accepted. */
export interface PodEvent extends Event<'pod_created_event' | 'pod_updated_event' | 'pod_deleted_event'> {
  readonly clientIp: string;
  /** Path of the request. */
  readonly uri: string;
}

export interface ApiPostEvent extends Event<'api_post_event'> {
  readonly clientIp: string;
  readonly uri: string;
  readonly appDefinition: AppAnswer;
}

/** One task changed its state. */
export interface StatusUpdateEvent extends Event<'status_update_event'> {
  readonly slaveId: string;
  readonly taskId: string;
  readonly taskStatus: TaskState;
  readonly message: string;
  /** Id of the pod or app. */
  readonly appId: string;
  readonly host: string;
  readonly ipAddresses: readonly { readonly ipAddress: string; readonly protocol: 'IPv4' | 'IPv6' }[];
  readonly ports: readonly number[];
  readonly version: string;
}

export interface InstanceChangedEvent extends Event<'instance_changed_event'> {
  readonly instanceId: string;
  readonly condition: InstanceCondition;
  readonly runSpecId: string;
  /** Absent while the instance has no agent. */
  readonly agentId?: string;
  readonly host?: string;
  readonly runSpecVersion: string;
}

export interface InstanceHealthChangedEvent extends Event<'instance_health_changed_event'> {
  readonly instanceId: string;
  readonly runSpecId: string;
  /** null: not known yet. */
  readonly healthy: boolean | null;
  readonly runSpecVersion: string;
}

/** A task of an instance Marathon does not know ended. */
export interface UnknownInstanceTerminatedEvent extends Event<'unknown_instance_terminated_event'> {
  readonly instanceId: string;
  readonly runSpecId: string;
  readonly condition: InstanceCondition;
}

/** A pod or app was stopped for good. */
export interface AppTerminatedEvent extends Event<'app_terminated_event'> {
  readonly appId: string;
}

export interface GroupChangeSuccessEvent extends Event<'group_change_success'> {
  readonly groupId: string;
  readonly version: string;
}

export interface GroupChangeFailedEvent extends Event<'group_change_failed'> {
  readonly groupId: string;
  readonly version: string;
  readonly reason: string;
}

/** A step of a deployment begins or ends. */
export interface DeploymentStepEvent extends Event<
  'deployment_info' | 'deployment_step_success' | 'deployment_step_failure'
> {
  readonly plan: DeploymentPlan;
  readonly currentStep: DeploymentStep;
}

export interface DeploymentSuccessEvent extends Event<'deployment_success'> {
  readonly id: string;
  readonly plan: DeploymentPlan;
}

/** Cancelled or failed. */
export interface DeploymentFailedEvent extends Event<'deployment_failed'> {
  readonly id: string;
  readonly plan: DeploymentPlan;
  readonly reason?: string;
}

/** Only of apps that Marathon itself checks, never of pods. */
export interface HealthCheckEvent extends Event<
  | 'add_health_check_event'
  | 'remove_health_check_event'
  | 'failed_health_check_event'
  | 'health_status_changed_event'
  | 'unhealthy_instance_kill_event'
> {
  readonly appId: string;
  readonly version?: string;
  readonly instanceId?: string;
  readonly taskId?: string;
  readonly healthCheck?: AppHealthCheck;
  readonly alive?: boolean;
  readonly reason?: string;
  readonly host?: string;
  readonly slaveId?: string;
}

export interface SchedulerEvent extends Event<'scheduler_registered_event'> {
  readonly frameworkId: string;
  readonly master: string;
}

export interface SchedulerReregisteredEvent extends Event<'scheduler_reregistered_event'> {
  readonly master: string;
}

export type SchedulerDisconnectedEvent = Event<'scheduler_disconnected_event'>;

/** The first frame of every connection, and what others see of it. */
export interface EventStreamEvent extends Event<'event_stream_attached' | 'event_stream_detached'> {
  readonly remoteAddress: string;
}

export interface FrameworkMessageEvent extends Event<'framework_message_event'> {
  readonly executorId: string;
  readonly slaveId: string;
  readonly message: string;
}

export type MarathonEvent =
  | PodEvent
  | ApiPostEvent
  | StatusUpdateEvent
  | InstanceChangedEvent
  | InstanceHealthChangedEvent
  | UnknownInstanceTerminatedEvent
  | AppTerminatedEvent
  | GroupChangeSuccessEvent
  | GroupChangeFailedEvent
  | DeploymentStepEvent
  | DeploymentSuccessEvent
  | DeploymentFailedEvent
  | HealthCheckEvent
  | SchedulerEvent
  | SchedulerReregisteredEvent
  | SchedulerDisconnectedEvent
  | EventStreamEvent
  | FrameworkMessageEvent;

export type MarathonEventType = MarathonEvent['eventType'];

const KNOWN: Readonly<Record<MarathonEventType, true>> = {
  pod_created_event: true,
  pod_updated_event: true,
  pod_deleted_event: true,
  api_post_event: true,
  status_update_event: true,
  instance_changed_event: true,
  instance_health_changed_event: true,
  unknown_instance_terminated_event: true,
  app_terminated_event: true,
  group_change_success: true,
  group_change_failed: true,
  deployment_info: true,
  deployment_step_success: true,
  deployment_step_failure: true,
  deployment_success: true,
  deployment_failed: true,
  add_health_check_event: true,
  remove_health_check_event: true,
  failed_health_check_event: true,
  health_status_changed_event: true,
  unhealthy_instance_kill_event: true,
  scheduler_registered_event: true,
  scheduler_reregistered_event: true,
  scheduler_disconnected_event: true,
  event_stream_attached: true,
  event_stream_detached: true,
  framework_message_event: true,
};

/** Whether parsed JSON is one of Marathon's events; its other members are taken on trust. */
export const isMarathonEvent = (value: unknown): value is MarathonEvent =>
  typeof value === 'object' &&
  value !== null &&
  'eventType' in value &&
  typeof value.eventType === 'string' &&
  Object.hasOwn(KNOWN, value.eventType);
