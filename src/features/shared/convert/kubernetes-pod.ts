/** The pod of a Kubernetes manifest as a pod of Marathon. */
import { kubernetesContainer } from './kubernetes-container';
import type { KubernetesContext } from './kubernetes-container';
import { DEFAULT_VOLUME, part, record } from './pod-parts';
import type { Part } from './pod-parts';
import { quantityMib } from './quantities';
import type { Source } from './source';

/** A volume belongs to one instance, which is what most claims ask for. */
export function takeModes(modes: Source): void {
  for (const mode of modes.items())
    if (mode.value === 'ReadWriteOnce' || mode.value === 'ReadWriteOncePod') mode.take();
    else mode.drop('a persistent volume belongs to one instance');
}

/** A claim is a volume that is kept; how large it is, another manifest of the file may say. */
function claimOf(volume: Source, context: KubernetesContext): Part {
  const claim = volume.at('persistentVolumeClaim', 'claimName').text() ?? '';
  const size = context.claims.get(claim);
  if (size === undefined)
    volume
      .get('persistentVolumeClaim')
      .change(`a persistent volume of ${DEFAULT_VOLUME} MiB: the claim is not in this file`);
  return { persistent: { type: 'root', size: size ?? DEFAULT_VOLUME } };
}

function volumeOf(volume: Source, context: KubernetesContext): Part | undefined {
  if (volume.get('emptyDir').exists) {
    volume.at('emptyDir', 'sizeLimit').drop('space is that of the containers together');
    volume.at('emptyDir', 'medium').drop('it is kept on the disk of the agent');
    volume.get('emptyDir').take();
    return {};
  }
  const host = volume.at('hostPath', 'path').text();
  if (host !== undefined) {
    volume.at('hostPath', 'type').take();
    return { host };
  }
  const secret = volume.at('secret', 'secretName').text();
  if (secret !== undefined) {
    context.secrets.set(secret, { source: secret });
    volume.get('secret').change(`the secret ${secret} is one file here, not a folder`);
    return { secret };
  }
  if (volume.get('persistentVolumeClaim').exists) return claimOf(volume, context);
  volume.drop('volumes of this kind have no counterpart');
  return undefined;
}

function declare(name: string, kind: Part, context: KubernetesContext): Part {
  const given = context.volumes.give(name, 'volume');
  context.volumeNames.set(name, given);
  return { name: given, ...kind };
}

function volumesOf(spec: Source, templates: Source, context: KubernetesContext): readonly Part[] {
  const claimed = templates.items().flatMap((template) => {
    const name = template.at('metadata', 'name').text();
    const size = template.at('spec', 'resources', 'requests', 'storage');
    const mib = size.exists ? quantityMib(size.value) : undefined;
    if (mib !== undefined) size.take();
    takeModes(template.at('spec', 'accessModes'));
    return name === undefined
      ? []
      : [declare(name, { persistent: { type: 'root', size: Math.ceil(mib ?? DEFAULT_VOLUME) } }, context)];
  });
  const own = spec
    .get('volumes')
    .items()
    .flatMap((volume) => {
      const name = volume.get('name').text();
      const kind = name === undefined ? undefined : volumeOf(volume, context);
      return name === undefined || kind === undefined ? [] : [declare(name, kind, context)];
    });
  return [...claimed, ...own];
}

/** Labels of nodes that are known here by another name. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/hostname', 'hostname'],
  ['topology.kubernetes.io/zone', '@zone'],
  ['topology.kubernetes.io/region', '@region'],
  ['failure-domain.beta.kubernetes.io/zone', '@zone'],
]);

const fieldOf = (label: string): string => FIELDS.get(label) ?? label;

function constraintsOf(spec: Source): readonly Part[] {
  const selected = spec
    .get('nodeSelector')
    .entries()
    .flatMap(([label, source]) => {
      const value = source.word();
      if (value === undefined) return [];
      if (!FIELDS.has(label)) source.change(`agents need an attribute ${label} of this value`);
      return [{ fieldName: fieldOf(label), operator: 'IS', value }];
    });
  const spread = spec
    .get('topologySpreadConstraints')
    .items()
    .flatMap((source) => {
      const label = source.get('topologyKey').text();
      if (label === undefined) return [];
      source.change('instances are spread evenly; how uneven they may be is not asked for');
      return [{ fieldName: fieldOf(label), operator: 'GROUP_BY' }];
    });
  const apart = spec
    .at('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
    .items()
    .flatMap((source) => {
      const label = source.get('topologyKey').text();
      if (label === undefined) return [];
      source.change('no two instances of the pod are placed together, whatever the selector says');
      return [
        {
          fieldName: fieldOf(label),
          operator: label === 'kubernetes.io/hostname' ? 'UNIQUE' : 'MAX_PER',
          ...(label === 'kubernetes.io/hostname' ? {} : { value: '1' }),
        },
      ];
    });
  const all = [...selected, ...spread, ...apart];
  return all.filter(
    ({ fieldName, operator }, index) =>
      all.findIndex((one) => one.fieldName === fieldName && one.operator === operator) === index,
  );
}

function containersOf(spec: Source, context: KubernetesContext): readonly Part[] {
  let before: string | undefined;
  const steps = spec
    .get('initContainers')
    .items()
    .map((source) => {
      const sidecar = source.get('restartPolicy').value === 'Always' && source.get('restartPolicy').take().exists;
      const startAfter = before === undefined ? [] : [{ container: before, condition: 'finished' }];
      const container = kubernetesContainer(source, context, { kind: sidecar ? 'sidecar' : 'init', startAfter });
      if (!sidecar) before = String(container['name']);
      return container;
    });
  const startAfter = before === undefined ? [] : [{ container: before, condition: 'finished' }];
  const mains = spec
    .get('containers')
    .items()
    .map((source) => kubernetesContainer(source, context, { startAfter }));
  return [...steps, ...mains];
}

/** Of a pod's `spec`; `templates` are the claims a StatefulSet makes for each instance. */
export function podOfSpec(spec: Source, templates: Source, context: KubernetesContext): Part {
  const host = context.host;
  spec.get('hostNetwork').take();
  const volumes = volumesOf(spec, templates, context);
  const containers = containersOf(spec, context);
  const user = spec.at('securityContext', 'runAsUser').word();
  if (spec.get('restartPolicy').value === 'Always') spec.get('restartPolicy').take();
  const mounted = new Set(
    containers.flatMap((container) => ((container['volumeMounts'] ?? []) as readonly Part[]).map(({ name }) => name)),
  );
  return part({
    containers,
    user,
    secrets: record(context.secrets),
    // One that nobody mounts would be refused.
    volumes: volumes.filter(({ name }) => mounted.has(name)),
    networks: [{ mode: host ? 'host' : 'container/bridge' }],
    scheduling: part({ placement: part({ constraints: constraintsOf(spec) }) }),
  });
}
