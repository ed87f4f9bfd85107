/** What each of Marathon's events makes stale: the one table between the event stream and the query cache. */
import type { DeploymentPlan } from '../../protocol/marathon/deployment';
import type { MarathonEvent } from '../../protocol/marathon/event';

/** What may differ from what the cache holds. */
export interface Effect {
  /** Ids of pods whose status changed. */
  readonly pods?: readonly string[];
  /** Ids of pods with a new version, or none any more. */
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

const podsOfPlan = (plan: DeploymentPlan): readonly string[] => [
  ...new Set(plan.steps.flatMap(({ actions }) => actions.flatMap(({ pod }) => pod ?? []))),
];

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
      return { pods: [event.appId], agents: true };
    case 'instance_changed_event':
    case 'unknown_instance_terminated_event':
      return { pods: [event.runSpecId], queue: true, agents: true };
    case 'instance_health_changed_event':
      return { pods: [event.runSpecId] };
    case 'app_terminated_event':
      return { pods: [event.appId], queue: true };
    case 'deployment_info':
    case 'deployment_step_success':
    case 'deployment_step_failure':
      return { pods: podsOfPlan(event.plan), deployments: true };
    case 'deployment_success':
    case 'deployment_failed':
      return {
        pods: podsOfPlan(event.plan),
        definitions: podsOfPlan(event.plan),
        deployments: true,
        queue: true,
      };
    case 'group_change_success':
    case 'api_post_event':
      return { deployments: true };
    case 'scheduler_registered_event':
    case 'scheduler_reregistered_event':
    case 'scheduler_disconnected_event':
      return { agents: true, queue: true };
    case 'add_health_check_event':
    case 'remove_health_check_event':
    case 'failed_health_check_event':
    case 'health_status_changed_event':
    case 'unhealthy_instance_kill_event':
      return NOTHING;
    case 'group_change_failed':
    case 'event_stream_attached':
    case 'event_stream_detached':
    case 'framework_message_event':
      return NOTHING;
  }
};
