/** A pod of Marathon as a Docker Compose file: its containers as services that share one network, as they do in the pod. */
import { stringify } from 'yaml';
import {
  argvOf,
  endpointsOf,
  exportReason,
  imageOf,
  labelsOf,
  mountPathOf,
  programOf,
  usesHostNetwork,
  variablesOf,
} from './export-container';
import type { Endpoint } from './export-container';
import type { Exported } from './conversion';
import { dnsName } from './names';
import { part, record } from './pod-parts';
import type { Part } from './pod-parts';
import { mibText } from './quantities';
import type { Source } from './source';

/** The file's own variables begin with it. */
const escaped = (text: string): string => text.replaceAll('$', '$$$$');

function amountsOf(container: Source): Part {
  const text = (from: string): Part => {
    const cpus = container.at(from, 'cpus');
    const mem = container.at(from, 'mem');
    for (const source of [cpus, mem]) if (source.value === 'unlimited') source.take();
    const [cpuCount, mib] = [cpus.number(), mem.number()];
    return part({
      cpus: cpuCount === undefined ? undefined : String(cpuCount),
      memory: mib === undefined ? undefined : mibText(mib, 'm'),
    });
  };
  const gpus = container.at('resources', 'gpus').number() ?? 0;
  if (container.at('resources', 'disk').number() !== 0)
    container.at('resources', 'disk').drop('space on disk is not limited there');
  const devices = gpus > 0 ? [{ driver: 'nvidia', count: gpus, capabilities: ['gpu'] }] : [];
  return part({ reservations: part({ ...text('resources'), devices }), limits: text('resourceLimits') });
}

function environmentOf(pod: Source, container: Source): Part {
  return record(
    [...variablesOf(pod, container)].flatMap(([name, source]) => {
      if (source.isRecord) {
        source.drop('variables from secrets do not exist there: read it from a file');
        return [];
      }
      const value = source.word();
      return value === undefined ? [] : [[name, escaped(value)] as const];
    }),
  );
}

function checkOf(container: Source, endpoints: readonly Endpoint[]): Part | undefined {
  const check = container.get('healthCheck');
  const portOf = (how: string): number | undefined => {
    const name = check.at(how, 'endpoint').text();
    return endpoints.find((endpoint) => endpoint.name === name)?.port;
  };
  const http = portOf('http');
  const tcp = portOf('tcp');
  const argv = argvOf(check.at('exec', 'command'));
  const scheme = (check.at('http', 'scheme').text() ?? 'HTTP').toLowerCase();
  const path = check.at('http', 'path').text() ?? '/';
  const test =
    http !== undefined
      ? ['CMD', 'curl', '-fsS', `${scheme}://localhost:${http}${path.startsWith('/') ? '' : '/'}${path}`]
      : tcp !== undefined
        ? ['CMD', 'nc', '-z', 'localhost', String(tcp)]
        : argv && ['CMD', ...argv];
  if (test === undefined) return undefined;
  if (argv === undefined) check.assume(`it is asked by ${test[1] ?? ''}, which the image has to hold`);
  const seconds = (key: string, otherwise: number): string => `${check.get(key).number() ?? otherwise}s`;
  return {
    test: test.map(escaped),
    interval: seconds('intervalSeconds', 60),
    timeout: seconds('timeoutSeconds', 20),
    retries: check.get('maxConsecutiveFailures').number() ?? 3,
    start_period: seconds('gracePeriodSeconds', 300),
  };
}

const CONDITIONS: ReadonlyMap<unknown, string> = new Map([
  ['running', 'service_started'],
  ['healthy', 'service_healthy'],
  ['finished', 'service_completed_successfully'],
]);

function waitsOf(container: Source): Part {
  return record(
    container
      .at('lifecycle', 'startAfter')
      .items()
      .flatMap((wait) => {
        const on = wait.get('container').text();
        const condition = CONDITIONS.get(wait.get('condition').text() ?? 'running');
        return on === undefined || condition === undefined ? [] : [[on, { condition }] as const];
      }),
  );
}

/** Volumes of the pod by name: where they are, and what they are in the file. */
function volumesOf(pod: Source) {
  const from = new Map<string, string>();
  const secrets = new Map<string, string>();
  const declared = new Map<string, null>();
  for (const volume of pod.get('volumes').items()) {
    const name = volume.get('name').text() ?? '';
    const host = volume.get('host').text();
    const secret = volume.get('secret').text();
    if (secret !== undefined) secrets.set(name, secret);
    else if (host !== undefined) from.set(name, host);
    else {
      volume.get('persistent').change('the volume is kept by Docker, and its size is not limited');
      if (!volume.get('persistent').exists) volume.assume('what is in the volume outlives the containers there');
      from.set(name, name);
      declared.set(name, null);
    }
  }
  return { from, secrets, declared };
}

function mountsOf(container: Source, { from, secrets }: ReturnType<typeof volumesOf>) {
  const volumes: string[] = [];
  const files: Part[] = [];
  for (const mount of container.get('volumeMounts').items()) {
    const name = mount.get('name').text() ?? '';
    const target = mountPathOf(mount);
    const readOnly = mount.get('readOnly').flag() === true;
    const secret = secrets.get(name);
    const source = from.get(name);
    if (secret !== undefined) files.push({ source: secret, target });
    else if (source !== undefined) volumes.push(`${source}:${target}${readOnly ? ':ro' : ''}`);
    else mount.drop('there is no such volume');
  }
  return { volumes, files };
}

const publishedOf = (endpoints: readonly Endpoint[]): readonly string[] =>
  endpoints.flatMap(({ port, hostPort, protocols }) =>
    protocols.map(
      (protocol) => `${hostPort > 0 ? `${hostPort}:` : ''}${port}${protocol === 'tcp' ? '' : `/${protocol}`}`,
    ),
  );

function serviceOf(pod: Source, container: Source, volumes: ReturnType<typeof volumesOf>) {
  const { entrypoint, args } = programOf(container);
  const endpoints = endpointsOf(container);
  for (const address of endpoints.flatMap(({ addresses }) => addresses))
    address.drop('services are reached by their names there');
  const mounts = mountsOf(container, volumes);
  const grace = container.at('lifecycle', 'killGracePeriodSeconds').number();
  const isStep = container.at('lifecycle', 'kind').value === 'init' && container.at('lifecycle', 'kind').take().exists;
  const force = container.at('image', 'forcePull').flag();
  const own = container.get('user').word() ?? pod.get('user').word();
  const shm = container.at('linuxInfo', 'ipcInfo', 'shmSize').number();
  if (shm !== undefined) container.at('linuxInfo', 'ipcInfo', 'mode').take();
  const service = part({
    image: imageOf(container),
    pull_policy: force === true ? 'always' : undefined,
    entrypoint: entrypoint.map(escaped),
    command: args.map(escaped),
    environment: environmentOf(pod, container),
    labels: { ...labelsOf(pod), ...labelsOf(container) },
    user: own,
    volumes: mounts.volumes,
    secrets: mounts.files,
    healthcheck: checkOf(container, endpoints),
    depends_on: waitsOf(container),
    stop_grace_period: grace === undefined ? undefined : `${grace}s`,
    shm_size: shm === undefined ? undefined : mibText(shm, 'm'),
    tty: container.get('tty').flag() === true ? true : undefined,
    restart: isStep ? 'no' : 'always',
    deploy: { resources: amountsOf(container) },
  });
  return { service, endpoints };
}

/** The container that waits for no other but steps, so that all others can wait for it. */
function holderOf(pod: Source): string {
  const containers = pod.get('containers').items();
  const isStep = (container: Source | undefined): boolean => container?.at('lifecycle', 'kind').value === 'init';
  const steps = new Set(containers.filter(isStep).map((container) => container.get('name').value));
  const free = containers.find(
    (container) =>
      !isStep(container) &&
      container
        .at('lifecycle', 'startAfter')
        .items()
        .every((wait) => steps.has(wait.get('container').value)),
  );
  return (free ?? containers[0])?.get('name').said ?? '';
}

export function toCompose(pod: Source): Exported {
  const segments = (pod.get('id').text() ?? '/pod').split('/').filter((segment) => segment !== '');
  const name = dnsName(segments.join('-'), 'pod');
  const host = usesHostNetwork(pod);
  const volumes = volumesOf(pod);
  const containers = pod
    .get('containers')
    .items()
    .map((container, index) => ({
      name: container.get('name').text() ?? `container-${index + 1}`,
      ...serviceOf(pod, container, volumes),
    }));
  const first = holderOf(pod);
  const ports = host ? [] : publishedOf(containers.flatMap(({ endpoints }) => endpoints));
  const instances = pod.at('scaling', 'instances').number() ?? 1;
  if (instances > 1) pod.at('scaling', 'instances').change('a file runs once: start it as several projects');
  const services = containers.map(({ name: key, service }) => {
    // One holds the network all of them share, so the ports of all are its ports. A step has ended before that is there.
    const network = host
      ? { network_mode: 'host' }
      : key === first
        ? { ports }
        : { network_mode: service['restart'] === 'no' ? undefined : `service:${first}` };
    return [key, part({ ...service, ...network })] as const;
  });
  const secrets = pod
    .get('secrets')
    .entries()
    .map(([key, source]) => {
      source.change('put the secret into the file that is named there');
      return [key, { file: `./${dnsName(key, 'secret')}.secret` }] as const;
    });
  pod.at('scaling', 'kind').take();
  for (const key of ['version', 'versionInfo']) pod.get(key).take();
  pod.dropRest(exportReason);
  const file = part({ name, services: record(services), volumes: record(volumes.declared), secrets: record(secrets) });
  return {
    fileName: `${name}.compose.yaml`,
    text: stringify(file, { aliasDuplicateObjects: false, lineWidth: 0 }),
    notes: pod.notes,
  };
}
