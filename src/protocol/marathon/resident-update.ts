/** What an update may not change once instances hold reserved disks (Marathon `PodsValidation.residentUpdateIsValid`). */
import { expectedFraction } from './number-wording';
import type { PodSpec, PodVolume } from './pod';
import { instanceResources } from './pod-resources';
import { isSame } from './pod-upgrade';
import { hasPersistentVolumes } from './scheduling-validator';

/** A rule of the deployment's plan: asked after the definition itself was accepted. Empty when the update is fine. */
export const residentUpdateErrors = (old: PodSpec, next: PodSpec): readonly string[] => {
  if (!hasPersistentVolumes(old) && !hasPersistentVolumes(next)) return [];
  const errors: string[] = [];
  if (!isSame(persistentVolumes(old), persistentVolumes(next))) errors.push('persistent volumes cannot be updated');
  const [before, after] = [instanceResources(old), instanceResources(next)];
  for (const name of ['cpus', 'mem', 'disk', 'gpus'] as const)
    if (before[name] !== after[name]) errors.push(`${name} cannot be updated if a pod has persistent volumes`);
  if (!isSame(hostPorts(old), hostPorts(next)))
    errors.push('host ports cannot be updated if a pod has persistent volumes');
  const { maximumOverCapacity } = next.scheduling.upgrade;
  if (maximumOverCapacity !== 0) errors.push(expectedFraction(maximumOverCapacity, 0));
  return errors;
};

const persistentVolumes = (pod: PodSpec): readonly PodVolume[] =>
  pod.volumes
    .filter((volume) => 'persistent' in volume)
    .toSorted((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));

const hostPorts = (pod: PodSpec): readonly number[] => [
  ...new Set(
    pod.containers
      .flatMap((container) => container.endpoints.flatMap((endpoint) => endpoint.hostPort ?? []))
      .toSorted((one, other) => one - other),
  ),
];
