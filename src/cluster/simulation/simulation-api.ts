/** `/_simulation/*`: the controls no DC/OS ever had. The GUI, the tests and the command line all use these. */
import { loadFaultsApi } from '../faults/lazy-api';
import type { HttpAnswer, HttpRequest } from '../runtime/http';
import { callCluster, writeCluster, type Session } from '../session';
import { stateOf } from './simulation-state';

type Answer = Promise<HttpAnswer | undefined> | HttpAnswer | undefined;

/** @param begin starts another world; requests that come meanwhile wait for it */
export const createSimulationApi =
  (session: Session, begin: (start: () => Promise<void>) => Promise<void>) =>
  (request: HttpRequest): Answer => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /':
        return { status: 200, json: stateOf(session, request) };
      case 'GET /journal':
        return { status: 200, json: session.journal };
      default:
        return rarelyAsked(session, request, begin);
    }
  };

/** Controls, explanations and faults: fetched when somebody first asks for them. */
const rarelyAsked = async (
  session: Session,
  request: HttpRequest,
  begin: (start: () => Promise<void>) => Promise<void>,
): Promise<HttpAnswer | undefined> => {
  if (request.path.startsWith('/scheduling')) {
    const { schedulingAnswer } = await import('./scheduling-api');
    return schedulingAnswer(session, request);
  }
  const { controlAnswer } = await import('./simulation-controls');
  const answer = await controlAnswer(session, request, begin);
  if (answer !== undefined) return answer;
  await loadFaultsApi();
  return request.method === 'GET'
    ? callCluster(session, '/_simulation', request)
    : writeCluster(session, '/_simulation', request);
};
