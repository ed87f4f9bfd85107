/** `/v2/pods`: definitions, their status, versions and instances (Marathon `api/v2/PodsResource`). */
import { idMismatch, podNotFound } from '../../../protocol/marathon/error';
import { normaliseId } from '../../../protocol/marathon/path-id';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { PodSpec } from '../../../protocol/marathon/pod';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { shownPod, shownPods } from '../core';
import type { MarathonCore } from '../core';
import { changePods } from '../deployment/change-pods';
import type { ChangeOutcome } from '../deployment/change-pods';
import { idTaken, livePod } from '../group/pod-store';
import { flag, notAllowed, ok, readBody, refuse } from './answers';
import { killInstances } from './pod-instances';
import { statusOfPod } from './pod-statuses';

const DEPLOYMENT_HEADER = 'Marathon-Deployment-Id';

type SpecReading =
  | { readonly kind: 'spec'; readonly spec: PodSpec }
  | { readonly kind: 'refused'; readonly answer: HttpAnswer };

const readSpec = (request: HttpRequest): SpecReading => {
  const body = readBody(request);
  if (body.kind === 'refused') return body;
  const check = checkPod(body.value);
  return check.kind === 'accepted'
    ? { kind: 'spec', spec: check.pod }
    : { kind: 'refused', answer: refuse(check.status, check.body) };
};

const tell = (
  core: MarathonCore,
  request: HttpRequest,
  eventType: 'pod_created_event' | 'pod_updated_event' | 'pod_deleted_event',
): void => core.bus.publish({ eventType, clientIp: '127.0.0.1', uri: request.path });

/** The definition the change led to, or why there was none. */
const written = (
  core: MarathonCore,
  id: string,
  outcome: ChangeOutcome,
  status: number,
  headers: Readonly<Record<string, string>>,
): HttpAnswer => {
  if (outcome.kind === 'refused') return refuse(outcome.status, outcome.body);
  const pod = livePod(core.state.store, id)?.current;
  const json = pod === undefined ? undefined : { ...serialisePod(pod), version: outcome.version };
  return {
    status,
    headers: { ...headers, [DEPLOYMENT_HEADER]: outcome.deploymentId },
    ...(json !== undefined && { json }),
  };
};

const add = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  const reading = readSpec(request);
  if (reading.kind === 'refused') return reading.answer;
  const { spec } = reading;
  const taken = idTaken(core.state.store, spec.id);
  if (taken !== undefined) return refuse(409, taken);
  const outcome = changePods(core, [{ id: spec.id, spec }], flag(request, 'force'));
  if (outcome.kind === 'deploying') tell(core, request, 'pod_created_event');
  return written(core, spec.id, outcome, 201, { Location: `${request.origin}${spec.id}` });
};

const update = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  const reading = readSpec(request);
  if (reading.kind === 'refused') return reading.answer;
  const { spec } = reading;
  if (spec.id !== id) return refuse(400, idMismatch(id, spec.id));
  const outcome = changePods(core, [{ id, spec }], flag(request, 'force'));
  if (outcome.kind === 'deploying') tell(core, request, 'pod_updated_event');
  return written(core, id, outcome, 200, {});
};

const remove = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  if (livePod(core.state.store, id) === undefined) return refuse(404, podNotFound(id));
  const outcome = changePods(core, [{ id }], flag(request, 'force'));
  if (outcome.kind === 'refused') return refuse(outcome.status, outcome.body);
  tell(core, request, 'pod_deleted_event');
  return {
    status: 202,
    headers: { [DEPLOYMENT_HEADER]: outcome.deploymentId, Location: `${request.origin}/${outcome.deploymentId}` },
    text: '',
  };
};

const one = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  switch (request.method) {
    case 'GET': {
      const pod = shownPod(core.state, id)?.current;
      return pod === undefined ? refuse(404, podNotFound(id)) : ok(serialisePod(pod));
    }
    case 'PUT':
      return update(core, request, id);
    case 'DELETE':
      return remove(core, request, id);
    default:
      return notAllowed('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS');
  }
};

const collection = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  if (request.method === 'GET') return ok(shownPods(core.state).map(({ current }) => serialisePod(current)));
  return request.method === 'POST' ? add(core, request) : notAllowed('GET', 'HEAD', 'POST', 'OPTIONS');
};

const status = (core: MarathonCore, id: string): HttpAnswer => {
  const found = statusOfPod(core, id);
  return found === undefined ? refuse(404, podNotFound(id)) : ok(found);
};

const versions = (core: MarathonCore, id: string, version: string | undefined): HttpAnswer => {
  const record = shownPod(core.state, id);
  if (record === undefined) return refuse(404, podNotFound(id));
  if (version === undefined) return ok([...record.versions.keys()].toReversed());
  const pod = record.versions.get(version);
  return pod === undefined ? refuse(404, podNotFound(id, version)) : ok(serialisePod(pod));
};

const ROUTE = /^\/v2\/pods(?:\/(.*?))?(?:::(status|versions|instances)(?:\/(.+))?)?$/s;

const statuses = (core: MarathonCore): HttpAnswer =>
  ok([...core.state.store.pods.keys()].flatMap((id) => statusOfPod(core, id) ?? []));

/** Ids hold slashes and may be written with or without the leading one. */
export const podsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = ROUTE.exec(request.path.replace(/\/+$/, ''));
    if (match === null) return undefined;
    const [, rawId = '', resource, detail] = match;
    const id = normaliseId(rawId);
    if (resource === 'instances') return killInstances(core, request, id, detail);
    if (resource !== undefined && request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    if (resource === 'versions') return versions(core, id, detail);
    if (resource === 'status') {
      if (detail !== undefined) return undefined;
      return id === '/' ? statuses(core) : status(core, id);
    }
    return id === '/' ? collection(core, request) : one(core, request, id);
  };
