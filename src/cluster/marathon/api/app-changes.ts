/** Writes of `/v2/apps`: add, change, go back to a version, restart and remove (Marathon `api/v2/AppsResource`). */
import { checkApp } from '../../../protocol/marathon/app-check';
import { checkAppUpdate, checkAppUpdates } from '../../../protocol/marathon/app-update';
import type { AppChange } from '../../../protocol/marathon/app-update';
import { appAtGroupPath, appExists, appNotFound } from '../../../protocol/marathon/error';
import type { Refusal } from '../../../protocol/marathon/error';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import { WHOLE_APP, appEmbeds, appInfo } from '../app/app-info';
import type { MarathonCore } from '../core';
import { changeRoot } from '../deployment/change-root';
import type { WantedSpec } from '../deployment/change-root';
import { isApp, unstamped } from '../group/definition';
import { liveApp, liveRecord, recordsWithin } from '../group/run-spec-store';
import { deploymentResult, flag, refuse } from './answers';
import { tellAppPost } from './app-events';
import { readBody } from './read-body';

/** What an accepted change wants of its app, or why there is no such version. */
const wantedBy = ({ state }: MarathonCore, id: string, change: AppChange): WantedSpec | Refusal => {
  if (change.kind === 'accepted') return { id: change.app.id, spec: change.app };
  const version = liveRecord(state.store, id)?.versions.get(change.version);
  if (version === undefined || !isApp(version)) return { status: 404, body: appNotFound(id, change.version) };
  return { id, spec: unstamped(version), restored: true };
};

const carryOut = (
  core: MarathonCore,
  request: HttpRequest,
  groupId: string,
  specs: readonly WantedSpec[],
  isNew = false,
) => {
  const outcome = changeRoot(core, { groupId, specs }, flag(request, 'force'));
  if (outcome.kind === 'deploying') {
    for (const { id } of specs) {
      const app = liveApp(core.state.store, id);
      if (app !== undefined) tellAppPost(core, request, app);
    }
  }
  const location = { Location: `${request.origin}${specs[0]?.id ?? ROOT}` };
  return deploymentResult(outcome, isNew ? 201 : 200, isNew ? location : {});
};

/** An update of an app that is not there creates it. @param partial members not sent keep their value */
export const updateApp = (core: MarathonCore, id: string, request: HttpRequest, partial: boolean): HttpAnswer => {
  const body = readBody(request);
  if (body.kind === 'refused') return body.answer;
  const current = liveApp(core.state.store, id);
  const check = checkAppUpdate(id, current, body.value, partial);
  if (check.kind === 'refused') return refuse(check.status, check.body);
  const wanted = wantedBy(core, id, check);
  if ('status' in wanted) return refuse(wanted.status, wanted.body);
  return carryOut(core, request, parentOf(id), [wanted], current === undefined);
};

/** Many apps in one deployment: all or none. */
export const updateApps = (core: MarathonCore, request: HttpRequest, partial: boolean): HttpAnswer => {
  const body = readBody(request);
  if (body.kind === 'refused') return body.answer;
  const check = checkAppUpdates((id) => liveApp(core.state.store, id), body.value, partial);
  if (check.kind === 'refused') return refuse(check.status, check.body);
  // Of several changes of one app the last one counts; it has the others in it.
  const specs = new Map<string, WantedSpec>();
  for (const change of check.changes) {
    const wanted = wantedBy(core, change.kind === 'accepted' ? change.app.id : change.id, change);
    if ('status' in wanted) return refuse(wanted.status, wanted.body);
    specs.set(wanted.id, wanted);
  }
  return carryOut(core, request, ROOT, [...specs.values()]);
};

export const addApp = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  const body = readBody(request);
  if (body.kind === 'refused') return body.answer;
  const check = checkApp(body.value);
  if (check.kind === 'refused') return refuse(check.status, check.body);
  const { app } = check;
  const { store } = core.state;
  if (liveApp(store, app.id) !== undefined) return refuse(409, appExists(app.id));
  // A group with something in it keeps its id; what is left of one gives way.
  if (store.groups.has(app.id) && recordsWithin(store, app.id).length > 0) return refuse(409, appAtGroupPath(app.id));
  const wanted = { groupId: parentOf(app.id), specs: [{ id: app.id, spec: app }] };
  const outcome = changeRoot(core, wanted, flag(request, 'force'));
  const created = liveApp(store, app.id);
  if (outcome.kind === 'refused' || created === undefined) return deploymentResult(outcome);
  tellAppPost(core, request, created);
  const { headers } = deploymentResult(outcome);
  return {
    status: 201,
    headers: { ...headers, Location: `${request.origin}${app.id}` },
    json: appInfo(core, created, appEmbeds(WHOLE_APP)),
  };
};

export const removeApp = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  if (liveApp(core.state.store, id) === undefined) return refuse(404, appNotFound(id));
  return deploymentResult(changeRoot(core, { groupId: parentOf(id), specs: [{ id }] }, flag(request, 'force', true)));
};

export const restartApp = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  const app = liveApp(core.state.store, id);
  if (app === undefined) return refuse(404, appNotFound(id));
  const specs = [{ id, spec: unstamped(app), restart: true }];
  return deploymentResult(changeRoot(core, { groupId: parentOf(id), specs }, flag(request, 'force')));
};
