/** Events about which of an app's checks Marathon itself makes (Marathon `core/health/impl/MarathonHealthCheckManager`). */
import { isApp } from '../group/definition';
import type { Definition } from '../group/definition';
import type { UntimedEvent } from '../event/event-bus';
import { isMarathonCheck } from './app-checks';

const ownChecks = (definition: Definition | undefined) =>
  definition !== undefined && isApp(definition) ? definition.healthChecks.filter(isMarathonCheck) : [];

/** A deployment brings a version of an app. */
export const checksAdded = (definition: Definition | undefined): UntimedEvent[] =>
  ownChecks(definition).map((healthCheck) => ({
    eventType: 'add_health_check_event',
    appId: definition?.id ?? '',
    version: definition?.version ?? '',
    healthCheck,
  }));

/** An app was stopped for good. */
export const checksRemoved = (definition: Definition | undefined): UntimedEvent[] =>
  ownChecks(definition).map(() => ({ eventType: 'remove_health_check_event', appId: definition?.id ?? '' }));
