/** `/v2/pods`: definitions, their status, versions and instances, and the way to the writes (Marathon `api/v2/PodsResource`). */
import { podNotFound } from '../../../protocol/marathon/error';
import { normaliseId } from '../../../protocol/marathon/path-id';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { shownRecord, shownRecords } from '../core';
import type { MarathonCore } from '../core';
import { isPod } from '../group/definition';
import { versionsOf } from '../group/run-spec-store';
import { notAllowed, ok, refuse } from './answers';
import { writes } from './lazy-writes';
import { statusOfPod } from './pod-statuses';

const shownPod = (core: MarathonCore, id: string): PodDefinition | undefined => {
  const definition = shownRecord(core.state, id)?.current;
  return definition !== undefined && isPod(definition) ? definition : undefined;
};

const one = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  switch (request.method) {
    case 'GET': {
      const pod = shownPod(core, id);
      return pod === undefined ? refuse(404, podNotFound(id)) : ok(serialisePod(pod));
    }
    case 'PUT':
      return writes().updatePod(core, request, id);
    case 'DELETE':
      return writes().removePod(core, request, id);
    default:
      return notAllowed('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS');
  }
};

const collection = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  if (request.method === 'GET')
    return ok(shownRecords(core.state).flatMap(({ current }) => (isPod(current) ? serialisePod(current) : [])));
  return request.method === 'POST' ? writes().addPod(core, request) : notAllowed('GET', 'HEAD', 'POST', 'OPTIONS');
};

const status = (core: MarathonCore, id: string): HttpAnswer => {
  const found = statusOfPod(core, id);
  return found === undefined ? refuse(404, podNotFound(id)) : ok(found);
};

const versions = (core: MarathonCore, id: string, version: string | undefined): HttpAnswer => {
  const record = shownRecord(core.state, id);
  if (record === undefined || !isPod(record.current)) return refuse(404, podNotFound(id));
  if (version === undefined) return ok(versionsOf(record));
  const pod = record.versions.get(version);
  return pod === undefined || !isPod(pod) ? refuse(404, podNotFound(id, version)) : ok(serialisePod(pod));
};

const ROUTE = /^\/v2\/pods(?:\/(.*?))?(?:::(status|versions|instances)(?:\/(.+))?)?$/s;

const statuses = (core: MarathonCore): HttpAnswer =>
  ok([...core.state.store.specs.keys()].flatMap((id) => statusOfPod(core, id) ?? []));

/** Ids hold slashes and may be written with or without the leading one. */
export const podsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = ROUTE.exec(request.path);
    if (match === null) return undefined;
    const [, rawId = '', resource, detail] = match;
    const id = normaliseId(rawId);
    if (resource === 'instances')
      return request.method === 'DELETE'
        ? writes().killInstances(core, request, id, detail)
        : notAllowed('DELETE', 'OPTIONS');
    if (resource !== undefined && request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    if (resource === 'versions') return versions(core, id, detail);
    if (resource === 'status') {
      if (detail !== undefined) return undefined;
      return id === '/' ? statuses(core) : status(core, id);
    }
    return id === '/' ? collection(core, request) : one(core, request, id);
  };
