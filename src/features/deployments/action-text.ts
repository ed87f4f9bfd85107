/** Marathon's deployment actions in words. */
import type { DeploymentAction, DeploymentActionName } from '../../protocol/marathon/deployment';

const verbs: Readonly<Record<DeploymentActionName, string>> = {
  StartPod: 'Start',
  ScalePod: 'Scale',
  RestartPod: 'Replace instances of',
  StopPod: 'Stop',
  StartApplication: 'Start',
  ScaleApplication: 'Scale',
  RestartApplication: 'Replace instances of',
  StopApplication: 'Stop',
  ResolveArtifacts: 'Resolve artifacts of',
};

/** `Scale shop/web` */
export const actionText = ({ action, pod, app }: DeploymentAction): string =>
  `${verbs[action]} ${(pod ?? app ?? '').replace(/^\//, '')}`.trim();
