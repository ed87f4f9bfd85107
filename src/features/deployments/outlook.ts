/** What rolling a deployment back makes of its services (Marathon `DeploymentPlan.revert`): each told from what is done to it. */
import type { Deployment, DeploymentActionName } from '../../protocol/marathon/deployment';
import { affectedServices } from '../shared/service-status';

/** The first that is done to a service tells what it is: one that starts is scaled as well, yet was not there before. */
const fates: readonly (readonly [actions: readonly DeploymentActionName[], fate: string])[] = [
  [['StartPod', 'StartApplication'], 'was not there before: it is removed again, with all its instances'],
  [['StopPod', 'StopApplication'], 'comes back as it was, with new instances for those that are gone'],
  [['RestartPod', 'RestartApplication'], 'goes back to the definition it had, and its instances are replaced again'],
  [['ScalePod', 'ScaleApplication'], 'goes back to the number of instances it had'],
];

interface Outlook {
  readonly id: string;
  readonly fate: string;
}

/** In the order the deployment names its services. */
export const rollBackOutlook = (deployment: Deployment): readonly Outlook[] =>
  affectedServices(deployment).map((id) => {
    const done = deployment.steps
      .flatMap(({ actions }) => actions)
      .filter(({ pod, app }) => (pod ?? app) === id)
      .map(({ action }) => action);
    const [, fate] = fates.find(([actions]) => actions.some((action) => done.includes(action))) ?? [];
    return { id, fate: fate ?? 'goes back to what it was' };
  });
