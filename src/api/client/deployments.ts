/** Marathon's running deployments. */
import type { Deployment } from '../../protocol/marathon/deployment';
import { getJson, marathonPath, sendCall, type Call, type ReadOptions } from './transport';

const DEPLOYMENTS = marathonPath('/v2/deployments');

/** `GET /v2/deployments`: those still running, with their steps. */
export const listDeployments = (options: ReadOptions = {}): Promise<readonly Deployment[]> =>
  getJson(DEPLOYMENTS, options);

const at = (id: string): string => `${DEPLOYMENTS}/${encodeURIComponent(id)}`;

/** The ways to end a deployment, as the requests they are. */
export const deploymentCalls = {
  /** `DELETE /v2/deployments/{id}`: a new deployment that leads back to what was there before this one. */
  rollBack: (id: string): Call => ({ path: at(id), method: 'DELETE' }),
  /** `DELETE /v2/deployments/{id}?force=true`: it ends where it stands, and nothing is taken back. */
  stop: (id: string): Call => ({ path: at(id), method: 'DELETE', query: { force: true } }),
};

/** @throws MarathonError 403 when too many run, 404 when it has ended meanwhile */
export const rollBackDeployment = async (id: string): Promise<void> => {
  await sendCall(deploymentCalls.rollBack(id));
};

/** @throws MarathonError 404 when it has ended meanwhile */
export const stopDeployment = async (id: string): Promise<void> => {
  await sendCall(deploymentCalls.stop(id));
};
