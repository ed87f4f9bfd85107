/** What both ways out of Marathon read of a container, before each writes it in its own words. */
import { record } from './pod-parts';
import type { Part } from './pod-parts';
import type { Source } from './source';

/** An image every other world needs; commands on the agent have none here. */
const NO_IMAGE = 'busybox:1.36';

export function imageOf(container: Source): string {
  const image = container.get('image');
  image.get('kind').take();
  image.get('labels').drop('images have no labels there');
  image.get('pullConfig').drop('give the credentials of the registry there');
  const id = image.get('id').text();
  if (id === undefined) container.get('image').assume(`a command without an image runs in ${NO_IMAGE}`);
  return id ?? NO_IMAGE;
}

export interface Program {
  /** Replaces the entrypoint of the image. */
  readonly entrypoint: readonly string[];
  readonly args: readonly string[];
}

const wordsOf = (list: Source): readonly string[] => list.items().flatMap((item) => item.word() ?? []);

export function programOf(container: Source): Program {
  const exec = container.get('exec');
  const shell = exec.at('command', 'shell').text();
  if (shell !== undefined) return { entrypoint: ['/bin/sh', '-c'], args: [shell] };
  const argv = wordsOf(exec.at('command', 'argv'));
  return exec.get('overrideEntrypoint').flag() === true
    ? { entrypoint: argv, args: [] }
    : { entrypoint: [], args: argv };
}

export const argvOf = (command: Source): readonly string[] | undefined => {
  const shell = command.get('shell').text();
  const argv = wordsOf(command.get('argv'));
  return shell === undefined ? (argv.length === 0 ? undefined : argv) : ['/bin/sh', '-c', shell];
};

export interface Endpoint {
  readonly name: string;
  readonly port: number;
  readonly hostPort: number;
  readonly protocols: readonly string[];
  /** Addresses by which all instances are reached. */
  readonly addresses: readonly Source[];
}

export function endpointsOf(container: Source): readonly Endpoint[] {
  return container
    .get('endpoints')
    .items()
    .flatMap((source) => {
      const name = source.get('name').text() ?? '';
      const hostPort = source.get('hostPort').number() ?? 0;
      const port = source.get('containerPort').number() ?? hostPort;
      const protocols = source
        .get('protocol')
        .items()
        .flatMap((item) => item.word() ?? []);
      source.get('networkNames').drop('there is one network');
      const labels = source.get('labels');
      const addresses = labels.entries().flatMap(([label, value]) => (label.startsWith('VIP_') ? [value] : []));
      if (port === 0) {
        source.drop('its port is only known once it runs');
        return [];
      }
      return [{ name, port, hostPort, protocols: protocols.length === 0 ? ['tcp'] : protocols, addresses }];
    });
}

/** Variables of the pod, then those of the container, which win. */
export function variablesOf(pod: Source, container: Source): ReadonlyMap<string, Source> {
  return new Map([...pod.get('environment').entries(), ...container.get('environment').entries()]);
}

export const labelsOf = (source: Source): Part =>
  record(
    source
      .get('labels')
      .entries()
      .flatMap(([name, value]) => {
        const text = value.word();
        return text === undefined ? [] : [[name, text] as const];
      }),
  );

/** Fields of a container without a counterpart in either world. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\.artifacts/, 'files are not fetched there: put them into the image'],
  [/\.linuxInfo|^linuxInfo/, 'settings of the kernel are given otherwise there'],
  [/^scheduling\.backoff/, 'how often it is tried again is not for the definition to say there'],
  [/^executorResources/, 'there is no executor'],
  [/^scheduling/, 'how it is placed, updated and replaced like this has no counterpart'],
  [/\.startAfter|\.startTimeoutSeconds|\.kind$/, 'containers start together there'],
  [/^secrets/, 'nothing uses it'],
  [/^networks/, 'networks are made otherwise there'],
  [/labels$|labels\./, 'it has no labels there'],
];

export const exportReason = (path: string): string =>
  REASONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'it has no counterpart there';

/** What the networks of the pod are there: that of the machine, or one of the pod's own. */
export function usesHostNetwork(pod: Source): boolean {
  const modes = pod
    .get('networks')
    .items()
    .map((network) => network.get('mode'));
  for (const mode of modes) if (['host', 'container', 'container/bridge'].includes(mode.said)) mode.take();
  return modes.some((mode) => mode.said === 'host');
}

/** Where a volume is mounted; paths in the sandbox are told in full. */
export function mountPathOf(mount: Source): string {
  const path = mount.get('mountPath').text() ?? '';
  if (path === '' || path.startsWith('/')) return path;
  const full = `/mnt/mesos/sandbox/${path}`;
  mount.get('mountPath').change(`there is no sandbox there: ${full}`);
  return full;
}
