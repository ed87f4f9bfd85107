/** What each of Marathon's events makes stale: the one table between the event stream and the query cache. */
import type { DeploymentPlan } from '../../protocol/marathon/deployment';
import type { MarathonEvent } from '../../protocol/marathon/event';

/** What may differ from what the cache holds. */
export interface Effect {
  /** Ids of pods whose status changed. */
  readonly pods?: readonly string[];
  /** Ids of apps whose status changed. */
  readonly apps?: readonly string[];
  /** The same, where the event does not tell a pod from an app. */
  readonly services?: readonly string[];
  /** Ids of pods and apps with a new version, or none any more. */
  readonly definitions?: readonly string[];
  readonly queue?: true;
  readonly deployments?: true;
  readonly agents?: true;
}

const NOTHING: Effect = {};

/** `/v2/pods//shop/web::instances` → `/shop/web`; the collection itself names no pod. */
const podOfUri = (uri: string): readonly string[] => {
  const match = /\/v2\/pods\/+([^?]+?)(?:::[^/]*(?:\/.*)?)?(?:\?.*)?$/.exec(uri);
  return match?.[1] === undefined ? [] : [`/${match[1].replace(/\/+$/, '')}`];
};

/** The services a deployment works on, each once. */
const idsOfPlan = (plan: DeploymentPlan): Required<Pick<Effect, 'pods' | 'apps'>> => {
  const actions = plan.steps.flatMap((step) => step.actions);
  return {
    pods: [...new Set(actions.flatMap(({ pod }) => pod ?? []))],
    apps: [...new Set(actions.flatMap(({ app }) => app ?? []))],
  };
};

/** Exhaustive by type: a new kind of event does not compile until it has its line here. */
export const effectOf = (event: MarathonEvent): Effect => {
  switch (event.eventType) {
    case 'pod_created_event':
    case 'pod_updated_event':
    case 'pod_deleted_event': {
      const ids = podOfUri(event.uri);
      return { pods: ids, definitions: ids, queue: true, deployments: true };
    }
    case 'status_update_event':
      return { services: [event.appId], agents: true };
    case 'instance_changed_event':
    case 'unknown_instance_terminated_event':
      return { services: [event.runSpecId], queue: true, agents: true };
    case 'instance_health_changed_event':
      return { services: [event.runSpecId] };
    case 'app_terminated_event':
      return { services: [event.appId], queue: true };
    case 'deployment_info':
    case 'deployment_step_success':
    case 'deployment_step_failure':
      return { ...idsOfPlan(event.plan), deployments: true };
    case 'deployment_success':
    case 'deployment_failed': {
      const { pods, apps } = idsOfPlan(event.plan);
      return { pods, apps, definitions: [...pods, ...apps], deployments: true, queue: true };
    }
    case 'api_post_event': {
      const ids = [event.appDefinition.id];
      return { apps: ids, definitions: ids, queue: true, deployments: true };
    }
    case 'group_change_success':
      return { deployments: true };
    case 'scheduler_registered_event':
    case 'scheduler_reregistered_event':
    case 'scheduler_disconnected_event':
      return { agents: true, queue: true };
    // The first failures change no health, yet they are its cause.
    case 'failed_health_check_event':
    case 'health_status_changed_event':
      return { apps: [event.appId] };
    case 'add_health_check_event':
    case 'remove_health_check_event':
    case 'unhealthy_instance_kill_event':
    case 'group_change_failed':
    case 'event_stream_attached':
    case 'event_stream_detached':
    case 'framework_message_event':
      return NOTHING;
  }
};
