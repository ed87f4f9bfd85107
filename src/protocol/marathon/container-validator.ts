/** Rules about one container of a pod (Marathon `api/v2/validation/PodsValidation.containerValidator`). */
import type { Complain } from './field-errors';
import { checkEndpoint, networkFacts, type NetworkFacts } from './network-validator';
import { expectedLessThan, fractional } from './number-wording';
import { itemPath } from './path';
import type { Container, Environment, HealthCheck, IpcInfo, PodRead, ResourceLimits, Resources, Seccomp } from './pod';

interface PodFacts {
  readonly pod: PodRead;
  readonly networks: NetworkFacts;
  readonly volumeNames: ReadonlySet<string>;
}

/** Every rule of every container. */
export const checkContainers = (pod: PodRead, complain: Complain): void => {
  const volumeNames = new Set(pod.volumes.map(({ name }) => name));
  const facts: PodFacts = { pod, networks: networkFacts(pod.networks), volumeNames };
  for (const [index, container] of pod.containers.entries())
    checkContainer(container, facts, itemPath('/containers', index), complain);
};

const checkContainer = (container: Container, facts: PodFacts, path: string, complain: Complain): void => {
  const { pod, networks, volumeNames } = facts;
  if (container.resourceLimits !== undefined) {
    checkLimits(container.resourceLimits, container.resources, `${path}/resourceLimits`, complain);
    if (pod.legacySharedCgroups === true)
      complain(`${path}/resourceLimits`, 'resourceLimits cannot be defined if legacySharedCgroups is enabled');
  }
  for (const [index, endpoint] of container.endpoints.entries())
    checkEndpoint(endpoint, networks, itemPath(`${path}/endpoints`, index), complain);
  const pullSecret = container.image?.pullConfig?.secret;
  if (pullSecret !== undefined && !Object.hasOwn(pod.secrets, pullSecret))
    complain(`${path}/image/pullConfig`, 'pullConfig.secret must refer to an existing secret');
  checkEnvironment(container.environment, pod, `${path}/environment`, complain);
  if (container.healthCheck !== undefined)
    checkHealthCheck(container.healthCheck, container, `${path}/healthCheck`, complain);
  for (const [index, mount] of container.volumeMounts.entries())
    if (!volumeNames.has(mount.name))
      complain(`${itemPath(`${path}/volumeMounts`, index)}/name`, 'Referenced Volume in VolumeMount should exist');
  checkSeccomp(container.linuxInfo?.seccomp, `${path}/linuxInfo/seccomp`, complain);
  checkIpc(container.linuxInfo?.ipcInfo, `${path}/linuxInfo/ipcInfo`, complain);
};

/** Secrets that variables refer to have to be declared. */
export const checkEnvironment = (
  environment: Environment,
  { secrets }: Pick<PodRead, 'secrets'>,
  path: string,
  complain: Complain,
): void => {
  for (const [name, value] of Object.entries(environment))
    if (typeof value === 'object' && !Object.hasOwn(secrets, value.secret))
      complain(`${path}/${name}/secret`, 'references an undefined secret');
};

export const checkIpc = (ipcInfo: IpcInfo | undefined, path: string, complain: Complain): void => {
  if (ipcInfo?.mode === 'SHARE_PARENT' && ipcInfo.shmSize !== undefined)
    complain(path, 'ipcInfo shmSize can NOT be set when mode is SHARE_PARENT');
};

export const checkSeccomp = (seccomp: Seccomp | undefined, path: string, complain: Complain): void => {
  if (seccomp === undefined) return;
  if (seccomp.profileName !== undefined && seccomp.unconfined)
    complain(path, 'Seccomp unconfined can NOT be true when Profile is defined');
  if (seccomp.profileName === undefined && !seccomp.unconfined)
    complain(path, 'Seccomp unconfined must be true when Profile is NOT defined');
};

export const checkLimits = (
  limits: ResourceLimits,
  requested: Pick<Resources, 'cpus' | 'mem'>,
  path: string,
  complain: Complain,
): void => {
  for (const name of ['cpus', 'mem'] as const) {
    const limit = limits[name];
    if (typeof limit === 'number' && limit < requested[name])
      complain(
        `${path}/${name}`,
        `resource limit must be greater than or equal to requested resource (${fractional(requested[name])})`,
      );
  }
};

const checkHealthCheck = (check: HealthCheck, container: Container, path: string, complain: Complain): void => {
  if (check.timeoutSeconds >= check.intervalSeconds)
    complain(`${path}/timeoutSeconds`, expectedLessThan(check.timeoutSeconds, check.intervalSeconds));
  for (const kind of ['http', 'tcp'] as const) {
    const endpoint = check[kind]?.endpoint;
    if (endpoint !== undefined && !container.endpoints.some(({ name }) => name === endpoint))
      complain(`${path}/${kind}/endpoint`, 'contained in the container endpoints');
  }
  if ([check.http, check.tcp, check.exec].filter((kind) => kind !== undefined).length !== 1)
    complain(path, 'Only one of http, tcp, or command may be specified');
};
