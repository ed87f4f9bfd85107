/** `/_simulation/faults` and `/_simulation/timeline`. */
import { invalidJson, message, notValid } from '../../protocol/marathon/error';
import { faultListSchema, faultSchema } from '../../protocol/simulation/fault.schema';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../runtime/http';
import type { Faults } from './faults';
import { MAX_LIVE_FAULTS } from './faults-state';
import type { FaultsState } from './faults-state';
import { timelineOf } from './timeline';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const refused = (issues: readonly Issue[]): HttpAnswer => ({
  status: 422,
  json: notValid(issues.map(({ path, message: text }) => ({ path: `/${path.map(String).join('/')}`, errors: [text] }))),
});

const addFaults = (faults: Faults, request: HttpRequest): HttpAnswer => {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(request.body));
  } catch (error) {
    return { status: 400, json: invalidJson(error instanceof Error ? error.message : 'not JSON') };
  }
  if (Array.isArray(body)) {
    const list = faultListSchema.safeParse(body);
    if (!list.success) return refused(list.error.issues);
    return list.data.length > faults.room() ? full() : { status: 201, json: list.data.map((wish) => faults.add(wish)) };
  }
  const one = faultSchema.safeParse(body);
  if (!one.success) return refused(one.error.issues);
  return faults.room() < 1 ? full() : { status: 201, json: faults.add(one.data) };
};

const full = (): HttpAnswer => ({
  status: 409,
  json: message(`At most ${MAX_LIVE_FAULTS} faults may wait or hold at a time: take some of them away first`),
});

const notAllowed = (method: string, allowed: string): HttpAnswer => ({
  status: 405,
  headers: { Allow: allowed },
  json: message(`${method} is not possible here`),
});

const oneFault = (faults: Faults, method: string, id: string): HttpAnswer => {
  const fault = faults.get(id);
  if (fault === undefined) return { status: 404, json: message(`There is no fault '${id}'`) };
  switch (method) {
    case 'GET':
      return { status: 200, json: fault };
    case 'DELETE':
      faults.remove(id);
      return { status: 200, json: faults.get(id) };
    default:
      return notAllowed(method, 'GET, DELETE');
  }
};

const allFaults = (faults: Faults, request: HttpRequest): HttpAnswer => {
  switch (request.method) {
    case 'GET':
      return { status: 200, json: { faults: faults.list() } };
    case 'POST':
      return addFaults(faults, request);
    case 'DELETE':
      for (const { id, state } of faults.list()) if (state !== 'over') faults.remove(id);
      return { status: 200, json: { faults: faults.list() } };
    default:
      return notAllowed(request.method, 'GET, POST, DELETE');
  }
};

/** Answers paths below `/_simulation`; others are not its own. */
export const createFaultsApi =
  (faults: Faults, state: FaultsState): HttpHandler =>
  (request) => {
    const { path, method } = request;
    if (path === '/timeline')
      return method === 'GET'
        ? { status: 200, json: { events: timelineOf(state, request.query.get('cause')) } }
        : notAllowed(method, 'GET');
    if (path === '/faults') return allFaults(faults, request);
    const id = /^\/faults\/([^/]+)$/.exec(path)?.[1];
    return id === undefined ? undefined : oneFault(faults, method, id);
  };
