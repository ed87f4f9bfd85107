/** `dcos marathon pod …` (dcos-core-cli `dcoscli/marathon/main.py`). Each begins with a HEAD that tells whether Marathon knows pods. */
import { force, hintAtLongId, loadResource, printJson, printList, type Command } from './command';
import { DcosError, type DcosIo } from './io';
import { at, isObject, listAt, textAt, type Json, type JsonObject } from './json';
import type { Column } from './python-table';
import { ask, askMarathon, idInPath, isTrueAt, jsonOf, marathonUrl, readMarathon, refusal } from './wire';

const ensurePodsSupport = async (io: DcosIo): Promise<void> => {
  const answer = await ask(io, 'HEAD', marathonUrl(io, 'v2/pods'));
  if (answer.status === 404) throw new DcosError('This command is not supported by your version of Marathon');
  if (answer.status < 200 || answer.status >= 300) throw refusal(answer);
};

const podPath = (id: string, suffix = ''): string => `v2/pods/${idInPath(id)}${suffix}`;

/** The id of the pod or app that a queue item belongs to. */
export const queuedId = (item: Json): string | undefined => textAt(item, 'app', 'id') ?? textAt(item, 'pod', 'id');

/** Each service with `overdue`: whether it waits for offers longer than its back-off. */
export const withOverdue = (services: readonly Json[], queue: readonly Json[]): readonly JsonObject[] => {
  const overdue = new Map(queue.map((item) => [queuedId(item), isTrueAt(item, 'delay', 'overdue')]));
  return services.filter(isObject).map((one) => ({ ...one, overdue: overdue.get(textAt(one, 'id')) ?? false }));
};

const idAndContainers = (pod: Json): string => {
  const names = listAt(pod, 'spec', 'containers').map((container) => textAt(container, 'name') ?? '');
  return [textAt(pod, 'id') ?? '', ...names.toSorted().map((name) => ` |-${name}`)].join('\n');
};

const podColumns: readonly Column<Json>[] = [
  { title: 'ID+TASKS', align: 'left', cell: idAndContainers },
  { title: 'INSTANCES', cell: (pod) => listAt(pod, 'instances').length },
  { title: 'VERSION', align: 'left', cell: (pod) => at(pod, 'spec', 'version') ?? '-' },
  { title: 'STATUS', align: 'left', cell: (pod) => at(pod, 'status') },
  { title: 'STATUS SINCE', align: 'left', cell: (pod) => at(pod, 'statusSince') },
  { title: 'WAITING', align: 'left', cell: (pod) => at(pod, 'overdue') },
  { title: 'ROLE', cell: (pod) => at(pod, 'spec', 'role') },
];

export const podCommands: readonly Command[] = [
  {
    usage: 'marathon pod add [<pod-resource>]',
    says: 'Add a pod.',
    checksVersion: true,
    run: async (io, given) => {
      await ensurePodsSupport(io);
      const { text, value } = await loadResource(io, given.maybe('<pod-resource>'));
      hintAtLongId(io, textAt(value, 'id') ?? '');
      const answer = await askMarathon(io, 'POST', 'v2/pods', { body: text });
      io.stdout(`Created deployment ${answer.headers.get('marathon-deployment-id') ?? 'None'}\n`);
    },
  },
  {
    usage: 'marathon pod kill <pod-id> [<instance-ids>...]',
    says: 'Kill one or more running pod instances.',
    checksVersion: true,
    run: async (io, given) => {
      const ids = given.many('<instance-ids>');
      if (ids.length === 0) throw new DcosError('Please provide at least one pod instance ID');
      await ensurePodsSupport(io);
      const path = podPath(given.one('<pod-id>'), '::instances');
      jsonOf(await askMarathon(io, 'DELETE', path, { body: JSON.stringify(ids) }));
    },
  },
  {
    usage: 'marathon pod list [--json|--quiet]',
    says: 'List the deployed pods.',
    checksVersion: true,
    run: async (io, given) => {
      await ensurePodsSupport(io);
      const statuses = await readMarathon(io, 'v2/pods/::status');
      const queue = listAt(await readMarathon(io, 'v2/queue'), 'queue');
      const pods = withOverdue(Array.isArray(statuses) ? (statuses as readonly Json[]) : [], queue);
      printList(io, given, podColumns, pods, 'ID+TASKS');
    },
  },
  {
    usage: 'marathon pod remove [--force] <pod-id>',
    says: 'Remove a pod.',
    checksVersion: true,
    run: async (io, given) => {
      await ensurePodsSupport(io);
      await askMarathon(io, 'DELETE', podPath(given.one('<pod-id>')), force(given));
    },
  },
  {
    usage: 'marathon pod show <pod-id>',
    says: 'Display detailed information for a specific pod.',
    checksVersion: true,
    run: async (io, given) => {
      await ensurePodsSupport(io);
      printJson(io, await readMarathon(io, podPath(given.one('<pod-id>'), '::status')));
    },
  },
  {
    usage: 'marathon pod update [--force] <pod-id>',
    says: 'Update a pod.',
    checksVersion: true,
    run: async (io, given) => {
      await ensurePodsSupport(io);
      const id = given.one('<pod-id>');
      await readMarathon(io, podPath(id, '::status'));
      const { text } = await loadResource(io);
      const answer = await askMarathon(io, 'PUT', podPath(id), { ...force(given), body: text });
      const deployment = answer.headers.get('marathon-deployment-id');
      if (deployment === null)
        throw new DcosError('Error: missing "Marathon-Deployment-Id" header from Marathon response');
      io.stdout(`Created deployment ${deployment}\n`);
    },
  },
];
