/** `/v2/deployments`: what changes right now, cancel and roll back (Marathon `api/v2/DeploymentsResource`). */
import { deploymentNotFound } from '../../../protocol/marathon/error';
import type { Deployment } from '../../../protocol/marathon/deployment';
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { currentActions } from '../deployment/deployment-state';
import type { DeploymentRecord } from '../deployment/deployment-state';
import { readinessResults } from '../health/readiness-results';
import { deploymentResult, flag, notAllowed, ok, refuse } from './answers';
import { writes } from './lazy-writes';

const answerOf = (core: MarathonCore, record: DeploymentRecord): Deployment => ({
  id: record.id,
  version: record.version,
  affectedApps: record.affectedApps,
  affectedPods: record.affectedPods,
  steps: record.steps,
  currentActions: currentActions(record).map((action) => ({
    ...action,
    readinessCheckResults: action.app === undefined ? [] : readinessResults(core, action.app),
  })),
  currentStep: record.current + 1,
  totalSteps: record.steps.length,
});

const end = (core: MarathonCore, id: string, force: boolean): HttpAnswer => {
  if (force) return core.deployments.cancel(id) ? { status: 202, text: '' } : refuse(404, deploymentNotFound(id));
  const outcome = writes().rollBack(core, id);
  if (outcome === undefined) return refuse(404, deploymentNotFound(id));
  return deploymentResult(outcome);
};

export const deploymentsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = /^\/v2\/deployments(?:\/([^/]+))?$/.exec(request.path);
    if (match === null) return undefined;
    const [, id] = match;
    if (id !== undefined)
      return request.method === 'DELETE' ? end(core, id, flag(request, 'force')) : notAllowed('DELETE', 'OPTIONS');
    if (request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    return ok([...core.state.deployments.deployments.values()].map((record) => answerOf(core, record)));
  };
