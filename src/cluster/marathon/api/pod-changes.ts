/** Writes of `/v2/pods`: add, update and remove (Marathon `api/v2/PodsResource`). */
import { idMismatch, podExists, podNotFound } from '../../../protocol/marathon/error';
import { parentOf } from '../../../protocol/marathon/path-id';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { PodDefinition, PodSpec } from '../../../protocol/marathon/pod';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { changeRoot } from '../deployment/change-root';
import type { ChangeOutcome, WantedSpec } from '../deployment/change-root';
import { isPod } from '../group/definition';
import { liveRecord } from '../group/run-spec-store';
import { DEPLOYMENT_HEADER, flag, refuse } from './answers';
import { readBody } from './read-body';

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

export const addPod = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  const reading = readSpec(request);
  if (reading.kind === 'refused') return reading.answer;
  const { spec } = reading;
  if (livePod(core, spec.id) !== undefined) return refuse(409, podExists(spec.id));
  const outcome = change(core, { id: spec.id, spec }, request);
  if (outcome.kind === 'deploying') tell(core, request, 'pod_created_event');
  return written(core, spec.id, outcome, 201, { Location: `${request.origin}${spec.id}` });
};

export const updatePod = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
  const reading = readSpec(request);
  if (reading.kind === 'refused') return reading.answer;
  const { spec } = reading;
  if (spec.id !== id) return refuse(400, idMismatch(id, spec.id));
  const outcome = change(core, { id, spec }, request);
  if (outcome.kind === 'deploying') tell(core, request, 'pod_updated_event');
  return written(core, id, outcome, 200, {});
};

export const removePod = (core: MarathonCore, request: HttpRequest, id: string): HttpAnswer => {
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
