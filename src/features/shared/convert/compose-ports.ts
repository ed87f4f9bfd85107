/** Ports of a Compose service as endpoints of a container. */
import type { Names } from './names';
import { part } from './pod-parts';
import type { ConversionOptions, Part } from './pod-parts';
import type { Source } from './source';

interface Port {
  readonly target: number;
  /** 0: any free one. */
  readonly published: number;
  readonly protocol: string;
  readonly name?: string | undefined;
}

/** Ports of one range at most: more are hardly meant for one container. */
const MOST = 64;

const SHORT = /^(?:(?:\[[^\]]*\]|\d+(?:\.\d+){3}):)?(?:(\d+)(?:-(\d+))?:|:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/;

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** `8080:80`, `80`, `127.0.0.1:8080-8081:80-81/udp` */
function shortPorts(text: string): readonly Port[] | undefined {
  const found = SHORT.exec(text.trim());
  if (!found) return undefined;
  const [, from, to, first, last, protocol = 'tcp'] = found;
  const count = last === undefined ? 1 : Number(last) - Number(first) + 1;
  const published = from === undefined ? undefined : Number(from);
  const ports = count < 1 || count > MOST ? [] : Array.from({ length: count }, (_, index) => index);
  const sameLength = to === undefined || Number(to) - Number(from) + 1 === count;
  const all = ports.map((index) => ({
    target: Number(first) + index,
    // A range for one port leaves the choice.
    published: published === undefined || !sameLength ? 0 : published + index,
    protocol,
  }));
  return all.length > 0 && all.every(({ target, published: port }) => isPort(target) && (port === 0 || isPort(port)))
    ? all
    : undefined;
}

function longPort(source: Source): readonly Port[] | undefined {
  const target = source.get('target').number();
  const published = source.get('published').number() ?? 0;
  const protocol = source.get('protocol').text() ?? 'tcp';
  const name = source.get('name').text();
  source.get('host_ip').drop('a port of the agent is open on all its addresses');
  source.get('mode').take();
  return target === undefined || !isPort(target) || !(published === 0 || isPort(published))
    ? undefined
    : [{ target, published, protocol, name }];
}

function portsOf(source: Source): readonly Port[] | undefined {
  return source.isRecord ? longPort(source) : shortPorts(source.word() ?? '');
}

/** Endpoints of one pod: its containers share one network, so a port is there once. */
export class PodPorts {
  readonly #byPort = new Map<number, { readonly container: string; readonly protocol: string[] }>();
  readonly #hostPorts = new Set<number>();

  /** Undefined when `container` may have the port; else what stands in the way, or nothing where it is simply there already. */
  claim(container: string, { target, protocol }: Pick<Port, 'target' | 'protocol'>): string[] | string {
    const known = this.#byPort.get(target);
    if (known === undefined) {
      const protocols = [protocol];
      this.#byPort.set(target, { container, protocol: protocols });
      return protocols;
    }
    if (known.container !== container)
      return `port ${target} is taken by ${known.container}: containers of a pod share one network`;
    if (!known.protocol.includes(protocol)) known.protocol.push(protocol);
    return 'the port is there already';
  }

  /** The port of the agent itself, or 0 where another endpoint has it. */
  host(port: number): number {
    if (port === 0 || this.#hostPorts.has(port)) return 0;
    this.#hostPorts.add(port);
    return port;
  }
}

interface Place {
  readonly container: string;
  readonly names: Names;
  readonly ports: PodPorts;
  readonly options: ConversionOptions;
  /** Of the agent's network: a port is not mapped, the program listens on it. */
  readonly host: boolean;
}

function hostPortOf(port: Port, source: Source, { options, host, ports }: Place): number {
  const wanted = host ? port.target : port.published;
  if (wanted === 0) return 0;
  if (host || options.sameHostPorts) {
    const given = ports.host(wanted);
    if (given === 0) source.change(`port ${wanted} is taken in this pod, any free port of the agent takes its place`);
    return given;
  }
  source.change(`port ${wanted} of the machine became any free port of the agent`);
  return 0;
}

/** Endpoints of all ports that are published or exposed. */
export function endpointsOf(service: Source, place: Place): readonly Part[] {
  const endpoints: Part[] = [];
  const add = (port: Port, source: Source): void => {
    const protocol = place.ports.claim(place.container, port);
    if (typeof protocol === 'string') {
      source.drop(protocol);
      return;
    }
    endpoints.push(
      part({
        name: place.names.give(port.name ?? `${place.container}-${port.target}`, 'port'),
        containerPort: place.host ? undefined : port.target,
        hostPort: hostPortOf(port, source, place),
        protocol,
      }),
    );
  };
  for (const source of service.get('ports').items()) {
    const ports = portsOf(source);
    if (ports === undefined) source.drop('it is no port or range of ports');
    for (const port of ports ?? []) add(port, source);
  }
  for (const source of service.get('expose').items()) {
    const ports = shortPorts(source.word() ?? '');
    if (ports === undefined) source.drop('it is no port or range of ports');
    for (const port of ports ?? []) {
      if (!place.host) source.change('it gets a port of the agent as well');
      add({ ...port, published: 0 }, source);
    }
  }
  return endpoints;
}
