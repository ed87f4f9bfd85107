/** Whether a new definition of an app has to replace running instances (Marathon `state/AppDefinition.isUpgrade`). */
import type { AppSpec } from './app';
import { isSame } from './same';

/** Members whose change needs new instances: all but the number of instances. Sets have no order. */
const compared = (app: AppSpec): unknown => ({
  ...app,
  // An `AppDefinition` is an `AppSpec` too; when it was stamped does not count.
  version: undefined,
  versionInfo: undefined,
  instances: undefined,
  constraints: unordered(app.constraints),
  dependencies: unordered(app.dependencies),
  healthChecks: unordered(app.healthChecks),
  acceptedResourceRoles: app.acceptedResourceRoles && unordered(app.acceptedResourceRoles),
});

const unordered = (items: readonly unknown[]): readonly string[] =>
  items.map((item) => JSON.stringify(item)).toSorted();

/** True when running instances of `current` have to be replaced to become `next`; a mere change of `instances` is none. */
export const isAppUpgrade = (current: AppSpec, next: AppSpec): boolean => !isSame(compared(current), compared(next));

/** True when only the number of instances tells the two apart. */
export const onlyAppInstancesChanged = (current: AppSpec, next: AppSpec): boolean =>
  !isAppUpgrade(current, next) && current.instances !== next.instances;
