/** Rules about the container of an app and its volumes (Marathon `AppValidation.validContainer`, `validVolume`). */
import type { AppContainer, AppDocker, AppVolume, ModernApp } from './app';
import { checkIpc, checkSeccomp } from './container-validator';
import type { Complain } from './field-errors';
import { isPattern } from './java-pattern';
import { hasDuplicates } from './network-validator';
import { expectedMoreThan } from './number-wording';
import { itemPath } from './path';

export const checkContainer = (app: ModernApp, complain: Complain): void => {
  const { container } = app;
  if (container === undefined) return;
  checkDocker(container, app, complain);
  checkSeccomp(container.linuxInfo?.seccomp, '/container/linuxInfo/seccomp', complain);
  checkIpc(container.linuxInfo?.ipcInfo, '/container/linuxInfo/ipcInfo', complain);
  for (const [index, volume] of container.volumes.entries())
    checkVolume(volume, app, itemPath('/container/volumes', index), complain);
  const external = container.volumes.flatMap((volume) => ('external' in volume ? [volume.external] : []));
  if (hasDuplicates(external.flatMap(({ name }) => name ?? [])))
    complain('/container/volumes', 'Volume names must be unique');
  if (app.instances > 1 && external.some(({ provider }) => provider === 'dvdi'))
    complain('/', `Number of instances is limited to 1 when declaring DVDI volumes in app [${app.id}]`);
};

const checkDocker = ({ type, docker }: AppContainer, app: ModernApp, complain: Complain): void => {
  if (type === 'DOCKER') {
    if (docker === undefined) complain('/container/docker', 'not defined');
    if (docker?.pullConfig !== undefined)
      complain('/container/docker/pullConfig', 'pullConfig is not supported with Docker containerizer');
    if (app.networks.filter(({ mode }) => mode === 'container').length > 1)
      complain('/', 'may only specify a single container network when using the Docker container engine');
    if (app.gpus > 0) complain('/', 'GPU resources only work with the Mesos containerizer');
    return;
  }
  if (docker !== undefined) checkPullSecret(docker, app, complain);
};

const checkPullSecret = ({ pullConfig }: AppDocker, { secrets }: ModernApp, complain: Complain): void => {
  if (pullConfig !== undefined && !Object.hasOwn(secrets, pullConfig.secret))
    complain('/container/docker/pullConfig', 'pullConfig.secret must refer to an existing secret');
};

const checkVolume = (volume: AppVolume, { secrets }: ModernApp, path: string, complain: Complain): void => {
  if ('persistent' in volume) checkPersistentVolume(volume, path, complain);
  if ('external' in volume)
    for (const name of ['name', 'provider'] as const)
      if (volume.external[name] === undefined) complain(`${path}/external/${name}`, 'not defined');
  if ('secret' in volume && !Object.hasOwn(secrets, volume.secret))
    complain(path, 'volume.secret must refer to an existing secret');
};

type PersistentVolume = Extract<AppVolume, { persistent: unknown }>;

const checkPersistentVolume = (volume: PersistentVolume, path: string, complain: Complain): void => {
  const { containerPath, mode, persistent } = volume;
  const { type, size, maxSize, constraints } = persistent;
  if (containerPath === '.' || containerPath === '..') complain(`${path}/containerPath`, 'can not be one of (.,..)');
  if (containerPath.includes('/')) complain(`${path}/containerPath`, 'value must not contain "/"');
  if (mode !== 'RW') complain(`${path}/mode`, 'got RO, expected RW');
  const at = `${path}/persistent`;
  if (size === 0) complain(`${at}/size`, expectedMoreThan(size, 0));
  if (maxSize !== undefined && type !== 'mount') complain(at, 'Only mount volumes can have maxSize');
  if (maxSize !== undefined && maxSize <= size) complain(at, 'Max size must be larger than size');
  if (type === 'root' && constraints.length > 0) complain(at, 'Constraints on root volumes are not supported');
  for (const [index, constraint] of constraints.entries()) {
    const error = volumeConstraintError(constraint);
    if (error !== undefined) complain(itemPath(`${at}/constraints`, index), error);
  }
};

const volumeConstraintError = (constraint: readonly string[]): string | undefined => {
  const [field, operator, value] = constraint;
  if (constraint.length === 0) return 'Missing field and operator';
  if (field !== 'path' || value === undefined) return `Unsupported constraint ${constraint.join(',')}`;
  if (operator !== 'LIKE' && operator !== 'UNLIKE') return 'Operator must be one of LIKE, UNLIKE';
  return isPattern(value) ? undefined : 'Invalid regular expression';
};
