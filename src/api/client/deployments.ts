/** Marathon's running deployments. */
import type { Deployment } from '../../protocol/marathon/deployment';
import { getJson, marathonPath, type ReadOptions } from './transport';

const DEPLOYMENTS = marathonPath('/v2/deployments');

/** `GET /v2/deployments`: those still running, with their steps. */
export const listDeployments = (options: ReadOptions = {}): Promise<readonly Deployment[]> =>
  getJson(DEPLOYMENTS, options);
