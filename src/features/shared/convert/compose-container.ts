/** One service of a Compose file as a container of a pod. */
import { pairsAt, wordsAt } from './compose-values';
import { endpointsOf, PodPorts } from './compose-ports';
import { mountsOf, PodVolumes } from './compose-volumes';
import { isVariable, Names } from './names';
import { checkTimes, part, record, resourcesOf } from './pod-parts';
import type { ConversionOptions, Part } from './pod-parts';
import { composeMemory, duration } from './quantities';
import type { Source } from './source';

/** What the containers of one pod have in common. */
export class PodContext {
  readonly containers = new Names();
  readonly endpoints = new Names();
  readonly ports = new PodPorts();
  readonly volumes = new PodVolumes(new Names());
  readonly secrets = new Map<string, { source: string }>();
}

export interface ContainerPlace {
  readonly name: string;
  readonly context: PodContext;
  readonly options: ConversionOptions;
  readonly host: boolean;
}

/** Fields that say what holds here anyway, so nothing is lost with them. */
const IMPLIED = new Map<string, readonly unknown[]>([
  ['restart', ['always', 'unless-stopped']],
  ['network_mode', ['bridge', 'host', 'default']],
  ['privileged', [false]],
  ['init', [false]],
  ['stdin_open', [false]],
  ['read_only', [false]],
  ['pull_policy', ['missing', 'if_not_present']],
]);

const REASONS: ReadonlyMap<string, string> = new Map([
  ['build', 'images are not built here: build it, push it, and name it as the image'],
  ['restart', 'a pod is started again whenever it ends'],
  ['networks', 'the containers of a pod share one network of their own'],
  ['env_file', 'the file is not at hand: write its variables into environment'],
  ['working_dir', 'a container starts in its sandbox; use cd in its command'],
  ['container_name', 'the container is named after its service'],
  ['configs', 'fetch the file as an artifact, or keep it in the image'],
  ['extends', 'the other service is not taken in: write its settings here'],
  ['logging', 'logs are kept by the agent'],
  ['links', 'containers of a pod meet on localhost'],
  ['network_mode', 'only host and bridge have a counterpart'],
  ['hostname', 'the host name is given by the network'],
  ['profiles', 'everything in the file is taken'],
  ['platform', 'the agents choose the platform'],
]);

/** Why a field that nobody took is left out. */
export const composeReason = (path: string): string => {
  const field = /^services(?:\.[^.[]+|\["(?:[^"\\]|\\.)*"\])\.([a-z_]+)/.exec(path)?.[1];
  return REASONS.get(field ?? '') ?? 'it has no counterpart in a pod';
};

function environmentOf(service: Source): Part {
  return record(
    pairsAt(service.get('environment')).flatMap(([name, value, source]) => {
      if (value === undefined) source.drop('its value comes from the shell that reads the file: give one');
      else if (!isVariable(name) || name.length > 254) source.drop(`${name} is no name for a variable`);
      else return [[name, value] as const];
      return [];
    }),
  );
}

const labelsOf = (service: Source): Part =>
  record(pairsAt(service.get('labels')).map(([name, value]) => [name, value ?? ''] as const));

/** Image and command. An entrypoint replaces that of the image, and what is to be run comes behind it. */
function programOf(service: Source): Part {
  const id = service.get('image').text();
  const force = service.get('pull_policy').value === 'always' && service.get('pull_policy').take().exists;
  const entrypoint = wordsAt(service.get('entrypoint')) ?? [];
  const command = wordsAt(service.get('command')) ?? [];
  const argv = [...entrypoint, ...command];
  return part({
    image: id === undefined ? undefined : part({ kind: 'DOCKER', id, forcePull: force ? true : undefined }),
    exec:
      argv.length === 0
        ? undefined
        : part({ command: { argv }, overrideEntrypoint: entrypoint.length > 0 ? true : undefined }),
  });
}

function testOf(test: Source): Part | undefined {
  if (!test.isList) {
    const shell = test.text();
    return shell === undefined ? undefined : { shell };
  }
  const words = wordsAt(test) ?? [];
  const [how, ...rest] = words;
  if (how === 'CMD-SHELL') return { shell: rest.join(' ') };
  return how === 'CMD' && rest.length > 0 ? { argv: rest } : undefined;
}

function healthOf(service: Source): Part | undefined {
  const check = service.get('healthcheck');
  const off = check.get('disable').flag() === true;
  const command = testOf(check.get('test'));
  if (off || command === undefined || command['shell'] === '') return undefined;
  const seconds = (key: string): number | undefined => {
    const found = check.get(key);
    const value = found.exists ? duration(found.value) : undefined;
    if (value !== undefined) found.take();
    return value;
  };
  const { stretched, ...times } = checkTimes(seconds('interval') ?? 30, seconds('timeout') ?? 30);
  if (stretched) check.assume('the interval has to be longer than the timeout: it was stretched');
  return part({
    exec: { command },
    ...times,
    maxConsecutiveFailures: check.get('retries').number() ?? 3,
    gracePeriodSeconds: Math.ceil(seconds('start_period') ?? 0),
  });
}

function amountsOf(service: Source): Part {
  const memory = (source: Source): number | undefined => {
    const mib = source.exists ? composeMemory(source.value) : undefined;
    if (mib !== undefined) source.take();
    return mib;
  };
  const limits = service.at('deploy', 'resources', 'limits');
  const reserved = service.at('deploy', 'resources', 'reservations');
  const { resources, resourceLimits, assumed } = resourcesOf(
    {
      cpus: reserved.get('cpus').number(),
      mem: memory(reserved.get('memory')) ?? memory(service.get('mem_reservation')),
    },
    {
      cpus: limits.get('cpus').number() ?? service.get('cpus').number(),
      mem: memory(limits.get('memory')) ?? memory(service.get('mem_limit')),
    },
    gpusOf(reserved.get('devices')),
  );
  if (assumed.length > 0)
    service
      .get('deploy')
      .get('resources')
      .assume(`${assumed.join(' and ')}, since it says nothing`);
  return part({ resources, resourceLimits });
}

function gpusOf(devices: Source): number | undefined {
  for (const device of devices.items()) {
    const words = device
      .get('capabilities')
      .items()
      .map((item) => item.value);
    const count = device.get('count');
    if (!words.includes('gpu')) continue;
    device.get('capabilities').take();
    if (count.value === 'all') count.change('all GPUs became one');
    return count.number() ?? 1;
  }
  return undefined;
}

/** Secrets of the service as files below `/run/secrets`. */
function secretMounts(service: Source, { context }: ContainerPlace): readonly Part[] {
  return service
    .get('secrets')
    .items()
    .flatMap((source) => {
      const name = source.text() ?? source.get('source').text();
      const target = source.get('target').text() ?? name;
      if (name === undefined || name === '' || target === undefined) return [];
      context.secrets.set(name, { source: name });
      const volume = context.volumes.declare(`secret ${name}`, name, { secret: name });
      const mountPath = target.startsWith('/') ? target : `/run/secrets/${target}`;
      return [{ name: volume.name, mountPath }];
    });
}

function kernelOf(service: Source): Part | undefined {
  const size = service.get('shm_size');
  const mib = size.exists ? composeMemory(size.value) : undefined;
  if (mib === undefined) return undefined;
  size.take();
  return { ipcInfo: { mode: 'PRIVATE', shmSize: Math.ceil(mib) } };
}

export function containerOf(service: Source, place: ContainerPlace): Part {
  const { name, context, options, host } = place;
  const grace = service.get('stop_grace_period');
  const seconds = grace.exists ? duration(grace.value) : undefined;
  if (seconds !== undefined) grace.take();
  for (const [field, values] of IMPLIED) {
    const source = service.get(field);
    if (values.includes(source.value)) source.take();
  }
  // Who shares the network of another service has it in a pod anyway.
  if (service.get('network_mode').said.startsWith('service:') && options.together) service.get('network_mode').take();
  return part({
    name,
    ...programOf(service),
    ...amountsOf(service),
    environment: environmentOf(service),
    labels: labelsOf(service),
    endpoints: endpointsOf(service, { container: name, names: context.endpoints, ports: context.ports, options, host }),
    healthCheck: healthOf(service),
    volumeMounts: [...mountsOf(service, context.volumes), ...secretMounts(service, place)],
    user: service.get('user').word() || undefined,
    lifecycle: part({ killGracePeriodSeconds: seconds }),
    tty: service.get('tty').flag() === true ? true : undefined,
    linuxInfo: kernelOf(service),
  });
}
