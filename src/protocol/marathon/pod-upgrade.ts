/** Whether a new definition has to replace running instances (Marathon `core/pod/PodDefinition.isUpgrade`). */
import type { PodSpec } from './pod';
import { isSame } from './same';

/** Members whose change needs new instances. A change of any other is stored and touches nothing that runs. */
const compared = (pod: PodSpec): unknown => ({
  user: pod.user,
  environment: pod.environment,
  labels: pod.labels,
  secrets: pod.secrets,
  containers: pod.containers,
  volumes: pod.volumes,
  networks: pod.networks,
  role: pod.role,
  linuxInfo: pod.linuxInfo,
  placement: pod.scheduling.placement,
  backoff: pod.scheduling.backoff,
  upgrade: pod.scheduling.upgrade,
  shutdownOrder: pod.scheduling.shutdownOrder,
});

/** True when running instances of `old` have to be replaced to become `next`; a mere change of `instances` is none. */
export const isUpgrade = (old: PodSpec, next: PodSpec): boolean => !isSame(compared(old), compared(next));

/** True when only the number of instances tells the two apart, as far as running instances are concerned. */
export const onlyInstancesChanged = (old: PodSpec, next: PodSpec): boolean =>
  !isUpgrade(old, next) && old.scaling.instances !== next.scaling.instances;
