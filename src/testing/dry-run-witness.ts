/** Before every update of a group its dry run: it changes nothing, and tells the steps that the update then takes. */
import { digestOf } from '../cluster/runtime/digest';
import type { World } from '../cluster/world';
import type { DeploymentStep } from '../protocol/marathon/deployment';
import { isSame } from '../protocol/marathon/same';
import { MARATHON, askMarathon } from './witness';
import type { Witness } from './witness';

/** All that Marathon could change at once: what it knows, and what it sends. */
const digest = ({ state: { marathon, runtime } }: World): string => {
  const own = { marathon, runtime };
  return digestOf(own);
};

export const createDryRunWitness = (): Witness => {
  let planned: { readonly status: number; readonly steps: unknown } | undefined;
  return {
    before({ method, path, body }, world) {
      planned = undefined;
      if (method !== 'PUT' || !path.startsWith(`${MARATHON}/groups`) || path.includes('dryRun')) return [];
      const before = digest(world);
      const twin = `/v2/${path.slice(MARATHON.length + 1)}&dryRun=true`;
      const { status, json } = askMarathon(world, twin, { method, ...(body !== undefined && { body }) });
      planned = { status, steps: (json as { readonly steps?: unknown } | undefined)?.steps };
      return digest(world) === before ? [] : ['dry run: something changed'];
    },
    after({ status, headers }, { state }) {
      if (planned === undefined) return [];
      const id = headers.get('Marathon-Deployment-Id');
      if (id === null)
        return status === 409 || status === planned.status ? [] : [`dry run: ${planned.status}, then ${status}`];
      const steps: readonly DeploymentStep[] = state.marathon.deployments.deployments.get(id)?.steps ?? [];
      return isSame(planned.steps, steps) ? [] : [`dry run: ${JSON.stringify(planned)}, then ${JSON.stringify(steps)}`];
    },
  };
};
