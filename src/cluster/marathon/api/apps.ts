/** `/v2/apps`: single-container services, their versions, and the way to the writes (Marathon `api/v2/AppsResource`, `AppVersionsResource`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import { appNotFound, message } from '../../../protocol/marathon/error';
import { isWithin, normaliseId } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { WHOLE_APP, appEmbeds, appInfo } from '../app/app-info';
import { parseLabelSelector } from '../app/label-selector';
import type { MarathonCore } from '../core';
import { isApp } from '../group/definition';
import { liveApp, liveRecord, recordsWithin, versionsOf } from '../group/run-spec-store';
import { flag, notAllowed, ok, refuse } from './answers';
import { appTasksResource } from './app-tasks';
import { writes } from './lazy-writes';

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

const collection = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'GET':
      return list(core, request);
    case 'POST':
      return writes().addApp(core, request);
    case 'PUT':
      return writes().updateApps(core, request, flag(request, 'partialUpdate', true));
    case 'PATCH':
      return writes().updateApps(core, request, true);
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
  return ok({ app: appInfo(core, app, appEmbeds([...WHOLE_APP, ...request.query.getAll('embed')])) });
};

const one = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'GET':
      return show(core, id, request);
    case 'PUT':
      return writes().updateApp(core, id, request, flag(request, 'partialUpdate', true));
    case 'PATCH':
      return liveApp(core.state.store, id) === undefined
        ? refuse(404, appNotFound(id))
        : writes().updateApp(core, id, request, true);
    case 'DELETE':
      return writes().removeApp(core, id, request);
    default:
      return notAllowed('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  }
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
        if (detail !== undefined) return undefined;
        return request.method === 'POST' ? writes().restartApp(core, id, request) : notAllowed('POST', 'OPTIONS');
    }
  };
