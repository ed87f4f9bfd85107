/** `PUT` and `PATCH` of one app or of many: change, create, or go back to a version (Marathon `api/v2/AppsResource.update`). */
import { checkAppUpdate, checkAppUpdates } from '../../../protocol/marathon/app-update';
import type { AppChange } from '../../../protocol/marathon/app-update';
import { appNotFound } from '../../../protocol/marathon/error';
import type { Refusal } from '../../../protocol/marathon/error';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { changeRoot } from '../deployment/change-root';
import type { WantedSpec } from '../deployment/change-root';
import { isApp, unstamped } from '../group/definition';
import { liveApp, liveRecord } from '../group/run-spec-store';
import { deploymentResult, flag, readBody, refuse } from './answers';
import { tellAppPost } from './app-events';

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
