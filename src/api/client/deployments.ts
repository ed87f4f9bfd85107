/** Marathon's running deployments. */
import type { Deployment } from '../../protocol/marathon/deployment';
import { getJson, marathonPath, send, type ReadOptions } from './transport';

const DEPLOYMENTS = marathonPath('/v2/deployments');

/** `GET /v2/deployments`: those still running, with their steps. */
export const listDeployments = (options: ReadOptions = {}): Promise<readonly Deployment[]> =>
  getJson(DEPLOYMENTS, options);

/** `DELETE /v2/deployments/{id}`: a new deployment that leads back to what was there before this one. */
export const rollBackDeployment = async (id: string): Promise<void> => {
  await send(`${DEPLOYMENTS}/${encodeURIComponent(id)}`, { method: 'DELETE' });
};
