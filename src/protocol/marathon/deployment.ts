/** Deployments as `GET /v2/deployments` and the event stream tell them (Marathon RAML `deployment`, `deploymentPlan`, `deploymentResult`). */

export const DEPLOYMENT_ACTIONS = [
  'StartPod',
  'ScalePod',
  'RestartPod',
  'StopPod',
  'StartApplication',
  'ScaleApplication',
  'RestartApplication',
  'StopApplication',
  'ResolveArtifacts',
] as const;
export type DeploymentActionName = (typeof DEPLOYMENT_ACTIONS)[number];

/** Names the pod or the app it works on. */
export interface DeploymentAction {
  readonly action: DeploymentActionName;
  readonly pod?: string;
  readonly app?: string;
}

/** Its actions run in parallel; the next step waits for all of them. */
export interface DeploymentStep {
  readonly actions: readonly DeploymentAction[];
}

export interface CurrentAction extends DeploymentAction {
  readonly readinessCheckResults: readonly ReadinessCheckResult[];
}

export interface ReadinessCheckResult {
  readonly name: string;
  readonly taskId: string;
  readonly ready: boolean;
  readonly lastResponse?: { readonly status: number; readonly contentType: string; readonly body: string };
}

export interface Deployment {
  readonly id: string;
  readonly version: string;
  readonly affectedApps: readonly string[];
  readonly affectedPods: readonly string[];
  readonly steps: readonly DeploymentStep[];
  /** Empty before the first step starts. */
  readonly currentActions: readonly CurrentAction[];
  /** Counts from 1; 0 before the first step starts. */
  readonly currentStep: number;
  readonly totalSteps: number;
}

/** As events carry it. */
export interface DeploymentPlan {
  readonly id: string;
  readonly version: string;
  readonly steps: readonly DeploymentStep[];
}
