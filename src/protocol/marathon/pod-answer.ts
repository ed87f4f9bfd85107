/** How Marathon writes a definition: empty maps and lists are left out (Marathon RAML `omitEmpty`). */
import type {
  Container,
  ContainerAnswer,
  Endpoint,
  EndpointInput,
  Image,
  Network,
  PodAnswer,
  PodDefinition,
  PodVolume,
  Placement,
} from './pod';
import { ifPresent, unlessEmpty } from './omit-empty';

const answers = new WeakMap<PodDefinition, PodAnswer>();

/**
 * The JSON of `GET /v2/pods/{id}`, members always in this order. Reading it again gives the same definition.
 * Definitions never change and are answered again and again, so each is written once.
 */
export const serialisePod = (pod: PodDefinition): PodAnswer => {
  let answer = answers.get(pod);
  if (answer === undefined) {
    answer = write(pod);
    answers.set(pod, answer);
  }
  return answer;
};

const write = (pod: PodDefinition): PodAnswer => ({
  id: pod.id,
  version: pod.version,
  ...unlessEmpty('labels', pod.labels),
  ...ifPresent('user', pod.user),
  ...unlessEmpty('environment', pod.environment),
  containers: pod.containers.map(serialiseContainer),
  ...unlessEmpty('secrets', pod.secrets),
  ...unlessEmpty('volumes', pod.volumes.map(serialiseVolume)),
  ...unlessEmpty('networks', pod.networks.map(serialiseNetwork)),
  scaling: pod.scaling,
  scheduling: {
    backoff: pod.scheduling.backoff,
    upgrade: pod.scheduling.upgrade,
    ...unlessEmpty('placement', serialisePlacement(pod.scheduling.placement)),
    killSelection: pod.scheduling.killSelection,
    unreachableStrategy: pod.scheduling.unreachableStrategy,
    ...ifPresent('shutdownOrder', pod.scheduling.shutdownOrder),
  },
  executorResources: pod.executorResources,
  role: pod.role,
  ...ifPresent('linuxInfo', pod.linuxInfo),
  ...ifPresent('legacySharedCgroups', pod.legacySharedCgroups),
});

const serialiseContainer = (container: Container): ContainerAnswer => ({
  name: container.name,
  ...ifPresent('exec', container.exec),
  resources: container.resources,
  ...ifPresent('resourceLimits', container.resourceLimits),
  ...unlessEmpty('endpoints', container.endpoints.map(serialiseEndpoint)),
  ...ifPresent('image', container.image && serialiseImage(container.image)),
  ...unlessEmpty('environment', container.environment),
  ...ifPresent('user', container.user),
  ...ifPresent('healthCheck', container.healthCheck),
  ...unlessEmpty('volumeMounts', container.volumeMounts),
  ...unlessEmpty('artifacts', container.artifacts),
  ...unlessEmpty('labels', container.labels),
  ...ifPresent('lifecycle', container.lifecycle),
  ...ifPresent('tty', container.tty),
  ...ifPresent('linuxInfo', container.linuxInfo),
});

const serialiseImage = ({ labels, ...rest }: Image): ContainerAnswer['image'] => ({
  ...rest,
  ...unlessEmpty('labels', labels),
});

const serialiseEndpoint = ({ labels, networkNames, ...rest }: Endpoint): EndpointInput => ({
  ...rest,
  ...unlessEmpty('labels', labels),
  ...unlessEmpty('networkNames', networkNames),
});

export const serialiseNetwork = ({ labels, ...rest }: Network): NonNullable<PodAnswer['networks']>[number] => ({
  ...rest,
  ...unlessEmpty('labels', labels),
});

const serialiseVolume = (volume: PodVolume): NonNullable<PodAnswer['volumes']>[number] => {
  if (!('persistent' in volume)) return volume;
  const { constraints, ...info } = volume.persistent;
  return { ...volume, persistent: { ...info, ...unlessEmpty('constraints', constraints) } };
};

const serialisePlacement = ({
  constraints,
  acceptedResourceRoles,
}: Placement): NonNullable<PodAnswer['scheduling']['placement']> => ({
  ...unlessEmpty('constraints', constraints),
  ...unlessEmpty('acceptedResourceRoles', acceptedResourceRoles),
});
