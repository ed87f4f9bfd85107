/** Writes of `/v2/groups`: create, change, scale, roll back and remove whole groups (Marathon `api/v2/GroupsResource`). */
import { appAtGroupPath, groupExists, groupNotFound, notValid } from '../../../protocol/marathon/error';
import type { ErrorBody } from '../../../protocol/marathon/error';
import { checkGroupUpdate } from '../../../protocol/marathon/group-update';
import type { GroupUpdate } from '../../../protocol/marathon/group-update';
import { MOST_INSTANCES } from '../../../protocol/marathon/shared.schema';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { changeRoot, dryRun } from '../deployment/change-root';
import type { WantedChange } from '../deployment/change-root';
import { instancesOf } from '../group/definition';
import { removeGroup, restoreGroup, scaleGroup, updateGroup } from '../group/group-change';
import { liveRecord, recordsWithin } from '../group/run-spec-store';
import { deploymentResult, flag, ok, refuse } from './answers';
import { readBody } from './read-body';

type UpdateReading =
  | { readonly kind: 'read'; readonly update: GroupUpdate }
  | { readonly kind: 'refused'; readonly answer: HttpAnswer };

const readUpdate = (request: HttpRequest, base: string): UpdateReading => {
  const body = readBody(request);
  if (body.kind === 'refused') return body;
  const check = checkGroupUpdate(base, body.value);
  return check.kind === 'accepted'
    ? { kind: 'read', update: check.update }
    : { kind: 'refused', answer: refuse(check.status, check.body) };
};

/** A service has the id already. */
const isService = (core: MarathonCore, id: string): boolean => liveRecord(core.state.store, id) !== undefined;

export const postGroup = (core: MarathonCore, base: string, request: HttpRequest): HttpAnswer => {
  const reading = readUpdate(request, base);
  if (reading.kind === 'refused') return reading.answer;
  const { update } = reading;
  const { store } = core.state;
  if (isService(core, update.id)) return refuse(409, appAtGroupPath(update.id));
  // A group that is only there because of what was below it may be created.
  const isEmpty = recordsWithin(store, update.id).length === 0;
  if (update.id === ROOT || (store.groups.has(update.id) && !isEmpty)) return refuse(409, groupExists(update.id));
  const outcome = changeRoot(core, updateGroup(store, update), flag(request, 'force'));
  return deploymentResult(outcome, 201, { Location: `${request.origin}${update.id}` });
};

/** What the update wants, or the answer that refuses it. */
const wantedBy = (core: MarathonCore, update: GroupUpdate): WantedChange | HttpAnswer => {
  const { store } = core.state;
  const { id, version, scaleBy } = update;
  if (version !== undefined) return restoreGroup(store, id, version) ?? refuse(404, groupNotFound(id, version));
  if (scaleBy === undefined) return updateGroup(store, update);
  if (!store.groups.has(id)) return refuse(404, groupNotFound(id));
  const scaled = scaleGroup(store, id, scaleBy);
  const most = Math.max(0, ...scaled.specs.map(({ spec }) => (spec === undefined ? 0 : instancesOf(spec))));
  if (most <= MOST_INSTANCES) return scaled;
  const complaint = `got ${most} instances of an app, expected ${MOST_INSTANCES} or less`;
  return refuse(422, notValid([{ path: '/scaleBy', errors: [complaint] }]));
};

export const putGroup = (core: MarathonCore, base: string, request: HttpRequest): HttpAnswer => {
  const reading = readUpdate(request, base);
  if (reading.kind === 'refused') return reading.answer;
  const { id } = reading.update;
  if (isService(core, id)) return refuse(409, appAtGroupPath(id));
  const wanted = wantedBy(core, reading.update);
  if ('status' in wanted) return wanted;
  if (flag(request, 'dryRun')) {
    const steps = dryRun(core, wanted);
    return 'status' in steps ? refuse(steps.status, steps.body) : ok({ steps });
  }
  return deploymentResult(changeRoot(core, wanted, flag(request, 'force')));
};

const notTopLevel = (id: string): ErrorBody => {
  const complaint = `enforceRole can only be set for top-level groups, and ${id} is not top-level`;
  return notValid([{ path: '/enforceRole', errors: [complaint] }]);
};

/** Only whether services must use the group's role, and only of groups right below the root. */
export const patchGroup = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  const reading = readUpdate(request, id);
  if (reading.kind === 'refused') return reading.answer;
  const current = core.state.store.groups.get(id);
  if (current === undefined) return refuse(404, groupNotFound(id));
  if (id === ROOT || parentOf(id) !== ROOT) return refuse(422, notTopLevel(id));
  const { enforceRole } = reading.update;
  const groups = new Map([
    [id, { dependencies: current.dependencies, ...(enforceRole !== undefined && { enforceRole }) }],
  ]);
  return deploymentResult(changeRoot(core, { groupId: id, specs: [], groups }, flag(request, 'force')));
};

export const deleteGroup = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  const { store } = core.state;
  if (!store.groups.has(id)) return refuse(404, groupNotFound(id));
  return deploymentResult(changeRoot(core, removeGroup(store, id), flag(request, 'force')));
};
