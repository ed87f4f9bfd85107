/** `GET /_simulation/scheduling`: what waits, why a service does, what became of an instance. Reads only. */
import { message, notValid } from '../../protocol/marathon/error';
import { loadPatterns } from '../../protocol/marathon/java-pattern';
import { normaliseId } from '../../protocol/marathon/path-id';
import type { HttpAnswer, HttpRequest } from '../runtime/http';
import type { Session } from '../session';
import { instanceScheduling } from './instance-scheduling';
import { serviceScheduling, waitingServices } from './service-scheduling';

const ROOT = '/scheduling';

const ok = (json: unknown): HttpAnswer => ({ status: 200, json });
const notFound = (text: string): HttpAnswer => ({ status: 404, json: message(text) });

/** `agents=N`: how many are told; undefined: it is no number. */
const mostAgents = ({ query }: HttpRequest): number | undefined => {
  const text = query.get('agents');
  if (text === null) return Infinity;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

const answer = ({ world }: Session, request: HttpRequest, most: number): HttpAnswer => {
  const { state } = world;
  if (request.path !== ROOT) {
    const instanceId = request.path.slice(ROOT.length + 1);
    const found = instanceScheduling(state, instanceId, most);
    return found === undefined ? notFound(`There is no instance '${instanceId}', and no record of one.`) : ok(found);
  }
  const service = request.query.get('service');
  if (service === null) return ok(waitingServices(state));
  const id = normaliseId(service);
  const found = serviceScheduling(state, id, most);
  return found === undefined ? notFound(`There is no service '${id}'.`) : ok(found);
};

/** Undefined: not this resource. */
export const schedulingAnswer = (session: Session, request: HttpRequest): Promise<HttpAnswer> | undefined => {
  if (request.method !== 'GET') return undefined;
  if (request.path !== ROOT && !request.path.startsWith(`${ROOT}/`)) return undefined;
  return answered(session, request);
};

const answered = async (session: Session, request: HttpRequest): Promise<HttpAnswer> => {
  const most = mostAgents(request);
  if (most === undefined)
    return { status: 422, json: notValid([{ path: '/agents', errors: ['agents must be a whole number'] }]) };
  // A fix may bring a pattern into a definition that had none.
  await loadPatterns();
  session.time.settle();
  return answer(session, request, most);
};
