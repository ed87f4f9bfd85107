/** `/v2/apps`: single-container services, their versions and restart (Marathon `api/v2/AppsResource`, `AppVersionsResource`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import { checkApp } from '../../../protocol/marathon/app-check';
import { appAtGroupPath, appExists, appNotFound, message } from '../../../protocol/marathon/error';
import { isWithin, normaliseId, parentOf } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { appEmbeds, appInfo } from '../app/app-info';
import { parseLabelSelector } from '../app/label-selector';
import type { MarathonCore } from '../core';
import { changeRoot } from '../deployment/change-root';
import { isApp, unstamped } from '../group/definition';
import { liveApp, liveRecord, recordsWithin, versionsOf } from '../group/run-spec-store';
import { deploymentResult, flag, notAllowed, ok, readBody, refuse } from './answers';
import { appTasksResource } from './app-tasks';
import { updateApp, updateApps } from './app-updates';
import { tellAppPost } from './app-events';

/** What `GET` of one app always has. */
const WHOLE = ['counts', 'tasks', 'lastTaskFailure', 'deployments'];

const liveApps = (core: MarathonCore, group: string): AppDefinition[] =>
  recordsWithin(core.state.store, group).flatMap(({ current }) => (isApp(current) ? current : []));

const includes = (text: string | undefined, part: string): boolean =>
  text?.toLowerCase().includes(part.toLowerCase()) === true;

const list = (core: MarathonCore, { query }: HttpRequest): HttpAnswer => {
  const [cmd, id, label] = ['cmd', 'id', 'label'].map((name) => query.get(name));
  const selector = label == null ? () => true : parseLabelSelector(label);
  if (selector === undefined) return refuse(422, message(`Can not parse label selector: ${label}`));
  const embeds = appEmbeds([...query.getAll('embed'), 'counts', 'deployments']);
  const apps = liveApps(core, '/').filter(
    (app) => (cmd == null || includes(app.cmd, cmd)) && (id == null || includes(app.id, id)) && selector(app.labels),
  );
  return ok({ apps: apps.map((app) => appInfo(core, app, embeds)) });
};

const add = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
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
    json: appInfo(core, created, appEmbeds(WHOLE)),
  };
};

const collection = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'GET':
      return list(core, request);
    case 'POST':
      return add(core, request);
    case 'PUT':
      return updateApps(core, request, flag(request, 'partialUpdate', true));
    case 'PATCH':
      return updateApps(core, request, true);
    default:
      return notAllowed('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS');
  }
};

/** All apps of a group; `*` at the end of an id says so. */
const below = (core: MarathonCore, group: string, { query }: HttpRequest): HttpAnswer => {
  const embeds = appEmbeds([...query.getAll('embed'), 'counts', 'deployments']);
  const apps = liveApps(core, group).filter(({ id }) => isWithin(id, group));
  return apps.length === 0 && !core.state.store.groups.has(group)
    ? refuse(404, appNotFound(group))
    : ok({ '*': apps.map((app) => appInfo(core, app, embeds)) });
};

const show = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  if (id.endsWith('/*')) return below(core, normaliseId(id.slice(0, -2)), request);
  const app = liveApp(core.state.store, id);
  if (app === undefined) return refuse(404, appNotFound(id));
  return ok({ app: appInfo(core, app, appEmbeds([...WHOLE, ...request.query.getAll('embed')])) });
};

const remove = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  if (liveApp(core.state.store, id) === undefined) return refuse(404, appNotFound(id));
  return deploymentResult(changeRoot(core, { groupId: parentOf(id), specs: [{ id }] }, flag(request, 'force', true)));
};

const one = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'GET':
      return show(core, id, request);
    case 'PUT':
      return updateApp(core, id, request, flag(request, 'partialUpdate', true));
    case 'PATCH':
      return liveApp(core.state.store, id) === undefined
        ? refuse(404, appNotFound(id))
        : updateApp(core, id, request, true);
    case 'DELETE':
      return remove(core, id, request);
    default:
      return notAllowed('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  }
};

const restart = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  if (request.method !== 'POST') return notAllowed('POST', 'OPTIONS');
  const app = liveApp(core.state.store, id);
  if (app === undefined) return refuse(404, appNotFound(id));
  const specs = [{ id, spec: unstamped(app), restart: true }];
  return deploymentResult(changeRoot(core, { groupId: parentOf(id), specs }, flag(request, 'force')));
};

const versions = (core: MarathonCore, id: string, version: string | undefined, request: HttpRequest): HttpAnswer => {
  if (request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
  const record = liveRecord(core.state.store, id);
  if (record === undefined || !isApp(record.current)) return refuse(404, appNotFound(id));
  if (version === undefined) return ok({ versions: versionsOf(record) });
  const app = record.versions.get(version);
  return app === undefined || !isApp(app) ? refuse(404, appNotFound(id, version)) : ok(serialiseApp(app));
};

const ROUTE = /^\/v2\/apps(?:\/(.*?))?(?:\/(restart|tasks|versions)(?:\/([^/]+))?)?$/s;

/** The words that end an id are no ids themselves, so what stands before them is one. */
export const appsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = ROUTE.exec(request.path);
    if (match === null) return undefined;
    const [, rawId = '', resource, detail] = match;
    const id = normaliseId(rawId);
    if (resource === undefined) return id === '/' ? collection(core, request) : one(core, id, request);
    if (id === '/') return undefined;
    switch (resource) {
      case 'tasks':
        return appTasksResource(core, id, detail, request);
      case 'versions':
        return versions(core, id, detail, request);
      default:
        return detail === undefined ? restart(core, id, request) : undefined;
    }
  };
