/** Answers every resource gives: JSON of a status, refusals, results of changes. */
import { message } from '../../../protocol/marathon/error';
import type { ErrorBody } from '../../../protocol/marathon/error';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { ChangeOutcome } from '../deployment/change-root';

export const ok = (json: unknown): HttpAnswer => ({ status: 200, json });
export const refuse = (status: number, body: ErrorBody): HttpAnswer => ({ status, json: body });
/** The path exists, the method does not. */
export const notAllowed = (...methods: readonly string[]): HttpAnswer => ({
  status: 405,
  headers: { Allow: methods.join(', ') },
  json: message('HTTP 405 Method Not Allowed'),
});

/** `?name` and `?name=true` are true, as Jersey reads flags. @param absent what it is when it is not there */
export const flag = (request: HttpRequest, name: string, absent = false): boolean => {
  const value = request.query.get(name);
  return value === null ? absent : value === '' || value.toLowerCase() === 'true';
};

export const DEPLOYMENT_HEADER = 'Marathon-Deployment-Id';

/** What a change led to: `DeploymentResult`, or why there is none. */
export const deploymentResult = (
  outcome: ChangeOutcome,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => {
  if (outcome.kind === 'refused') return refuse(outcome.status, outcome.body);
  const { version, deploymentId } = outcome;
  return { status, headers: { ...headers, [DEPLOYMENT_HEADER]: deploymentId }, json: { version, deploymentId } };
};
