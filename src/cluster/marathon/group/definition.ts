/** What the tree holds: pods and apps side by side (Marathon `state/RunSpec`). An app is the one without a list of containers. */
import type { AppDefinition, AppSpec } from '../../../protocol/marathon/app';
import { isAppUpgrade, onlyAppInstancesChanged } from '../../../protocol/marathon/app-upgrade';
import type { PodDefinition, PodSpec } from '../../../protocol/marathon/pod';
import { isUpgrade, onlyInstancesChanged } from '../../../protocol/marathon/pod-upgrade';

export type Definition = PodDefinition | AppDefinition;
export type Spec = PodSpec | AppSpec;

export const isApp = <Kind extends Spec>(spec: Kind): spec is Extract<Kind, AppSpec> => !('containers' in spec);
export const isPod = <Kind extends Spec>(spec: Kind): spec is Extract<Kind, PodSpec> => 'containers' in spec;

/** How many instances it wants. */
export const instancesOf = (spec: Spec): number => (isPod(spec) ? spec.scaling.instances : spec.instances);

/** Whether anything checks the health of its instances. */
export const isChecked = (definition: Definition): boolean =>
  isPod(definition)
    ? definition.containers.some(({ healthCheck }) => healthCheck !== undefined)
    : definition.healthChecks.length > 0;

/** What an update means for instances that run. */
export type SpecChange = 'created' | 'upgraded' | 'scaled' | 'unchanged';

/** What `next` would be to the definition in force. A pod in the place of an app replaces it. */
export const changeBetween = (old: Spec | undefined, next: Spec): SpecChange => {
  if (old === undefined) return 'created';
  if (isPod(old) && isPod(next)) {
    if (isUpgrade(old, next)) return 'upgraded';
    return onlyInstancesChanged(old, next) ? 'scaled' : 'unchanged';
  }
  if (isApp(old) && isApp(next)) {
    if (isAppUpgrade(old, next)) return 'upgraded';
    return onlyAppInstancesChanged(old, next) ? 'scaled' : 'unchanged';
  }
  return 'upgraded';
};

/** Stamped with the versions the server gives it. @param configVersion of the last change that replaces instances */
export const stamped = (spec: Spec, version: string, configVersion: string): Definition =>
  isPod(spec)
    ? { ...spec, version }
    : { ...spec, version, versionInfo: { lastScalingAt: version, lastConfigChangeAt: configVersion } };

/** Without what the server stamped: ready to be stored anew. */
export const unstamped = (definition: Definition): Spec => {
  if (isPod(definition)) {
    const { version: _version, ...spec } = definition;
    return spec;
  }
  const { version: _version, versionInfo: _info, ...spec } = definition;
  return spec;
};
