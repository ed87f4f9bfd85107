/** Second stage of a write: every rule of Marathon about a readable pod definition, all complaints collected (Marathon `api/v2/validation/PodsValidation`). */
import { checkContainers, checkEnvironment, checkIpc } from './container-validator';
import type { FieldError } from './error';
import { collectErrors, type Complain } from './field-errors';
import { checkEndpointsTogether, checkNetworks } from './network-validator';
import { itemPath } from './path';
import { idErrors } from './path-id';
import type { PodRead } from './pod';
import { checkRole } from './role-validator';
import { checkScheduling, roleFacts } from './scheduling-validator';
import { checkStartOrder } from './start-order';

/** What is wrong with the definition as sent; empty when nothing is. */
export const podErrors = (pod: PodRead): readonly FieldError[] =>
  collectErrors((complain) => {
    for (const error of idErrors(pod.id)) complain('/id', error);
    if (pod.user === '') complain('/user', 'must not be empty');
    checkEnvironment(pod.environment, pod, '/environment', complain);
    checkVolumes(pod, complain);
    checkContainers(pod, complain);
    if (hasDuplicates(pod.containers)) complain('/containers', 'container names must be unique');
    checkNetworks(pod.networks, complain);
    checkScheduling(pod, complain);
    checkEndpointsTogether(pod, complain);
    if (pod.linuxInfo?.seccomp !== undefined)
      complain('/linuxInfo/seccomp', 'Seccomp configuration on executor level is not supported');
    checkIpc(pod.linuxInfo?.ipcInfo, '/linuxInfo/ipcInfo', complain);
    checkStartOrder(pod.containers, complain);
  });

/** What is wrong with the role the pod will have; asked only of a pod without other errors. */
export const roleErrors = (pod: PodRead): readonly FieldError[] =>
  collectErrors((complain) => checkRole(roleFacts(pod), complain));

const hasDuplicates = (named: readonly { readonly name: string }[]): boolean =>
  new Set(named.map(({ name }) => name)).size !== named.length;

const checkVolumes = (pod: PodRead, complain: Complain): void => {
  const mounted = new Set(pod.containers.flatMap((container) => container.volumeMounts.map((mount) => mount.name)));
  for (const [index, volume] of pod.volumes.entries()) {
    if (!mounted.has(volume.name))
      complain(itemPath('/volumes', index), 'volume must be referenced by at least one container');
    if ('secret' in volume && !Object.hasOwn(pod.secrets, volume.secret))
      complain(itemPath('/volumes', index), 'volume.secret must refer to an existing secret');
  }
  if (hasDuplicates(pod.volumes)) complain('/volumes', 'volume names must be unique');
};
