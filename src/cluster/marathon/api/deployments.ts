/** `/v2/deployments`: what changes right now, cancel and roll back (Marathon `api/v2/DeploymentsResource`). */
import { deploymentNotFound } from '../../../protocol/marathon/error';
import type { Deployment } from '../../../protocol/marathon/deployment';
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { rollBack } from '../deployment/change-pods';
import { currentActions } from '../deployment/deployment-state';
import type { DeploymentRecord } from '../deployment/deployment-state';
import { flag, notAllowed, ok, refuse } from './answers';

const answerOf = (record: DeploymentRecord): Deployment => ({
  id: record.id,
  version: record.version,
  affectedApps: [],
  affectedPods: record.affectedPods,
  steps: record.steps,
  currentActions: currentActions(record).map((action) => ({ ...action, readinessCheckResults: [] })),
  currentStep: record.current + 1,
  totalSteps: record.steps.length,
});

const end = (core: MarathonCore, id: string, force: boolean): HttpAnswer => {
  if (force) return core.deployments.cancel(id) ? { status: 202, text: '' } : refuse(404, deploymentNotFound(id));
  const outcome = rollBack(core, id);
  if (outcome === undefined) return refuse(404, deploymentNotFound(id));
  if (outcome.kind === 'refused') return refuse(outcome.status, outcome.body);
  return ok({ version: outcome.version, deploymentId: outcome.deploymentId });
};

export const deploymentsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const match = /^\/v2\/deployments(?:\/([^/]+))?\/?$/.exec(request.path);
    if (match === null) return undefined;
    const [, id] = match;
    if (id !== undefined)
      return request.method === 'DELETE' ? end(core, id, flag(request, 'force')) : notAllowed('DELETE', 'OPTIONS');
    if (request.method !== 'GET') return notAllowed('GET', 'HEAD', 'OPTIONS');
    return ok([...core.state.deployments.deployments.values()].map(answerOf));
  };
