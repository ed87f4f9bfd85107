/** How Marathon writes an app: some empty maps and lists are left out, others are not (Marathon RAML `app`, `AppConversion`). */
import type { AppAnswer, AppContainer, AppDefinition, AppSpec, PortMapping, PortMappingInput } from './app';
import { ifPresent, unlessEmpty } from './omit-empty';
import { serialiseNetwork } from './pod-answer';

const answers = new WeakMap<AppDefinition, AppAnswer>();

/**
 * The JSON of an app without what `embed` adds, members always in this order. Reading it again gives the same definition.
 * Definitions never change and are answered again and again, so each is written once.
 */
export const serialiseApp = (app: AppDefinition): AppAnswer => {
  let answer = answers.get(app);
  if (answer === undefined) {
    answer = { ...serialiseSpec(app), version: app.version, versionInfo: app.versionInfo };
    answers.set(app, answer);
  }
  return answer;
};

/** The part that a user can write. */
export const serialiseSpec = (app: AppSpec): Omit<AppAnswer, 'version' | 'versionInfo'> => ({
  id: app.id,
  ...ifPresent('acceptedResourceRoles', app.acceptedResourceRoles),
  ...unlessEmpty('args', app.args),
  backoffFactor: app.backoffFactor,
  backoffSeconds: app.backoffSeconds,
  ...ifPresent('cmd', app.cmd),
  ...unlessEmpty('constraints', app.constraints),
  ...ifPresent('container', app.container && serialiseContainer(app.container)),
  cpus: app.cpus,
  ...unlessEmpty('dependencies', app.dependencies),
  disk: app.disk,
  ...unlessEmpty('env', app.env),
  executor: app.executor,
  ...unlessEmpty('fetch', app.fetch),
  ...unlessEmpty('healthChecks', app.healthChecks),
  instances: app.instances,
  labels: app.labels,
  maxLaunchDelaySeconds: app.maxLaunchDelaySeconds,
  mem: app.mem,
  gpus: app.gpus,
  networks: app.networks.map(serialiseNetwork),
  ...ifPresent('portDefinitions', app.portDefinitions),
  ...unlessEmpty('readinessChecks', app.readinessChecks),
  ...ifPresent('resourceLimits', app.resourceLimits),
  requirePorts: app.requirePorts,
  ...unlessEmpty('secrets', app.secrets),
  ...ifPresent('taskKillGracePeriodSeconds', app.taskKillGracePeriodSeconds),
  ...ifPresent('tty', app.tty),
  upgradeStrategy: app.upgradeStrategy,
  ...ifPresent('user', app.user),
  killSelection: app.killSelection,
  unreachableStrategy: app.unreachableStrategy,
  role: app.role,
});

const serialiseContainer = (container: AppContainer): NonNullable<AppAnswer['container']> => ({
  type: container.type,
  ...ifPresent('docker', container.docker),
  volumes: container.volumes,
  ...ifPresent('portMappings', container.portMappings?.map(serialiseMapping)),
  ...ifPresent('linuxInfo', container.linuxInfo),
});

const serialiseMapping = (mapping: PortMapping): PortMappingInput => ({
  containerPort: mapping.containerPort,
  ...ifPresent('hostPort', mapping.hostPort),
  labels: mapping.labels,
  ...ifPresent('name', mapping.name),
  protocol: mapping.protocol,
  servicePort: mapping.servicePort,
  ...unlessEmpty('networkNames', mapping.networkNames),
});
