/** An app as the pod it would be, so that both leave Marathon by one way. */
import { dnsName } from './names';
import { part } from './pod-parts';
import type { Part } from './pod-parts';
import type { Source } from './source';

const asIs = (source: Source): unknown => (source.exists ? source.take().value : undefined);

function endpointsOf(app: Source, host: boolean): readonly Part[] {
  const required = app.get('requirePorts').flag() === true;
  const ports = host ? app.get('portDefinitions') : app.at('container', 'portMappings');
  return ports.items().map((port, index) => {
    const number = port.get('port').number();
    port.get('servicePort').drop('there are no service ports');
    return part({
      name: port.get('name').text() ?? `port-${index}`,
      containerPort: host ? undefined : port.get('containerPort').number(),
      hostPort: host ? (required ? number : undefined) : port.get('hostPort').number(),
      protocol: (port.get('protocol').text() ?? 'tcp').split(','),
      labels: asIs(port.get('labels')),
    });
  });
}

function healthOf(app: Source, endpoints: readonly Part[]): Part | undefined {
  const [check, ...others] = app.get('healthChecks').items();
  for (const other of others) other.drop('a container has one check');
  if (check === undefined) return undefined;
  const protocol = check.get('protocol').text() ?? 'HTTP';
  const endpoint = endpoints[check.get('portIndex').number() ?? 0]?.['name'];
  const command = check.at('command', 'value').text();
  const isHttp = protocol.includes('HTTP');
  return part({
    http:
      isHttp && endpoint !== undefined
        ? part({ endpoint, path: check.get('path').text(), scheme: protocol.endsWith('S') ? 'HTTPS' : undefined })
        : undefined,
    tcp: protocol.includes('TCP') && endpoint !== undefined ? { endpoint } : undefined,
    exec: command === undefined ? undefined : { command: { shell: command } },
    gracePeriodSeconds: check.get('gracePeriodSeconds').number(),
    intervalSeconds: check.get('intervalSeconds').number(),
    maxConsecutiveFailures: check.get('maxConsecutiveFailures').number(),
    timeoutSeconds: check.get('timeoutSeconds').number(),
    delaySeconds: check.get('delaySeconds').number(),
  });
}

function volumesOf(app: Source) {
  const volumes = app
    .at('container', 'volumes')
    .items()
    .flatMap((volume) => {
      const path = volume.get('containerPath').text();
      if (path === undefined) return [];
      const name = dnsName(path, 'volume');
      const kind = part({
        persistent: asIs(volume.get('persistent')),
        host: volume.get('hostPath').text(),
        secret: volume.get('secret').text(),
      });
      return [
        {
          volume: { name, ...kind },
          mount: part({ name, mountPath: path, readOnly: volume.get('mode').text() === 'RO' ? true : undefined }),
        },
      ];
    });
  return { volumes: volumes.map(({ volume }) => volume), mounts: volumes.map(({ mount }) => mount) };
}

function commandOf(app: Source): Part | undefined {
  const shell = app.get('cmd').text();
  const argv = app
    .get('args')
    .items()
    .flatMap((word) => word.word() ?? []);
  const command = shell === undefined ? (argv.length === 0 ? undefined : { argv }) : { shell };
  return command && { command };
}

function scheduleOf(app: Source): Part {
  const constraints = app
    .get('constraints')
    .items()
    .map((source) => {
      const [fieldName, operator, value] = source.items().map((word) => word.word());
      return part({ fieldName, operator, value });
    });
  return part({
    placement: part({ constraints, acceptedResourceRoles: asIs(app.get('acceptedResourceRoles')) }),
    upgrade: asIs(app.get('upgradeStrategy')),
  });
}

/** Takes what a pod has a word for; the rest is left for the report. */
export function podOfApp(app: Source): Part {
  const id = app.get('id').text() ?? '/app';
  const networks = app
    .get('networks')
    .items()
    .map((network) => network.get('mode').text());
  const host = networks.length === 0 || networks.includes('host');
  const endpoints = endpointsOf(app, host);
  const image = app.at('container', 'docker', 'image').text();
  const { volumes, mounts } = volumesOf(app);
  app.at('container', 'type').take();
  const { cpus, mem, disk, gpus } = {
    cpus: app.get('cpus').number(),
    mem: app.get('mem').number(),
    disk: app.get('disk').number(),
    gpus: app.get('gpus').number(),
  };
  const container = part({
    name: dnsName(id.split('/').at(-1) ?? '', 'app'),
    exec: commandOf(app),
    image:
      image === undefined
        ? undefined
        : part({ kind: 'DOCKER', id: image, forcePull: app.at('container', 'docker', 'forcePullImage').flag() }),
    resources: part({ cpus, mem, disk, gpus }),
    resourceLimits: asIs(app.get('resourceLimits')),
    endpoints,
    environment: asIs(app.get('env')),
    healthCheck: healthOf(app, endpoints),
    volumeMounts: mounts,
    user: app.get('user').text(),
    lifecycle: part({ killGracePeriodSeconds: app.get('taskKillGracePeriodSeconds').number() }),
    tty: app.get('tty').flag(),
  });
  return part({
    id,
    labels: asIs(app.get('labels')),
    secrets: asIs(app.get('secrets')),
    containers: [container],
    volumes,
    networks: [{ mode: host ? 'host' : 'container/bridge' }],
    scaling: { kind: 'fixed', instances: app.get('instances').number() ?? 1 },
    scheduling: scheduleOf(app),
  });
}

/** Where a place of that pod is in the app. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^containers\[0\]\.endpoints/, 'ports'],
  [/^containers\[0\]\.environment/, 'env'],
  [/^containers\[0\]\.healthCheck/, 'healthChecks[0]'],
  [/^containers\[0\]\.volumeMounts|^volumes/, 'container.volumes'],
  [/^containers\[0\]\.image/, 'container.docker'],
  [/^containers\[0\]\.lifecycle\.killGracePeriodSeconds/, 'taskKillGracePeriodSeconds'],
  [/^containers\[0\]\.exec/, 'cmd'],
  [/^containers\[0\]\.resources\./, ''],
  [/^containers\[0\]\./, ''],
  [/^scheduling\.placement\./, ''],
  [/^scheduling\.upgrade/, 'upgradeStrategy'],
  [/^scaling\./, ''],
];

export function placeInApp(path: string): string {
  const found = PLACES.find(([pattern]) => pattern.test(path));
  return found === undefined ? path : path.replace(found[0], found[1]);
}
