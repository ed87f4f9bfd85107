/** `/v2/groups` (read): the tree with what `embed` asks for (Marathon `api/v2/GroupsResource`, `core/appinfo/impl/DefaultInfoService`). */
import { groupNotFound } from '../../../protocol/marathon/error';
import type { Group } from '../../../protocol/marathon/group';
import { ROOT, isWithin, normaliseId, parentOf } from '../../../protocol/marathon/path-id';
import type { PodStatus } from '../../../protocol/marathon/pod-status';
import { isoTime } from '../../../protocol/units';
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { notAllowed, ok, refuse } from './answers';
import { statusOfPod } from './pod-statuses';

/** Without any `embed` everything is in. */
interface Embeds {
  readonly groups: boolean;
  readonly pods: boolean;
  readonly apps: boolean;
}

const embedsOf = (names: readonly string[]): Embeds => {
  if (names.length === 0) return { groups: true, pods: true, apps: true };
  const has = (prefix: string): boolean => names.some((name) => name === prefix || name.startsWith(`${prefix}.`));
  return { groups: has('group.groups'), pods: has('group.pods'), apps: has('group.apps') };
};

const append = <Value>(index: Map<string, Value[]>, key: string, value: Value): void => {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
};

/** Pods and groups by the group right above them: the tree is built in one pass. */
const indexChildren = (core: MarathonCore, id: string, withPods: boolean) => {
  const pods = new Map<string, PodStatus[]>();
  const groups = new Map<string, string[]>();
  for (const podId of core.state.store.pods.keys()) {
    const status = withPods && isWithin(podId, id) ? statusOfPod(core, podId) : undefined;
    if (status !== undefined) append(pods, parentOf(podId), status);
  }
  for (const group of core.state.store.groups) if (group !== ROOT) append(groups, parentOf(group), group);
  return { pods, groups };
};

const tree = (core: MarathonCore, root: string, embeds: Embeds): Group => {
  const children = indexChildren(core, root, embeds.pods);
  const version = isoTime(core.state.store.lastChange);
  const build = (id: string): Group => ({
    id,
    dependencies: [],
    version,
    ...(embeds.apps && { apps: [] }),
    ...(embeds.pods && { pods: children.pods.get(id) ?? [] }),
    ...(embeds.groups && { groups: (children.groups.get(id) ?? []).map(build) }),
  });
  return build(root);
};

const read = (core: MarathonCore, id: string, names: readonly string[]): HttpAnswer =>
  core.state.store.groups.has(id) ? ok(tree(core, id, embedsOf(names))) : refuse(404, groupNotFound(id));

export const groupsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = /^\/v2\/groups(?:\/(.*))?$/s.exec(request.path);
    if (match === null) return undefined;
    if (request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    return read(core, normaliseId(match[1] ?? ''), request.query.getAll('embed'));
  };
