/** `/_simulation/faults` and `/_simulation/timeline`. */
import { invalidJson, message, notValid } from '../../protocol/marathon/error';
import { faultListSchema, faultSchema } from '../../protocol/simulation/fault.schema';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../runtime/http';
import type { Faults } from './faults';
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
    return list.success ? { status: 201, json: list.data.map((wish) => faults.add(wish)) } : refused(list.error.issues);
  }
  const one = faultSchema.safeParse(body);
  return one.success ? { status: 201, json: faults.add(one.data) } : refused(one.error.issues);
};

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
      return { status: 405, headers: { Allow: 'GET, DELETE' }, json: message(`${method} is not possible here`) };
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
      return {
        status: 405,
        headers: { Allow: 'GET, POST, DELETE' },
        json: message(`${request.method} is not possible here`),
      };
  }
};

/** Answers paths below `/_simulation`; others are not its own. */
export const createFaultsApi =
  (faults: Faults, state: FaultsState): HttpHandler =>
  (request) => {
    const { path, method } = request;
    if (path === '/timeline' && method === 'GET')
      return { status: 200, json: { events: timelineOf(state, request.query.get('cause')) } };
    if (path === '/faults') return allFaults(faults, request);
    const id = /^\/faults\/([^/]+)$/.exec(path)?.[1];
    return id === undefined ? undefined : oneFault(faults, method, id);
  };
