/** Kubernetes manifests as pods: the workloads among them, with what the others tell about ports, claims and settings. */
import { asText } from './conversion';
import type { Conversion, Converted, Note } from './conversion';
import { kubernetesReason } from './kubernetes-reasons';
import type { KubernetesContext } from './kubernetes-container';
import { podOfSpec, takeModes } from './kubernetes-pod';
import { dnsName, Names } from './names';
import { part } from './pod-parts';
import type { ConversionOptions, Part } from './pod-parts';
import { PodPorts } from './compose-ports';
import { quantityMib } from './quantities';
import { Ledger, Source } from './source';

/** Workloads, and where their pod is. */
const WORKLOADS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ['Deployment', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

const kindOf = (document: Source): string => document.get('kind').said;
const nameOf = (document: Source): string => document.at('metadata', 'name').said;

/** Documents, lists of them unfolded. */
export const documentsOf = (values: readonly unknown[]): readonly unknown[] =>
  values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    const { kind, items } = value as { kind?: unknown; items?: unknown };
    return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)
      ? (items as readonly unknown[])
      : [value];
  });

function claimsOf(documents: readonly Source[]): ReadonlyMap<string, number> {
  return new Map(
    documents
      .filter((document) => kindOf(document) === 'PersistentVolumeClaim')
      .flatMap((document) => {
        const size = document.at('spec', 'resources', 'requests', 'storage');
        const mib = quantityMib(size.value);
        if (mib === undefined) return [];
        size.take();
        takeModes(document.at('spec', 'accessModes'));
        return [[nameOf(document), Math.ceil(mib)] as const];
      }),
  );
}

function configsOf(documents: readonly Source[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    documents
      .filter((document) => kindOf(document) === 'ConfigMap')
      .map((document) => {
        const data = document.get('data').take().entries();
        return [nameOf(document), new Map(data.map(([key, { said }]) => [key, said]))] as const;
      }),
  );
}

/** Services whose selector fits give the endpoints they lead to one address. */
function withAddresses(
  pod: Part,
  labels: Source,
  services: readonly Source[],
  ports: ReadonlyMap<string, string>,
): Part {
  const containers = (pod['containers'] ?? []) as readonly Part[];
  const addresses = new Map<string, string[]>();
  for (const service of services) {
    const selector = service.at('spec', 'selector').entries();
    if (selector.length === 0 || !selector.every(([key, { value }]) => labels.get(key).value === value)) continue;
    service.at('spec', 'selector').take();
    for (const port of service.at('spec', 'ports').items()) {
      const number = port.get('port').number();
      const target = port.get('targetPort').exists ? port.get('targetPort').said : String(number);
      const endpoint = ports.get(target);
      if (number === undefined || endpoint === undefined) continue;
      port.get('targetPort').take();
      port.get('protocol').take();
      port.get('name').take();
      addresses.set(endpoint, [...(addresses.get(endpoint) ?? []), `/${nameOf(service)}:${number}`]);
    }
  }
  if (addresses.size === 0) return pod;
  const labelled = (endpoint: Part): Part => {
    const all = addresses.get(String(endpoint['name'])) ?? [];
    return part({ ...endpoint, labels: Object.fromEntries(all.map((address, index) => [`VIP_${index}`, address])) });
  };
  return {
    ...pod,
    containers: containers.map((container) =>
      part({ ...container, endpoints: ((container['endpoints'] ?? []) as readonly Part[]).map(labelled) }),
    ),
  };
}

/** Endpoints by the name and by the number a Service may use. */
function portsOf(pod: Part, spec: Source): ReadonlyMap<string, string> {
  const containers = (pod['containers'] ?? []) as readonly Part[];
  const byPort = new Map<string, string>();
  const endpoints = containers.flatMap((container) => (container['endpoints'] ?? []) as readonly Part[]);
  for (const endpoint of endpoints) {
    byPort.set(String(endpoint['containerPort'] ?? endpoint['hostPort']), String(endpoint['name']));
    byPort.set(String(endpoint['name']), String(endpoint['name']));
  }
  for (const container of spec.get('containers').items())
    for (const port of container.get('ports').items()) {
      const found = byPort.get(port.get('containerPort').said);
      if (found !== undefined && port.get('name').said !== '') byPort.set(port.get('name').said, found);
    }
  return byPort;
}

function scaled(document: Source, kind: string): Part {
  const instances = document.at('spec', 'replicas').number();
  const many = kind === 'DaemonSet' ? 1 : (instances ?? 1);
  if (kind === 'DaemonSet') document.get('kind').change('one instance per agent at most: set how many there are to be');
  if (kind === 'Job' || kind === 'CronJob')
    document.get('kind').change('an instance that has ended is started again: scale to 0 after the last run');
  return { kind: 'fixed', instances: many };
}

/** A selector that says what the labels say is no loss. */
function takeSelector(document: Source, labels: Source): void {
  const selector = document.at('spec', 'selector');
  const wanted = selector.get('matchLabels').exists ? selector.get('matchLabels') : selector;
  if (wanted.entries().every(([key, { value }]) => labels.get(key).value === value)) wanted.take();
}

function workload(
  document: Source,
  others: Omit<
    KubernetesContext,
    'host' | 'grace' | 'containers' | 'endpoints' | 'volumes' | 'volumeNames' | 'ports' | 'secrets'
  >,
  services: readonly Source[],
): Converted {
  const kind = kindOf(document);
  const template = document.at(...(WORKLOADS.get(kind) ?? []));
  const spec = template.get('spec');
  const context: KubernetesContext = {
    ...others,
    host: spec.get('hostNetwork').value === true,
    grace: spec.get('terminationGracePeriodSeconds').number(),
    containers: new Names(),
    endpoints: new Names(),
    volumes: new Names(),
    volumeNames: new Map(),
    ports: new PodPorts(),
    secrets: new Map(),
  };
  const plain = podOfSpec(spec, document.at('spec', 'volumeClaimTemplates'), context);
  const labels = template.at('metadata', 'labels');
  const pod = withAddresses(plain, labels, services, portsOf(plain, spec));
  const name = nameOf(document) || 'pod';
  const namespace = document.at('metadata', 'namespace').text();
  const group = namespace === undefined || namespace === 'default' ? '' : `/${dnsName(namespace, 'group')}`;
  const own = document.at('metadata', 'labels').exists ? document.at('metadata', 'labels') : labels;
  const { scheduling, ...rest } = pod;
  const unique =
    kind === 'DaemonSet' ? { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] } } : scheduling;
  const definition = part({
    id: `${group}/${dnsName(name, 'pod')}`,
    labels: Object.fromEntries(
      own
        .take()
        .entries()
        .map(([key, { said }]) => [key, said]),
    ),
    ...rest,
    scaling: scaled(document, kind),
    scheduling: unique,
  });
  for (const key of ['kind', 'apiVersion']) document.get(key).take();
  document.at('metadata', 'name').take();
  takeSelector(document, labels);
  labels.take();
  document.dropRest(kubernetesReason);
  return { name: `${kind} ${name}`, kind: 'pod', text: asText(definition), notes: document.notes };
}

/** What is said of a document that is no workload. */
function tellOther(document: Source): readonly Note[] {
  const kind = kindOf(document);
  for (const key of ['kind', 'apiVersion']) document.get(key).take();
  document.at('metadata', 'name').take();
  document.at('metadata', 'namespace').take();
  document.at('metadata', 'labels').take();
  switch (kind) {
    case 'Service':
      document.dropRest((path) =>
        /\.(selector|ports)/.test(path)
          ? 'no workload of this file has it; a service is the address of a pod’s endpoint here'
          : 'what is reached from outside runs on public agents',
      );
      break;
    case 'Secret':
      document.get('type').take();
      document.get('data').drop('keep it in the secret store of the cluster: secrets are never part of a definition');
      document
        .get('stringData')
        .drop('keep it in the secret store of the cluster: secrets are never part of a definition');
      document.dropRest(kubernetesReason);
      break;
    case 'ConfigMap':
    case 'PersistentVolumeClaim':
      document.dropRest(kubernetesReason);
      break;
    default:
      return [{ path: document.path, kind: 'dropped', reason: `a ${kind || 'document'} has no counterpart` }];
  }
  return document.notes;
}

export function fromKubernetes(values: readonly unknown[], options: ConversionOptions): Conversion {
  const documents = documentsOf(values).map((value, index) => {
    const document = new Source(value);
    const path = `${kindOf(document) || 'document'}/${nameOf(document) || index + 1}`;
    return new Source(value, path, new Ledger());
  });
  const others = { options, claims: claimsOf(documents), configs: configsOf(documents) };
  const services = documents.filter((document) => kindOf(document) === 'Service');
  const isWorkload = (document: Source): boolean => WORKLOADS.has(kindOf(document));
  const converted = documents.filter(isWorkload).map((document) => workload(document, others, services));
  const rest = documents.filter((document) => !isWorkload(document)).flatMap(tellOther);
  return { from: 'Kubernetes manifest', services: converted, notes: rest };
}
