/** What goes wrong on purpose: facts that whoever pulls an image, sends a signal or makes a check looks up here. Plain data. */

/** Whose containers: all that is named has to fit. */
export interface Target {
  /** Beginning of the ids of its tasks, e.g. `shop_web.` of a service. */
  readonly prefix?: string;
  /** Name of the container. */
  readonly container?: string;
}

/** `id`: of the fault that everything it brings about is an effect of. */
export type Disturbance = { readonly id: string } & (
  | { readonly kind: 'imageMissing'; readonly image: string }
  /** Pulls of this image take so many times as long. */
  | { readonly kind: 'slowPull'; readonly image: string; readonly factor: number }
  | { readonly kind: 'artifactMissing'; readonly uri: string }
  | { readonly kind: 'artifactStall'; readonly uri: string }
  /** Nobody of this name is known on any agent. */
  | { readonly kind: 'userMissing'; readonly user: string }
  | { readonly kind: 'ignoreSigterm'; readonly target: Target }
  | { readonly kind: 'healthFail'; readonly target: Target }
  | { readonly kind: 'addressesExhausted'; readonly agentId?: string; readonly network: string }
  /** One update in so many gets lost between agents and master; 0 to 1. */
  | { readonly kind: 'updateLoss'; readonly probability: number; readonly agentId?: string }
  /** One message with offers in so many never reaches the framework; 0 to 1. */
  | { readonly kind: 'offerLoss'; readonly probability: number }
);

type Of<K extends Disturbance['kind']> = Extract<Disturbance, { readonly kind: K }>;

interface Disturbed {
  readonly disturbances: readonly Disturbance[];
}

/** The first disturbance of a kind that `concerns` what is being done; undefined: it goes well. */
export const disturbanceOf = <K extends Disturbance['kind']>(
  { disturbances }: Disturbed,
  kind: K,
  concerns: (disturbance: Of<K>) => boolean,
): Of<K> | undefined => {
  if (disturbances.length === 0) return undefined;
  const isOfKind = (each: Disturbance): each is Of<K> => each.kind === kind;
  return disturbances.filter(isOfKind).find(concerns);
};

/** Whether a task is meant. Ids are `<path>.instance-<uuid>.<container>.<incarnation>`. */
export const isMeant = ({ prefix, container }: Target, taskId: string): boolean =>
  (prefix === undefined || taskId.startsWith(prefix)) &&
  (container === undefined || taskId.split('.').at(-2) === container);

/** The disturbance of this kind that a task suffers from. */
export const taskDisturbance = (
  disturbed: Disturbed,
  kind: 'ignoreSigterm' | 'healthFail',
  taskId: string,
): Of<'ignoreSigterm' | 'healthFail'> | undefined =>
  disturbanceOf(disturbed, kind, ({ target }) => isMeant(target, taskId));

/** Chance decides whether something gets lost now: the id of the cause. Draws only where something may. */
export const lossOf = (
  ctx: { readonly state: Disturbed; readonly runtime: { draw(stream: string): number } },
  kind: 'updateLoss' | 'offerLoss',
  agentId: string,
): string | undefined => {
  if (ctx.state.disturbances.length === 0) return undefined;
  const loss = disturbanceOf(
    ctx.state,
    kind,
    (each) => each.kind === 'offerLoss' || each.agentId === undefined || each.agentId === agentId,
  );
  return loss !== undefined && ctx.runtime.draw('mesos.loss') < loss.probability ? loss.id : undefined;
};
