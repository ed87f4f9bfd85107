/** `/v2/pods`: definitions, their status, versions and instances (Marathon `api/v2/PodsResource`). */
import { idMismatch, podExists, podNotFound } from '../../../protocol/marathon/error';
import { normaliseId, parentOf } from '../../../protocol/marathon/path-id';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { PodDefinition, PodSpec } from '../../../protocol/marathon/pod';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { shownRecord, shownRecords } from '../core';
import type { MarathonCore } from '../core';
import { changeRoot } from '../deployment/change-root';
import type { ChangeOutcome, WantedSpec } from '../deployment/change-root';
import { isPod } from '../group/definition';
import { liveRecord, versionsOf } from '../group/run-spec-store';
import { DEPLOYMENT_HEADER, flag, notAllowed, ok, readBody, refuse } from './answers';
import { killInstances } from './pod-instances';
import { statusOfPod } from './pod-statuses';

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

/** The pod of the tree; an app of this id is none. */
const livePod = (core: MarathonCore, id: string): PodDefinition | undefined => {
  const definition = liveRecord(core.state.store, id)?.current;
  return definition !== undefined && isPod(definition) ? definition : undefined;
};

const shownPod = (core: MarathonCore, id: string): PodDefinition | undefined => {
  const definition = shownRecord(core.state, id)?.current;
  return definition !== undefined && isPod(definition) ? definition : undefined;
};

const change = (core: MarathonCore, wanted: WantedSpec, request: HttpRequest): ChangeOutcome =>
  changeRoot(core, { groupId: parentOf(wanted.id), specs: [wanted] }, flag(request, 'force'));

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
  const pod = livePod(core, id);
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
  if (livePod(core, spec.id) !== undefined) return refuse(409, podExists(spec.id));
  const outcome = change(core, { id: spec.id, spec }, request);
  if (outcome.kind === 'deploying') tell(core, request, 'pod_created_event');
  return written(core, spec.id, outcome, 201, { Location: `${request.origin}${spec.id}` });
};

const update = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  const reading = readSpec(request);
  if (reading.kind === 'refused') return reading.answer;
  const { spec } = reading;
  if (spec.id !== id) return refuse(400, idMismatch(id, spec.id));
  const outcome = change(core, { id, spec }, request);
  if (outcome.kind === 'deploying') tell(core, request, 'pod_updated_event');
  return written(core, id, outcome, 200, {});
};

const remove = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  if (livePod(core, id) === undefined) return refuse(404, podNotFound(id));
  const outcome = change(core, { id }, request);
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
      const pod = shownPod(core, id);
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
  if (request.method === 'GET')
    return ok(shownRecords(core.state).flatMap(({ current }) => (isPod(current) ? serialisePod(current) : [])));
  return request.method === 'POST' ? add(core, request) : notAllowed('GET', 'HEAD', 'POST', 'OPTIONS');
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
    if (resource === 'instances') return killInstances(core, request, id, detail);
    if (resource !== undefined && request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    if (resource === 'versions') return versions(core, id, detail);
    if (resource === 'status') {
      if (detail !== undefined) return undefined;
      return id === '/' ? statuses(core) : status(core, id);
    }
    return id === '/' ? collection(core, request) : one(core, request, id);
  };
