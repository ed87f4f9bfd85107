/** The rows of the instances table: filtered, sorted, and unfolded to containers. Pure, so that a thousand instances stay cheap. */
import type { ContainerStatus, PodInstanceStatus } from '../../../protocol/marathon/pod-status';
import { instanceStatus } from '../../shared/instance-status';
import type { InstanceScope, InstanceSort } from '../service-detail-search';

/** One line of the tree. `set` and `position` count among siblings, from 1. */
export type InstanceTreeRow =
  | {
      readonly kind: 'instance';
      readonly key: string;
      readonly instance: PodInstanceStatus;
      /** Undefined where an instance is one task, with nothing to unfold. */
      readonly open: boolean | undefined;
      readonly position: number;
      readonly set: number;
    }
  | {
      readonly kind: 'container';
      readonly key: string;
      readonly instance: PodInstanceStatus;
      readonly container: ContainerStatus;
      readonly position: number;
      readonly set: number;
    };

/** The part of an instance's id that tells it from its siblings, eight characters: `shop_web.instance-3f9c0a1b-…` is `3f9c0a1b`. */
export const shortId = (instanceId: string): string => {
  const own = instanceId.slice(instanceId.lastIndexOf('.') + 1).replace(/^(instance|marathon)-/, '');
  return own.slice(0, 8);
};

/** When the definition an instance runs was made, from its reference `/v2/pods/…::versions/<time>` or `/v2/apps/…/versions/<time>`. */
export const specVersion = ({ specReference }: PodInstanceStatus): string | undefined =>
  /versions\/([^/]+)$/.exec(specReference ?? '')?.[1];

/** Ended for good: terminal, and no container is still being stopped. */
export const isCompleted = ({ status, containers }: PodInstanceStatus): boolean =>
  status === 'TERMINAL' && containers.every((each) => each.status !== 'TASK_KILLING' && each.status !== 'TASK_RUNNING');

/** Where an agent stands: `us-east/a`, or the zone alone where its name says the region. */
export const zoneText = ({ agentRegion = '', agentZone = '' }: PodInstanceStatus): string => {
  if (agentRegion === '' || agentZone.startsWith(agentRegion)) return agentZone;
  return agentZone === '' ? agentRegion : `${agentRegion}/${agentZone}`;
};

export const addressesOf = ({ networks }: PodInstanceStatus): readonly string[] =>
  networks.flatMap(({ addresses }) => addresses);

const inScope = (instance: PodInstanceStatus, scope: InstanceScope): boolean =>
  scope === 'all' || isCompleted(instance) === (scope === 'completed');

/** What an instance is found by, kept as long as the instance itself: typing must not build it again. */
const haystacks = new WeakMap<PodInstanceStatus, string>();
const searchable = (instance: PodInstanceStatus): string => {
  const known = haystacks.get(instance);
  if (known !== undefined) return known;
  const text = [
    instance.id,
    instance.agentHostname,
    zoneText(instance),
    ...addressesOf(instance),
    ...instance.containers.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ allocatedHostPort }) => allocatedHostPort ?? []),
    ),
    instanceStatus(instance, 0).word,
    ...instance.containers.map(({ name }) => name),
  ]
    .join('\n')
    .toLowerCase();
  haystacks.set(instance, text);
  return text;
};

/** Every word of the text has to occur somewhere. */
const matches = (instance: PodInstanceStatus, words: readonly string[]): boolean => {
  if (words.length === 0) return true;
  const text = searchable(instance);
  return words.every((word) => text.includes(word));
};

const sortKey = (instance: PodInstanceStatus, sort: InstanceSort): string | number => {
  switch (sort) {
    case 'id':
      return shortId(instance.id);
    case 'status':
      return instanceStatus(instance, 0).word;
    case 'since':
      return instance.statusSince;
    case 'agent':
      return instance.agentHostname ?? '';
    case 'address':
      return addressesOf(instance)[0] ?? '';
    case 'cpus':
      return instance.resources?.cpus ?? 0;
    case 'mem':
      return instance.resources?.mem ?? 0;
    case 'version':
      return specVersion(instance) ?? '';
  }
};

const compare = (a: string | number, b: string | number): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return COLLATOR.compare(String(a), String(b));
};
const COLLATOR = new Intl.Collator('en', { numeric: true });

/** How many instances each choice of the scope shows. */
export const scopeCounts = (instances: readonly PodInstanceStatus[]): Readonly<Record<InstanceScope, number>> => {
  const completed = instances.filter(isCompleted).length;
  return { active: instances.length - completed, completed, all: instances.length };
};

/** Which instances are wanted, and in what order. */
export interface Listing {
  readonly scope?: InstanceScope;
  readonly q?: string;
  readonly sort?: InstanceSort;
  readonly dir?: 'desc' | undefined;
}

/** The instances that scope and text leave, in order; ties by id. */
export const listedInstances = (
  instances: readonly PodInstanceStatus[],
  search: Listing,
): readonly PodInstanceStatus[] => {
  const { scope = 'active', q = '', sort = 'id', dir } = search;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const direction = dir === 'desc' ? -1 : 1;
  return instances
    .filter((instance) => inScope(instance, scope) && matches(instance, words))
    .map((instance) => ({ instance, key: sortKey(instance, sort) }))
    .sort((a, b) => compare(a.key, b.key) * direction || compare(a.instance.id, b.instance.id))
    .map(({ instance }) => instance);
};

/** Instances with the containers of the open ones below them; a `flat` list has no containers to show. */
export const treeRows = (
  instances: readonly PodInstanceStatus[],
  open: ReadonlySet<string>,
  flat = false,
): readonly InstanceTreeRow[] =>
  instances.flatMap((instance, index): readonly InstanceTreeRow[] => {
    const { id, containers } = instance;
    const isOpen = flat ? undefined : open.has(shortId(id));
    const row = {
      kind: 'instance',
      key: id,
      instance,
      open: isOpen,
      position: index + 1,
      set: instances.length,
    } as const;
    if (isOpen !== true) return [row];
    return [
      row,
      ...containers.map((container, place) => ({
        kind: 'container' as const,
        key: `${id}/${container.name}`,
        instance,
        container,
        position: place + 1,
        set: containers.length,
      })),
    ];
  });
