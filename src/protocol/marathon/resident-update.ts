/** What an update may not change once instances hold reserved disks (Marathon `PodsValidation`, `AppDefinition.residentUpdateIsValid`). */
import type { AppSpec, AppVolume } from './app';
import { isResident } from './app-validator';
import { expectedFraction } from './number-wording';
import type { PodSpec, PodVolume } from './pod';
import { instanceResources } from './pod-resources';
import { isSame } from './same';
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

/** The same for an app whose service ports have been chosen; the words differ from those for pods. */
export const residentAppUpdateErrors = (old: AppSpec, next: AppSpec): readonly string[] => {
  if (!isResident(old) && !isResident(next)) return [];
  const errors: string[] = [];
  if (!isSame(appVolumes(old), appVolumes(next))) errors.push('Persistent volumes can not be changed!');
  if (!isSame(requirements(old), requirements(next)))
    errors.push('Resident Tasks may not change resource requirements!');
  const { maximumOverCapacity } = next.upgradeStrategy;
  if (maximumOverCapacity !== 0) errors.push(expectedFraction(maximumOverCapacity, 0));
  return errors;
};

const appVolumes = ({ container }: AppSpec): readonly AppVolume[] =>
  (container?.volumes ?? [])
    .filter((volume) => 'persistent' in volume)
    .toSorted((one, other) =>
      one.containerPath < other.containerPath ? -1 : Number(one.containerPath > other.containerPath),
    );

const requirements = ({ cpus, mem, disk, gpus, requirePorts, container, portDefinitions = [] }: AppSpec): unknown => ({
  cpus,
  mem,
  disk,
  gpus,
  requirePorts,
  hostPorts: [
    ...new Set(
      container?.portMappings?.flatMap(({ hostPort }) => hostPort ?? []) ?? portDefinitions.map(({ port }) => port),
    ),
  ].toSorted((one, other) => one - other),
});
