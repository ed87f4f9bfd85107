/** One container of a Kubernetes pod as a container of a pod of Marathon. */
import { isVariable } from './names';
import type { Names } from './names';
import { checkTimes, part, record, resourcesOf } from './pod-parts';
import type { ConversionOptions, Part } from './pod-parts';
import type { PodPorts } from './compose-ports';
import { quantityCpus, quantityMib } from './quantities';
import type { Source } from './source';

/** What is known while a pod is converted: what it shares, and what else the file holds. */
export interface KubernetesContext {
  readonly options: ConversionOptions;
  readonly host: boolean;
  readonly containers: Names;
  readonly endpoints: Names;
  readonly volumes: Names;
  /** Those that are carried over, by the name the manifest gives them. */
  readonly volumeNames: Map<string, string>;
  readonly ports: PodPorts;
  readonly secrets: Map<string, { source: string }>;
  /** MiB each claim of the file asks for. */
  readonly claims: ReadonlyMap<string, number>;
  /** ConfigMaps of the file. */
  readonly configs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly grace: number | undefined;
}

const wordsOf = (list: Source): readonly string[] => list.items().flatMap((item) => item.word() ?? []);

/** `command` replaces the entrypoint of the image, `args` go behind either. */
function programOf(container: Source): Part | undefined {
  const command = wordsOf(container.get('command'));
  const argv = [...command, ...wordsOf(container.get('args'))];
  return argv.length === 0
    ? undefined
    : part({ command: { argv }, overrideEntrypoint: command.length > 0 ? true : undefined });
}

type Variable = readonly [string, string | { readonly secret: string }];

function variableOf(source: Source, context: KubernetesContext): readonly Variable[] {
  const name = source.get('name').text();
  if (name === undefined || !isVariable(name) || name.length > 254) {
    source.drop('it has no name a variable can have');
    return [];
  }
  const from = source.get('valueFrom');
  if (!from.exists) return [[name, source.get('value').word() ?? '']];
  const secret = from.get('secretKeyRef');
  if (secret.get('name').exists) {
    const of = `${secret.get('name').word() ?? ''}/${secret.get('key').word() ?? ''}`;
    const key = of.replace(/\//g, '-');
    context.secrets.set(key, { source: of });
    secret.change(`keep it in the secret store of the cluster as ${of}`);
    return [[name, { secret: key }]];
  }
  const config = from.get('configMapKeyRef');
  const value = context.configs.get(config.get('name').said)?.get(config.get('key').said);
  if (value === undefined) {
    source.drop(
      config.exists
        ? 'the ConfigMap is not in this file'
        : 'a pod gets such facts under names of their own, as HOST or MESOS_TASK_ID',
    );
    return [];
  }
  config.change('the value of the ConfigMap was written in');
  return [[name, value]];
}

function environmentOf(container: Source, context: KubernetesContext): Part {
  const shared = container
    .get('envFrom')
    .items()
    .flatMap((source): readonly Variable[] => {
      const config = context.configs.get(source.at('configMapRef', 'name').said);
      if (config === undefined) {
        source.drop('what it would bring is not in this file');
        return [];
      }
      const prefix = source.get('prefix').text() ?? '';
      source.change('the values of the ConfigMap were written in');
      return [...config].map(([name, value]) => [prefix + name, value] as const).filter(([name]) => isVariable(name));
    });
  return record([
    ...shared,
    ...container
      .get('env')
      .items()
      .flatMap((source) => variableOf(source, context)),
  ]);
}

interface Endpoint {
  readonly endpoint: Part;
  readonly port: number;
  readonly key: string;
}

function endpointsOf(container: Source, name: string, context: KubernetesContext): readonly Endpoint[] {
  return container
    .get('ports')
    .items()
    .flatMap((source) => {
      const port = source.get('containerPort').number();
      const called = source.get('name').text();
      const wanted = source.get('hostPort');
      if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
        source.drop('it is no port');
        return [];
      }
      source.get('hostIP').drop('a port of the agent is open on all its addresses');
      const protocol = context.ports.claim(name, {
        target: port,
        protocol: (source.get('protocol').text() ?? 'TCP').toLowerCase(),
      });
      if (typeof protocol === 'string') {
        source.drop(protocol);
        return [];
      }
      const endpoint = part({
        name: context.endpoints.give(called ?? `${name}-${port}`, 'port'),
        containerPort: context.host ? undefined : port,
        hostPort: hostPortOf(wanted, port, context),
        protocol,
      });
      return [{ endpoint, port, key: called ?? String(port) }];
    });
}

function hostPortOf(wanted: Source, port: number, { options, host, ports }: KubernetesContext): number {
  const number = wanted.number();
  if (host) return ports.host(port);
  if (number === undefined || number === 0) return 0;
  const given = options.sameHostPorts ? ports.host(number) : 0;
  if (given === 0) wanted.change(`port ${number} of the node became any free port of the agent`);
  return given;
}

/** Where the check connects: the endpoint of that name or number. */
function checked(port: Source, endpoints: readonly Endpoint[]): string | undefined {
  const found = endpoints.find(({ key, port: number }) => key === port.said || String(number) === port.said);
  if (found === undefined) return undefined;
  port.take();
  return String(found.endpoint['name']);
}

function healthOf(container: Source, endpoints: readonly Endpoint[]): Part | undefined {
  const live = container.get('livenessProbe');
  const ready = container.get('readinessProbe');
  const probe = live.exists ? live : ready;
  if (!probe.exists) return undefined;
  if (probe === ready) ready.get('successThreshold').take();
  const how = ['httpGet', 'tcpSocket', 'exec'].find((key) => probe.get(key).exists);
  const port = checked(probe.at(how ?? '', 'port'), endpoints);
  const argv = wordsOf(probe.at('exec', 'command'));
  if (how === 'exec' ? argv.length === 0 : port === undefined) {
    probe.drop(how === undefined ? 'checks of this kind have no counterpart' : 'the container declares no such port');
    return undefined;
  }
  const startup = container.get('startupProbe');
  const grace = startup.exists
    ? (startup.get('failureThreshold').number() ?? 3) * (startup.get('periodSeconds').number() ?? 10)
    : undefined;
  if (startup.exists) startup.change(`failures in the first ${grace ?? 0} s do not count`);
  const { stretched, ...times } = checkTimes(
    probe.get('periodSeconds').number() ?? 10,
    probe.get('timeoutSeconds').number() ?? 1,
  );
  if (stretched) probe.assume('the interval has to be longer than the timeout: it was stretched');
  const path = probe.at('httpGet', 'path').text();
  const scheme = probe.at('httpGet', 'scheme').text();
  return part({
    http:
      how === 'httpGet'
        ? part({
            endpoint: port,
            path: path === '' ? undefined : path,
            scheme: scheme === 'HTTPS' ? scheme : undefined,
          })
        : undefined,
    tcp: how === 'tcpSocket' ? { endpoint: port } : undefined,
    exec: how === 'exec' ? { command: { argv } } : undefined,
    ...times,
    maxConsecutiveFailures: probe.get('failureThreshold').number() ?? 3,
    delaySeconds: probe.get('initialDelaySeconds').number() ?? 0,
    gracePeriodSeconds: grace ?? 0,
  });
}

function amountsOf(container: Source): Part {
  const read = (from: 'requests' | 'limits', key: string, as: (value: unknown) => number | undefined) => {
    const source = container.at('resources', from, key);
    const value = source.exists ? as(source.value) : undefined;
    if (value !== undefined) source.take();
    return value;
  };
  const gpus = read('limits', 'nvidia.com/gpu', quantityCpus);
  const { resources, resourceLimits, assumed } = resourcesOf(
    { cpus: read('requests', 'cpu', quantityCpus), mem: read('requests', 'memory', quantityMib) },
    { cpus: read('limits', 'cpu', quantityCpus), mem: read('limits', 'memory', quantityMib) },
    gpus,
  );
  const disk = read('requests', 'ephemeral-storage', quantityMib);
  if (assumed.length > 0) container.get('resources').assume(`${assumed.join(' and ')}, since it says nothing`);
  return part({ resources: part({ ...resources, disk }), resourceLimits });
}

function mountsOf(container: Source, { volumeNames }: KubernetesContext): readonly Part[] {
  return container
    .get('volumeMounts')
    .items()
    .flatMap((source) => {
      const name = volumeNames.get(source.get('name').text() ?? '');
      if (name === undefined) {
        source.drop('its volume was not carried over');
        return [];
      }
      const mountPath = source.get('mountPath').text();
      const readOnly = source.get('readOnly').flag() === true ? true : undefined;
      if (mountPath === undefined) return [];
      source.get('subPath').drop('the whole volume is mounted');
      return [part({ name, mountPath, readOnly })];
    });
}

export function kubernetesContainer(container: Source, context: KubernetesContext, lifecycle: Part): Part {
  const name = context.containers.give(container.get('name').text() ?? '', 'container');
  const endpoints = endpointsOf(container, name, context);
  const id = container.get('image').text();
  const pull = container.get('imagePullPolicy');
  const always = pull.value === 'Always';
  if (always || pull.value === 'IfNotPresent') pull.take();
  return part({
    name,
    image:
      id === undefined || id === '' ? undefined : part({ kind: 'DOCKER', id, forcePull: always ? true : undefined }),
    exec: programOf(container),
    ...amountsOf(container),
    environment: environmentOf(container, context),
    endpoints: endpoints.map(({ endpoint }) => endpoint),
    healthCheck: healthOf(container, endpoints),
    volumeMounts: mountsOf(container, context),
    user: container.at('securityContext', 'runAsUser').word(),
    lifecycle: part({ ...lifecycle, killGracePeriodSeconds: context.grace }),
    tty: container.get('tty').flag() === true ? true : undefined,
  });
}
