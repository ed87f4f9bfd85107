/** A pod of Marathon as Kubernetes manifests: the workload, its Service, and stubs of the secrets it needs. */
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
import { placementOf, strategyOf } from './kubernetes-placement';
import { dnsName } from './names';
import { part, record } from './pod-parts';
import type { Part } from './pod-parts';
import { mibText } from './quantities';
import type { Source } from './source';

const cpuText = (cpus: number): string => (Number.isInteger(cpus) ? String(cpus) : `${Math.round(cpus * 1000)}m`);

function amountsOf(container: Source): Part {
  const read = (from: string, key: string): number | undefined => container.at(from, key).number();
  const cpus = read('resources', 'cpus');
  const mem = read('resources', 'mem');
  const disk = read('resources', 'disk') ?? 0;
  const gpus = read('resources', 'gpus') ?? 0;
  // What a container has reserved of the memory is its limit as well, unless it has a higher one.
  const memLimit = container.at('resourceLimits', 'mem');
  const limit = memLimit.value === 'unlimited' && memLimit.take().exists ? undefined : (memLimit.number() ?? mem);
  const cpuLimit = container.at('resourceLimits', 'cpus');
  const cpuMost = cpuLimit.value === 'unlimited' && cpuLimit.take().exists ? undefined : cpuLimit.number();
  const limits = part({
    cpu: cpuMost === undefined ? undefined : cpuText(cpuMost),
    memory: limit === undefined ? undefined : mibText(limit, 'Mi'),
    'nvidia.com/gpu': gpus > 0 ? gpus : undefined,
  });
  const requests = part({
    cpu: cpus === undefined ? undefined : cpuText(cpus),
    memory: mem === undefined ? undefined : mibText(mem, 'Mi'),
    'ephemeral-storage': disk > 0 ? mibText(disk, 'Mi') : undefined,
  });
  return part({ requests, limits });
}

/** Names of ports are short there. */
const portName = (name: string): string => dnsName(name.slice(-15), 'port');

const portsOf = (endpoints: readonly Endpoint[]): readonly Part[] =>
  endpoints.flatMap(({ name, port, hostPort, protocols }) =>
    protocols.map((protocol, index) =>
      part({
        name: portName(index === 0 ? name : `${name}-${protocol}`),
        containerPort: port,
        hostPort: hostPort > 0 ? hostPort : undefined,
        protocol: protocol.toUpperCase(),
      }),
    ),
  );

function probesOf(container: Source, endpoints: readonly Endpoint[]): Part {
  const check = container.get('healthCheck');
  if (!check.exists) return {};
  const portOf = (how: string): number | undefined => {
    const name = check.at(how, 'endpoint').text();
    return endpoints.find((endpoint) => endpoint.name === name)?.port;
  };
  const http = portOf('http');
  const tcp = portOf('tcp');
  const argv = argvOf(check.at('exec', 'command'));
  const how = part({
    httpGet:
      http === undefined
        ? undefined
        : part({ path: check.at('http', 'path').text() ?? '/', port: http, scheme: check.at('http', 'scheme').text() }),
    tcpSocket: tcp === undefined ? undefined : { port: tcp },
    exec: argv === undefined ? undefined : { command: argv },
  });
  if (Object.keys(how).length === 0) return {};
  const interval = check.get('intervalSeconds').number() ?? 60;
  const grace = check.get('gracePeriodSeconds').number() ?? 300;
  const probe = {
    ...how,
    periodSeconds: interval,
    timeoutSeconds: check.get('timeoutSeconds').number() ?? 20,
    failureThreshold: check.get('maxConsecutiveFailures').number() ?? 3,
    initialDelaySeconds: check.get('delaySeconds').number() ?? 15,
  };
  const startup = {
    ...how,
    periodSeconds: interval,
    failureThreshold: Math.max(1, Math.ceil(grace / Math.max(1, interval))),
  };
  return grace > 0 ? { livenessProbe: probe, startupProbe: startup } : { livenessProbe: probe };
}

function variables(pod: Source, container: Source): readonly Part[] {
  return [...variablesOf(pod, container)].flatMap(([name, source]): readonly Part[] => {
    const secret = source.get('secret').text();
    if (secret !== undefined)
      return [{ name, valueFrom: { secretKeyRef: { name: dnsName(secret, 'secret'), key: 'value' } } }];
    const value = source.word();
    return value === undefined ? [] : [{ name, value }];
  });
}

function userOf(source: Source): Part | undefined {
  const user = source.get('user');
  if (!user.exists) return undefined;
  if (typeof user.value === 'string' && /^\d+$/.test(user.value)) return { runAsUser: Number(user.word()) };
  user.drop('users are numbers there');
  return undefined;
}

function containerOf(
  pod: Source,
  container: Source,
): { readonly manifest: Part; readonly endpoints: readonly Endpoint[] } {
  const { entrypoint, args } = programOf(container);
  const endpoints = endpointsOf(container);
  const mounts = container
    .get('volumeMounts')
    .items()
    .map((mount) =>
      part({
        name: mount.get('name').text(),
        mountPath: mountPathOf(mount),
        readOnly: mount.get('readOnly').flag() === true ? true : undefined,
      }),
    );
  const force = container.at('image', 'forcePull').flag();
  const manifest = part({
    name: container.get('name').text(),
    image: imageOf(container),
    imagePullPolicy: force === true ? 'Always' : undefined,
    command: entrypoint,
    args,
    env: variables(pod, container),
    ports: portsOf(endpoints),
    resources: amountsOf(container),
    ...probesOf(container, endpoints),
    volumeMounts: mounts,
    securityContext: userOf(container),
    tty: container.get('tty').flag() === true ? true : undefined,
  });
  return { manifest, endpoints };
}

function volumesOf(pod: Source) {
  const claims: Part[] = [];
  const volumes = pod
    .get('volumes')
    .items()
    .flatMap((volume): readonly Part[] => {
      const name = volume.get('name').text();
      const host = volume.get('host').text();
      const secret = volume.get('secret').text();
      const size = volume.at('persistent', 'size').number();
      if (size !== undefined) {
        if (volume.at('persistent', 'type').value === 'root') volume.at('persistent', 'type').take();
        claims.push({
          metadata: { name },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: mibText(size, 'Mi') } } },
        });
        return [];
      }
      if (host !== undefined) return [{ name, hostPath: { path: host } }];
      if (secret !== undefined) return [{ name, secret: { secretName: dnsName(secret, 'secret') } }];
      return [{ name, emptyDir: {} }];
    });
  return { volumes, claims };
}

/** `init` before the others, a `sidecar` among those, the rest as containers. */
function containersOf(pod: Source) {
  const init: Part[] = [];
  const main: Part[] = [];
  const endpoints: Endpoint[] = [];
  const steps = new Set(
    pod
      .get('containers')
      .items()
      .flatMap((one) => (one.at('lifecycle', 'kind').value === 'init' ? [one.get('name').value] : [])),
  );
  let grace: number | undefined;
  for (const source of pod.get('containers').items()) {
    const { manifest, endpoints: own } = containerOf(pod, source);
    endpoints.push(...own);
    const seconds = source.at('lifecycle', 'killGracePeriodSeconds');
    if (seconds.exists) seconds.change('all containers of the pod have the longest of these times to end');
    if (typeof seconds.value === 'number') grace = Math.max(grace ?? 0, Math.ceil(seconds.value));
    const kind = source.at('lifecycle', 'kind').text();
    for (const wait of source.at('lifecycle', 'startAfter').items())
      if (steps.has(wait.get('container').value) && wait.get('condition').value === 'finished') wait.take();
    if (kind === 'init') init.push(manifest);
    else if (kind === 'sidecar') init.push({ ...manifest, restartPolicy: 'Always' });
    else main.push(manifest);
  }
  return { init, main, endpoints, grace };
}

function serviceOf(name: string, meta: Part, endpoints: readonly Endpoint[]): readonly Part[] {
  if (endpoints.length === 0) return [];
  const ports = endpoints.map(({ name: called, port, protocols, addresses }) => {
    for (const address of addresses) address.change(`it is reached by the name of the service there: ${name}`);
    return {
      name: portName(called),
      port: Number(/:(\d+)$/.exec(addresses[0]?.said ?? '')?.[1] ?? port),
      targetPort: port,
      protocol: (protocols[0] ?? 'tcp').toUpperCase(),
    };
  });
  return [{ apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { selector: { app: name }, ports } }];
}

function secretsOf(pod: Source, namespace: string | undefined): readonly Part[] {
  return pod
    .get('secrets')
    .entries()
    .map(([key, source]) => {
      source.change('a stub of the secret stands for it: fill in its value there');
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: part({ name: dnsName(key, 'secret'), namespace }),
        stringData: { value: '' },
      };
    });
}

/** Values of labels are short words there; others are annotations. */
const isLabel = ([key, value]: readonly [string, unknown]): boolean =>
  /^([A-Za-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(key) &&
  /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/.test(String(value));

export function toKubernetes(pod: Source): Exported {
  const segments = (pod.get('id').text() ?? '/pod').split('/').filter((segment) => segment !== '');
  const name = dnsName(segments.at(-1) ?? '', 'pod');
  const namespace = segments.length > 1 ? dnsName(segments.slice(0, -1).join('-'), 'default') : undefined;
  const labels = Object.entries(labelsOf(pod));
  const meta = part({
    name,
    namespace,
    labels: record([['app', name], ...labels.filter(isLabel)]),
    annotations: record(labels.filter((label) => !isLabel(label))),
  });
  const { init, main, endpoints, grace } = containersOf(pod);
  const { volumes, claims } = volumesOf(pod);
  const host = usesHostNetwork(pod);
  const spec = part({
    initContainers: init,
    containers: main,
    volumes: volumes.map((volume) => ({ ...volume })),
    hostNetwork: host ? true : undefined,
    securityContext: userOf(pod),
    terminationGracePeriodSeconds: grace,
    ...placementOf(pod, name),
  });
  pod.at('scaling', 'kind').take();
  const workload = {
    apiVersion: 'apps/v1',
    kind: claims.length > 0 ? 'StatefulSet' : 'Deployment',
    metadata: meta,
    spec: part({
      replicas: pod.at('scaling', 'instances').number() ?? 1,
      selector: { matchLabels: { app: name } },
      ...(claims.length > 0 ? { serviceName: name, volumeClaimTemplates: claims } : strategyOf(pod)),
      template: { metadata: { labels: { app: name } }, spec },
    }),
  };
  const documents = [...secretsOf(pod, namespace), workload, ...serviceOf(name, part({ name, namespace }), endpoints)];
  for (const key of ['version', 'versionInfo']) pod.get(key).take();
  pod.dropRest(exportReason);
  return {
    fileName: `${name}.kubernetes.yaml`,
    text: documents
      .map((document) => stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }))
      .join('---\n'),
    notes: pod.notes,
  };
}
