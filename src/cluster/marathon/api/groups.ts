/** `/v2/groups`: reads, and the way to the writes (Marathon `api/v2/GroupsResource`, `core/appinfo/impl/DefaultInfoService`). */
import { groupNotFound } from '../../../protocol/marathon/error';
import type { Group } from '../../../protocol/marathon/group';
import { ROOT, isWithin, normaliseId, parentOf } from '../../../protocol/marathon/path-id';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import type { AppAnswer, AppInfo } from '../../../protocol/marathon/app';
import type { PodAnswer } from '../../../protocol/marathon/pod';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { appEmbeds, appInfo } from '../app/app-info';
import type { MarathonCore } from '../core';
import { isApp, isPod } from '../group/definition';
import { groupAt, groupVersions } from '../group/root-versions';
import type { GroupThen } from '../group/root-versions';
import { liveApp } from '../group/run-spec-store';
import type { GroupRecord } from '../group/run-spec-store';
import { notAllowed, ok, refuse } from './answers';
import { writes } from './lazy-writes';
import { statusOfPod } from './pod-statuses';

/** Without any `embed` everything is in. */
interface Embeds {
  readonly groups: boolean;
  readonly pods: boolean;
  readonly apps: boolean;
  /** Of each app. */
  readonly names: readonly string[];
}

const embedsOf = (names: readonly string[]): Embeds => {
  if (names.length === 0) return { groups: true, pods: true, apps: true, names: [] };
  const has = (prefix: string): boolean => names.some((name) => name === prefix || name.startsWith(`${prefix}.`));
  return { groups: has('group.groups'), pods: has('group.pods'), apps: has('group.apps'), names };
};

/** Values by the group right above them, so that a tree is built in one pass. */
const createIndex = <Value>() => {
  const lists = new Map<string, Value[]>();
  return {
    add(id: string, value: Value): void {
      const list = lists.get(parentOf(id));
      if (list === undefined) lists.set(parentOf(id), [value]);
      else list.push(value);
    },
    under: (group: string): readonly Value[] => lists.get(group) ?? [],
  };
};

/** What a group has right below it; undefined: not asked for. */
interface Members<App, Pod> {
  readonly apps: ((group: string) => readonly App[]) | undefined;
  readonly pods: ((group: string) => readonly Pod[]) | undefined;
}

/** One answer for each kind of tree: what is embedded is decided by whoever passes it. */
const buildTree = <App, Pod>(
  root: string,
  records: ReadonlyMap<string, GroupRecord>,
  members: Members<App, Pod>,
  withGroups: boolean,
): Group<App, Pod> => {
  const children = createIndex<string>();
  for (const id of records.keys()) if (id !== ROOT && isWithin(id, root)) children.add(id, id);
  const build = (id: string): Group<App, Pod> => {
    const record = records.get(id);
    return {
      id,
      dependencies: record?.dependencies ?? [],
      ...(record !== undefined && { version: record.version }),
      ...(record?.enforceRole !== undefined && { enforceRole: record.enforceRole }),
      ...(members.apps !== undefined && { apps: members.apps(id) }),
      ...(members.pods !== undefined && { pods: members.pods(id) }),
      ...(withGroups && { groups: children.under(id).map(build) }),
    };
  };
  return build(root);
};

const tree = (core: MarathonCore, root: string, embeds: Embeds): Group => {
  const { specs, groups } = core.state.store;
  const pods = createIndex<PodStatus>();
  const apps = createIndex<AppInfo>();
  const appParts = appEmbeds(embeds.names);
  for (const id of specs.keys()) {
    if (!isWithin(id, root)) continue;
    const app = embeds.apps ? liveApp(core.state.store, id) : undefined;
    if (app !== undefined) apps.add(id, appInfo(core, app, appParts));
    const pod = embeds.pods ? statusOfPod(core, id) : undefined;
    if (pod !== undefined) pods.add(id, pod);
  }
  const members = { apps: embeds.apps ? apps.under : undefined, pods: embeds.pods ? pods.under : undefined };
  return buildTree(root, groups, members, embeds.groups);
};

const treeThen = (root: string, { groups, specs }: GroupThen): Group<AppAnswer, PodAnswer> => {
  const pods = createIndex<PodAnswer>();
  const apps = createIndex<AppAnswer>();
  for (const [id, definition] of specs) {
    if (isApp(definition)) apps.add(id, serialiseApp(definition));
    if (isPod(definition)) pods.add(id, serialisePod(definition));
  }
  return buildTree(root, groups, { apps: apps.under, pods: pods.under }, true);
};

const appsBelow = (core: MarathonCore, id: string, names: readonly string[]): AppInfo[] => {
  const embeds = appEmbeds([...names, 'counts', 'deployments']);
  return [...core.state.store.specs.keys()].flatMap((each) => {
    const app = isWithin(each, id) ? liveApp(core.state.store, each) : undefined;
    return app === undefined ? [] : [appInfo(core, app, embeds)];
  });
};

const read = (
  core: MarathonCore,
  id: string,
  part: string | undefined,
  version: string | undefined,
  request: HttpRequest,
): HttpAnswer | undefined => {
  const { store } = core.state;
  const names = request.query.getAll('embed');
  if (part === 'versions' && version !== undefined) {
    const then = groupAt(store, id, version);
    return then === undefined ? refuse(404, groupNotFound(id, version)) : ok(treeThen(id, then));
  }
  if (version !== undefined) return undefined;
  if (!store.groups.has(id)) return refuse(404, groupNotFound(id));
  if (part === 'versions') return ok(groupVersions(store, id));
  return ok(part === 'apps' ? appsBelow(core, id, names) : tree(core, id, embedsOf(names)));
};

const write = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'POST':
      return writes().postGroup(core, id, request);
    case 'PUT':
      return writes().putGroup(core, id, request);
    case 'PATCH':
      return writes().patchGroup(core, id, request);
    case 'DELETE':
      return writes().deleteGroup(core, id, request);
    default:
      return notAllowed('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  }
};

const ROUTE = /^\/v2\/groups(?:\/(.*?))??(?:\/(apps|versions)(?:\/([^/]+))?)?$/s;

export const groupsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = ROUTE.exec(request.path);
    if (match === null) return undefined;
    const [, rawId = '', part, version] = match;
    const id = normaliseId(rawId);
    if (request.method === 'GET') return read(core, id, part, version, request);
    return part === undefined ? write(core, id, request) : notAllowed('GET', 'HEAD', 'OPTIONS');
  };
