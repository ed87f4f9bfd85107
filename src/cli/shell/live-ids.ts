/** Ids the cluster knows, for completion: of pods, apps, groups, deployments, instances and tasks. */
import { isObject, listAt, parseJson, textAt, type Json } from '../dcos/json';
import type { ShellHost } from './process';

/** A `GET` of Marathon's; `null` when anything fails. */
const read = async (host: ShellHost, path: string): Promise<Json> => {
  try {
    const request = new Request(`${host.baseUrl}/service/marathon${path}`, { headers: { accept: 'application/json' } });
    const response = await host.fetch(request);
    return response.ok ? (parseJson(await response.text()) ?? null) : null;
  } catch {
    return null;
  }
};

const idsIn = (items: Json): readonly string[] =>
  Array.isArray(items) ? (items as readonly Json[]).flatMap((item) => textAt(item, 'id') ?? []) : [];

const pods = async (host: ShellHost): Promise<readonly string[]> => idsIn(await read(host, '/v2/pods'));
const apps = async (host: ShellHost): Promise<readonly string[]> => idsIn(listAt(await read(host, '/v2/apps'), 'apps'));

const groupsIn = (group: Json): readonly string[] =>
  isObject(group) ? [textAt(group, 'id') ?? '/', ...listAt(group, 'groups').flatMap(groupsIn)] : [];
const groups = async (host: ShellHost): Promise<readonly string[]> =>
  groupsIn(await read(host, '/v2/groups?embed=group.groups')).filter((id) => id !== '/');

const instances = async (host: ShellHost, pod: string): Promise<readonly string[]> =>
  idsIn(listAt(await read(host, `/v2/pods/${pod.replace(/^\/+/, '')}::status`), 'instances'));

/** Options for a positional of `dcos`, which has the words `given` before it. */
export const idsFor = async (
  host: ShellHost,
  positional: string,
  given: readonly string[],
): Promise<readonly string[]> => {
  switch (positional) {
    case '<pod-id>':
      return pods(host);
    case '<app-id>':
      return apps(host);
    case '<id>':
      return [...(await pods(host)), ...(await apps(host))];
    case '<group-id>':
      return groups(host);
    case '<deployment-id>':
      return idsIn(await read(host, '/v2/deployments'));
    case '<instance-ids>':
      return (await instances(host, given[0] ?? '')).filter((id) => !given.includes(id));
    case '<task-id>':
    case '<task-ids>':
      return idsIn(listAt(await read(host, '/v2/tasks'), 'tasks')).filter((id) => !given.includes(id));
    default:
      return positional.endsWith('-resource>') ? host.files.list() : [];
  }
};
