/** How many of the last offers fit what a queued app or pod asks for (dcos-core-cli `dcoscli/tables.py` queued_app_table). */
import { at, listAt, numberAt, textAt, type Json } from './json';
import type { Column } from './python-table';

interface SummaryRow {
  readonly resource: string;
  readonly requested: Json;
  readonly matched: string;
  readonly percentage: string;
}

export const summaryColumns: readonly Column<SummaryRow>[] = [
  { title: 'RESOURCE', align: 'left', cell: ({ resource }) => resource },
  { title: 'REQUESTED', align: 'left', cell: ({ requested }) => requested },
  { title: 'MATCHED', align: 'left', cell: ({ matched }) => matched },
  { title: 'PERCENTAGE', align: 'left', cell: ({ percentage }) => percentage },
];

const NONE = '---';

const rolesIn = (roles: readonly Json[]): Json => (roles.length === 0 ? '[*]' : roles);

/** What is asked for, by resource; of a pod the sum of its containers and its executor. */
const requestedBy = (
  item: Json,
): Readonly<Record<'role' | 'constraints' | 'cpus' | 'mem' | 'disk' | 'ports', Json>> => {
  const app = at(item, 'app');
  if (app !== undefined)
    return {
      role: rolesIn(listAt(app, 'acceptedResourceRoles')),
      constraints: at(app, 'constraints') ?? NONE,
      cpus: at(app, 'cpus') ?? NONE,
      mem: at(app, 'mem') ?? NONE,
      disk: at(app, 'disk') ?? NONE,
      ports: at(app, 'ports') ?? NONE,
    };
  const pod = at(item, 'pod');
  const containers = listAt(pod, 'containers');
  const sum = (name: string): number =>
    containers.reduce<number>((total, container) => total + numberAt(container, 'resources', name), 0) +
    numberAt(pod, 'executorResources', name);
  return {
    role: rolesIn(listAt(pod, 'scheduling', 'placement', 'acceptedResourceRoles')),
    constraints: at(pod, 'scheduling', 'placement', 'constraints') ?? NONE,
    cpus: sum('cpus'),
    mem: sum('mem'),
    disk: sum('disk'),
    ports: containers.flatMap((container) =>
      listAt(container, 'endpoints').map((endpoint) => at(endpoint, 'hostPort') ?? null),
    ),
  };
};

/** One row per resource. */
export const summaryRows = (item: Json): readonly SummaryRow[] => {
  const reasons = listAt(item, 'processedOffersSummary', 'rejectSummaryLastOffers');
  const row = (resource: string, requested: Json, name: string): SummaryRow => {
    const reason = reasons.find((one) => textAt(one, 'reason') === name);
    const processed = numberAt(reason, 'processed');
    const fit = processed - numberAt(reason, 'declined');
    const percentage = processed > 0 ? `${((100 * fit) / processed).toFixed(2)}%` : NONE;
    return { resource, requested, matched: `${fit} / ${processed}`, percentage };
  };
  const requested = requestedBy(item);
  return [
    row('ROLE', requested.role, 'UnfulfilledRole'),
    row('CONSTRAINTS', requested.constraints, 'UnfulfilledConstraint'),
    row('CPUS', requested.cpus, 'InsufficientCpus'),
    row('MEM', requested.mem, 'InsufficientMemory'),
    row('DISK', requested.disk, 'InsufficientDisk'),
    row('PORTS', requested.ports, 'InsufficientPorts'),
  ];
};
