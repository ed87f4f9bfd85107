/**
 * An app read as the pod of one container it amounts to, so that queue, matcher, deployments and launcher know one form of
 * run spec only (Marathon `state/RunSpec`, which apps and pods implement there). What only apps have stays with the app.
 */
import { constraintsOf } from '../../../protocol/marathon/app-constraint';
import type { AppDefinition, AppVolume } from '../../../protocol/marathon/app';
import type {
  Command,
  Container,
  Endpoint,
  HealthCheck,
  PodDefinition,
  PodVolume,
} from '../../../protocol/marathon/pod';
import { isPod } from '../group/definition';
import type { Definition } from '../group/definition';

/** What the one container is called; no container of a pod may have this name. */
export const APP_CONTAINER = '_app';

const isHostMode = ({ networks }: AppDefinition): boolean => networks.every(({ mode }) => mode === 'host');

const protocolsOf = (protocol: string): Endpoint['protocol'] => protocol.split(',').map((each) => each.trim());

/** Ports without a name are told apart by their place. */
const endpointName = (name: string | undefined, index: number): string => name ?? `port${index}`;

const endpointsOf = (app: AppDefinition): Endpoint[] =>
  isHostMode(app)
    ? (app.portDefinitions ?? []).map(({ port, name, protocol, labels }, index) => ({
        name: endpointName(name, index),
        hostPort: app.requirePorts ? port : 0,
        protocol: protocolsOf(protocol),
        labels,
        networkNames: [],
      }))
    : (app.container?.portMappings ?? []).map((mapping, index) => ({
        name: endpointName(mapping.name, index),
        // 0: the same as the host port.
        ...(mapping.containerPort !== 0 && { containerPort: mapping.containerPort }),
        ...(mapping.hostPort !== undefined && { hostPort: mapping.hostPort }),
        protocol: protocolsOf(mapping.protocol),
        labels: mapping.labels,
        networkNames: mapping.networkNames,
      }));

const commandOf = ({ cmd, args }: AppDefinition): Command | undefined => {
  if (cmd !== undefined) return { shell: cmd };
  return args === undefined || args.length === 0 ? undefined : { argv: [...args] };
};

/** Without an image the first argument is the program. */
const execOf = (app: AppDefinition): Container['exec'] => {
  const command = commandOf(app);
  return command === undefined ? undefined : { command, overrideEntrypoint: app.container?.docker === undefined };
};

/** A persistent volume is known by where it is. */
const volumeName = (volume: AppVolume, index: number): string =>
  'persistent' in volume ? volume.containerPath : `volume${index}`;

const volumesOf = (app: AppDefinition): PodVolume[] =>
  (app.container?.volumes ?? []).map((volume, index): PodVolume => {
    const name = volumeName(volume, index);
    if ('persistent' in volume) {
      const constraints = constraintsOf(volume.persistent);
      return { name, persistent: { ...volume.persistent, constraints: [...constraints] } };
    }
    if ('secret' in volume) return { name, secret: volume.secret };
    return { name, host: 'external' in volume ? `/dcos/volume/${volume.external.name}` : volume.hostPath };
  });

const mountsOf = (app: AppDefinition): Container['volumeMounts'] =>
  (app.container?.volumes ?? []).map((volume, index) => ({
    name: volumeName(volume, index),
    mountPath: volume.containerPath,
    readOnly: 'mode' in volume && volume.mode === 'RO',
  }));

/** The endpoint a check of an app goes to: named by its place, the first by default. */
const portName = (app: AppDefinition, portIndex = 0): string =>
  endpointsOf(app)[portIndex]?.name ?? endpointName(undefined, portIndex);

/** The check that Mesos runs: at most one. Others are Marathon's own (`health/health-checks`). */
const mesosCheck = (app: AppDefinition): HealthCheck | undefined => {
  const check = app.healthChecks.find(({ protocol }) => protocol.startsWith('MESOS_') || protocol === 'COMMAND');
  if (check === undefined) return undefined;
  const { gracePeriodSeconds, intervalSeconds, maxConsecutiveFailures, timeoutSeconds, delaySeconds } = check;
  const times = { gracePeriodSeconds, intervalSeconds, maxConsecutiveFailures, timeoutSeconds, delaySeconds };
  const endpoint = portName(app, check.portIndex);
  switch (check.protocol) {
    case 'COMMAND':
      return check.command === undefined ? undefined : { ...times, exec: { command: { shell: check.command.value } } };
    case 'MESOS_TCP':
      return { ...times, tcp: { endpoint } };
    default: {
      const scheme = check.protocol === 'MESOS_HTTPS' ? 'HTTPS' : 'HTTP';
      return { ...times, http: { endpoint, path: check.path ?? '/', scheme } };
    }
  }
};

const containerOf = (app: AppDefinition): Container => {
  const { docker, linuxInfo } = app.container ?? {};
  const exec = execOf(app);
  const healthCheck = mesosCheck(app);
  const grace = app.taskKillGracePeriodSeconds;
  return {
    name: APP_CONTAINER,
    ...(exec !== undefined && { exec }),
    resources: { cpus: app.cpus, mem: app.mem, disk: app.disk, gpus: app.gpus },
    ...(app.resourceLimits !== undefined && { resourceLimits: app.resourceLimits }),
    ...(linuxInfo !== undefined && { linuxInfo }),
    endpoints: endpointsOf(app),
    ...(docker !== undefined && {
      image: { kind: 'DOCKER', id: docker.image, forcePull: docker.forcePullImage, labels: {} },
    }),
    environment: {},
    labels: {},
    ...(healthCheck !== undefined && { healthCheck }),
    volumeMounts: mountsOf(app),
    artifacts: app.fetch.map((artifact) => ({ ...artifact })),
    ...(grace !== undefined && { lifecycle: { killGracePeriodSeconds: grace } }),
  };
};

const read = (app: AppDefinition): PodDefinition => ({
  id: app.id,
  version: app.version,
  labels: app.labels,
  ...(app.user !== undefined && { user: app.user }),
  environment: app.env,
  secrets: app.secrets,
  containers: [containerOf(app)],
  volumes: volumesOf(app),
  networks: app.networks,
  scaling: { kind: 'fixed', instances: app.instances },
  scheduling: {
    backoff: {
      backoff: app.backoffSeconds,
      backoffFactor: app.backoffFactor,
      maxLaunchDelay: app.maxLaunchDelaySeconds,
    },
    upgrade: app.upgradeStrategy,
    placement: { constraints: [...constraintsOf(app)], acceptedResourceRoles: app.acceptedResourceRoles ?? [] },
    killSelection: app.killSelection,
    unreachableStrategy: app.unreachableStrategy,
  },
  // Its command executor takes nothing of its own.
  executorResources: { cpus: 0, mem: 0, disk: 0 },
  role: app.role,
});

/** A definition in force as the parts that launch it see it. */
export interface KnownSpec {
  readonly definition: Definition;
  /** Its pod form. */
  readonly pod: PodDefinition;
  /** Back-off and constraints count from this version. */
  readonly configVersion: string;
}

const cache = new WeakMap<AppDefinition, PodDefinition>();

/** A pod is its own form. Definitions never change, so an app is read once. */
export const podFormOf = (definition: Definition): PodDefinition => {
  if (isPod(definition)) return definition;
  let pod = cache.get(definition);
  if (pod === undefined) {
    pod = read(definition);
    cache.set(definition, pod);
  }
  return pod;
};
