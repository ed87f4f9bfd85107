/** What is wrong for a while: looked up where it would show. Kept in the state as long as it lasts. */
import type { MesosContext } from './mesos-state';

/** Whose containers: all that are named have to fit. */
export interface TaskTarget {
  /** Start of the ids of its tasks: of a service `<path>.`, of an instance its id and a dot. */
  readonly prefix?: string;
  /** Name of the container. */
  readonly container?: string;
}

export type Disturbance = {
  /** Id of its cause. */
  readonly id: string;
} & (
  | { readonly kind: 'slowPull'; readonly image: string; readonly factor: number }
  | { readonly kind: 'imageMissing'; readonly image: string }
  | { readonly kind: 'artifactMissing'; readonly uri: string }
  | { readonly kind: 'artifactStall'; readonly uri: string }
  | { readonly kind: 'healthFail'; readonly target: TaskTarget }
  | { readonly kind: 'ignoreSigterm'; readonly target: TaskTarget }
  | { readonly kind: 'addressesExhausted'; readonly agentId?: string; readonly network: string }
  | { readonly kind: 'updateLoss'; readonly agentId?: string; readonly probability: number }
  | { readonly kind: 'offerLoss'; readonly probability: number }
);

type Kind = Disturbance['kind'];
type Of<K extends Kind> = Extract<Disturbance, { readonly kind: K }>;

/** The first disturbance of a kind that fits. Costs nothing while all is well. */
export const disturbance = <K extends Kind>(
  { state: { disturbances } }: MesosContext,
  kind: K,
  fits: (disturbance: Of<K>) => boolean = () => true,
): Of<K> | undefined => {
  for (const each of disturbances) if (each.kind === kind && fits(each as Of<K>)) return each as Of<K>;
  return undefined;
};

/** Chance decides whether something gets lost now. Draws only where something may. */
export const isLost = (ctx: MesosContext, kind: 'updateLoss' | 'offerLoss', agentId: string): boolean => {
  const loss = disturbance(
    ctx,
    kind,
    (each) => each.kind === 'offerLoss' || each.agentId === undefined || each.agentId === agentId,
  );
  return loss !== undefined && ctx.runtime.draw('mesos.loss') < loss.probability;
};
