/** A Docker Compose file as one pod whose containers are its services, or as a pod for each of them. */
import { asText } from './conversion';
import type { Conversion, Converted, Note } from './conversion';
import { composeReason, containerOf, PodContext } from './compose-container';
import { interpolated } from './compose-values';
import { dnsName } from './names';
import { part, record } from './pod-parts';
import type { ConversionOptions, Part } from './pod-parts';
import { Ledger, Source } from './source';

interface Service {
  readonly key: string;
  readonly source: Source;
  readonly name: string;
}

const CONDITIONS: ReadonlyMap<string, string> = new Map([
  ['service_started', 'running'],
  ['service_healthy', 'healthy'],
  ['service_completed_successfully', 'finished'],
]);

interface Wait {
  readonly on: string;
  readonly condition: string;
  readonly source: Source;
}

function waitsOf(service: Source): readonly Wait[] {
  const depends = service.get('depends_on');
  if (depends.isList)
    return depends.items().flatMap((source) => {
      const on = source.text();
      return on === undefined ? [] : [{ on, condition: 'running', source }];
    });
  return depends.entries().map(([on, source]) => {
    const condition = CONDITIONS.get(source.get('condition').text() ?? '') ?? 'running';
    if (source.get('required').value === true) source.get('required').take();
    return { on, condition, source: source.get('condition').exists ? source.get('condition') : source.take() };
  });
}

/** Containers with who waits for whom; a service that has to end well is a step before the others. */
function ordered(services: readonly Service[], containers: readonly Part[]): readonly Part[] {
  const names = new Map(services.map(({ key, name }, index) => [key, { name, container: containers[index] }]));
  const steps = new Set<string>();
  const waits = services.map(({ key, source }) =>
    waitsOf(source).flatMap((wait) => {
      const target = names.get(wait.on);
      if (target === undefined || wait.on === key) {
        wait.source.drop(`there is no other service ${wait.on}`);
        return [];
      }
      if (wait.condition === 'finished') steps.add(target.name);
      const blind = wait.condition === 'healthy' && target.container?.['healthCheck'] === undefined;
      if (blind) wait.source.change(`${wait.on} has no health check: it is waited for until it runs`);
      return [{ container: target.name, condition: blind ? 'running' : wait.condition }];
    }),
  );
  return containers.map((container, index) => {
    const kind = steps.has(String(container['name'])) && steps.size < containers.length ? 'init' : undefined;
    const lifecycle = part({ ...(container['lifecycle'] as Part | undefined), kind, startAfter: waits[index] });
    return part({ ...container, lifecycle });
  });
}

function instancesOf({ source }: Service): number | undefined {
  return source.at('deploy', 'replicas').number() ?? source.get('scale').number();
}

/** Values that name another service as a host: in a pod it is reached on localhost. */
function tellNeighbours(services: readonly Service[], mine: Service, together: boolean): void {
  for (const { key } of services) {
    if (key === mine.key) continue;
    const host = new RegExp(`(^|//|@)${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(:\\d+|/|$)`);
    const environment = mine.source.get('environment');
    for (const source of [...environment.items(), ...environment.entries().map(([, value]) => value)]) {
      const text = typeof source.value === 'string' ? source.value.replace(/^\w+=/, '') : '';
      if (!host.test(text)) continue;
      source.change(
        together
          ? `${key} is reached on localhost: the containers of a pod share one network`
          : `${key} is a pod of its own: reach it by its address in the cluster`,
      );
    }
  }
}

function podOf(id: string, services: readonly Service[], context: PodContext, options: ConversionOptions): Part {
  const host = services.some(({ source }) => source.get('network_mode').value === 'host');
  const plain = services.map(({ source, name }) => containerOf(source, { name, context, options, host }));
  const containers = services.length > 1 ? ordered(services, plain) : plain;
  const counts = services.map(instancesOf);
  const instances = Math.max(...counts.map((count) => count ?? 1));
  if (new Set(counts.map((count) => count ?? 1)).size > 1)
    for (const { source } of services)
      source.at('deploy', 'replicas').change(`all containers of the pod run ${instances} times, one per instance`);
  return part({
    id,
    containers,
    secrets: record(context.secrets),
    volumes: context.volumes.volumes,
    networks: [{ mode: host ? 'host' : 'container/bridge' }],
    scaling: { kind: 'fixed', instances },
  });
}

function apart(service: Service): void {
  const depends = service.source.get('depends_on');
  if (depends.exists) depends.drop('pods start independently of each other');
}

/** Parts beside the services: what they are in the file, and what they would be here. */
function tellRest(root: Source): readonly Note[] {
  root.get('version').take();
  root.get('services').take();
  for (const [, volume] of root.get('volumes').entries()) {
    volume.take();
    for (const [, setting] of volume.entries()) setting.drop('volumes are made by the agents: it has no counterpart');
  }
  root.get('volumes').take();
  for (const [name, secret] of root.get('secrets').entries())
    secret.change(`keep it in the secret store of the cluster as ${name}`);
  root.dropRest((path) =>
    path.startsWith('networks')
      ? 'the containers of a pod share one network of their own'
      : 'it has no counterpart here',
  );
  return root.notes;
}

export function fromCompose(value: unknown, options: ConversionOptions): Conversion {
  const variables: Note[] = [];
  const told = interpolated(value, (path, name, used) =>
    variables.push({
      path,
      kind: used === undefined ? 'dropped' : 'changed',
      reason:
        used === undefined
          ? `the variable ${name} is not known here and stays as it is written`
          : `the variable ${name} became “${used}”`,
    }),
  );
  const root = new Source(told);
  const context = new PodContext();
  const services: readonly Service[] = root
    .get('services')
    .entries()
    .map(([key, { value: own, path }]) => ({
      key,
      source: new Source(own, path, new Ledger()),
      name: context.containers.give(key, 'container'),
    }));
  for (const service of services) tellNeighbours(services, service, options.together);
  const project = root.get('name').text();
  const done = (name: string, pod: Part, of: readonly Service[]): Converted => {
    for (const { source } of of) source.dropRest(composeReason);
    return { name, kind: 'pod', text: asText(pod), notes: of.flatMap(({ source }) => source.notes) };
  };
  const group = dnsName(project ?? '', '');
  const converted = options.together
    ? services.length === 0
      ? []
      : [
          done(
            project ?? services.map(({ key }) => key).join(', '),
            podOf(`/${group === '' ? (services[0]?.name ?? 'pod') : group}`, services, context, options),
            services,
          ),
        ]
    : services.map((service) => {
        apart(service);
        const id = `${group === '' ? '' : `/${group}`}/${service.name}`;
        return done(service.key, podOf(id, [service], new PodContext(), options), [service]);
      });
  return { from: 'Docker Compose file', services: converted, notes: [...variables, ...tellRest(root)] };
}
