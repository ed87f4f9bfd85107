/** `DELETE /v2/pods/{id}::instances[/{instance}]`: kills instances, which come back unless wiped (Marathon `api/v2/PodsResource.killInstance`). */
import { message, notValid, pathNotFound, taskNotFound, unreadable } from '../../../protocol/marathon/error';
import { isInstanceId } from '../../../protocol/marathon/instance';
import type { Instance as InstanceAnswer } from '../../../protocol/marathon/instance';
import { isoTime, millis } from '../../../protocol/units';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import { podFormOf } from '../app/pod-form';
import { definitionOfInstance } from '../core';
import type { MarathonCore } from '../core';
import { liveRecord } from '../group/run-spec-store';
import type { Instance } from '../instance/instance';
import type { InstanceReservation } from '../instance/reservation';
import { TASK_RESERVATION_TIMEOUT } from '../settings';
import { flag, ok, refuse } from './answers';
import { readBody } from './read-body';

const reservationOf = ({ volumes, state, since }: InstanceReservation): NonNullable<InstanceAnswer['reservation']> => ({
  volumeIds: volumes,
  state: {
    name: state,
    ...(state === 'new' && {
      timeout: {
        initiated: isoTime(since),
        deadline: isoTime(millis(since + TASK_RESERVATION_TIMEOUT)),
        reason: 'ReservationTimeout',
      },
    }),
  },
});

const answerOf = (core: MarathonCore, instance: Instance): InstanceAnswer => {
  const { agent, reservation } = instance;
  const definition = definitionOfInstance(core.state, instance);
  const strategy = definition === undefined ? undefined : podFormOf(definition).scheduling.unreachableStrategy;
  return {
    instanceId: instance.id,
    state: {
      condition: instance.condition,
      since: isoTime(instance.since),
      ...(instance.activeSince !== null && { activeSince: isoTime(instance.activeSince) }),
      ...(instance.healthy !== null && { healthy: instance.healthy }),
      goal: instance.goal,
    },
    ...(agent !== null && {
      agentInfo: {
        host: agent.host,
        agentId: agent.agentId,
        ...(agent.region !== null && { region: agent.region }),
        ...(agent.zone !== null && { zone: agent.zone }),
        attributes: [],
      },
    }),
    runSpecVersion: instance.version,
    unreachableStrategy: strategy ?? 'disabled',
    ...(reservation !== undefined && { reservation: reservationOf(reservation) }),
  };
};

const kill = (core: MarathonCore, instance: Instance, wipe: boolean): InstanceAnswer => {
  const answer = answerOf(core, instance);
  if (wipe) core.kills.wipe(instance.id);
  else core.kills.kill(instance.id);
  return answer;
};

const invalidId = (id: string): HttpAnswer => refuse(422, message(`Invalid instance id '${id}'.`));

const readIds = (request: HttpRequest): { readonly ids: readonly string[] } | { readonly answer: HttpAnswer } => {
  const body = readBody(request);
  if (body.kind === 'refused') return { answer: body.answer };
  if (!Array.isArray(body.value))
    return { answer: refuse(422, unreadable([{ path: '/', errors: ['error.expected.jsarray'] }])) };
  const values: readonly unknown[] = body.value;
  const wrong = values.flatMap((value, index) =>
    typeof value === 'string' ? [] : [{ path: `/(${index})`, errors: ['error.expected.jsstring'] }],
  );
  if (wrong.length > 0) return { answer: refuse(422, unreadable(wrong)) };
  return { ids: values.filter((value) => typeof value === 'string') };
};

const killMany = (core: MarathonCore, request: HttpRequest, runSpecId: string): HttpAnswer => {
  const reading = readIds(request);
  if ('answer' in reading) return reading.answer;
  const malformed = reading.ids.flatMap((id, index) =>
    isInstanceId(id) ? [] : [{ path: `/(${index})`, errors: [`Invalid instance id '${id}'.`] }],
  );
  if (malformed.length > 0) return refuse(422, notValid(malformed));
  const found = reading.ids
    .flatMap((id) => core.tracker.get(id) ?? [])
    .filter((instance) => instance.runSpecId === runSpecId);
  return ok(found.map((instance) => kill(core, instance, flag(request, 'wipe'))));
};

/** @param instanceId of the path; undefined for the bulk form, whose body is a list of ids */
export const killInstances = (
  core: MarathonCore,
  request: HttpRequest,
  runSpecId: string,
  instanceId: string | undefined,
): HttpAnswer => {
  if (liveRecord(core.state.store, runSpecId) === undefined) return refuse(404, pathNotFound(runSpecId));
  if (instanceId === undefined) return killMany(core, request, runSpecId);
  if (!isInstanceId(instanceId)) return invalidId(instanceId);
  const instance = core.tracker.get(instanceId);
  return instance?.runSpecId === runSpecId
    ? ok(kill(core, instance, flag(request, 'wipe')))
    : refuse(404, taskNotFound(instanceId));
};
