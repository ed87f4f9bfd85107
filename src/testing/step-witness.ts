/** Steps of deployments: nothing is started before its step, a step ends once its services are up, and needs come first. */
import { runSpecIdOf } from '../cluster/marathon/deployment/actions';
import { instancesOf as wantedInstances, isChecked } from '../cluster/marathon/group/definition';
import { isPresent, isReady } from '../cluster/marathon/instance/instance';
import type { Instance } from '../cluster/marathon/instance/instance';
import type { World } from '../cluster/world';
import type { DeploymentAction, DeploymentStep } from '../protocol/marathon/deployment';
import type { MarathonEvent } from '../protocol/marathon/event';
import { allNeedsOf, treeOf } from './tree-snapshot';
import type { Tree } from './tree-snapshot';
import type { Witness } from './witness';

const isRaise = ({ action }: DeploymentAction): boolean => action.startsWith('Scale') || action.startsWith('Restart');

/** Everything an app needs is brought up in an earlier step. */
const orderFaults = (tree: Tree, steps: readonly DeploymentStep[]): string[] => {
  const places = new Map(
    steps.flatMap(({ actions }, n) => actions.filter(isRaise).map((each) => [runSpecIdOf(each), n])),
  );
  return [...places].flatMap(([id, own]) =>
    [...allNeedsOf(tree, id)]
      .filter((need) => (places.get(need) ?? -1) >= own)
      .map((need) => `steps: ${id} comes up with ${need}, which it needs, or before`),
  );
};

const presentOnes = ({ state }: World, id: string): Instance[] =>
  [...(state.marathon.tracker.byRunSpec.get(id) ?? [])]
    .flatMap((each) => state.marathon.tracker.instances.get(each) ?? [])
    .filter(isPresent);

/** What was seen of instances so far. */
interface Sightings {
  /** Those that were up at any time. */
  readonly up: Set<string>;
  readonly known: Set<string>;
  /** Those there were when the step began, by service. */
  readonly earlier: Map<string, ReadonlySet<string>>;
  /** Services whose part of the step was done when users forgot some of their instances. */
  readonly done: Set<string>;
}

const noteUp = ({ up }: Sightings, { state }: World, id: string): void => {
  const instance = state.marathon.tracker.instances.get(id);
  const definition = state.marathon.store.specs.get(instance?.runSpecId ?? '')?.versions.get(instance?.version ?? '');
  if (instance !== undefined && definition !== undefined && isReady(instance, isChecked(definition))) up.add(id);
};

/** A new instance of a service that a deployment works on is of the step that raises it. */
const newFaults = ({ known }: Sightings, { state }: World, id: string, runSpecId: string): string[] => {
  if (known.has(id)) return [];
  known.add(id);
  const { byRunSpec, deployments } = state.marathon.deployments;
  const deployment = deployments.get(byRunSpec.get(runSpecId) ?? '');
  const now = deployment?.steps[deployment.current]?.actions ?? [];
  const isDue = now.some((action) => isRaise(action) && runSpecIdOf(action) === runSpecId);
  return deployment === undefined || isDue ? [] : [`steps: ${id} was started before its step`];
};

/** Those that count for the end of an action. */
const countDone = (seen: Sightings, world: World, action: DeploymentAction, version: string): number => {
  const id = runSpecIdOf(action);
  const isRestart = action.action.startsWith('Restart');
  const here = presentOnes(world, id);
  for (const each of here) noteUp(seen, world, each.id);
  return here.filter((each) =>
    isRestart
      ? seen.up.has(each.id) && each.version >= version
      : seen.up.has(each.id) || seen.earlier.get(id)?.has(each.id) === true,
  ).length;
};

/** All that a step started came up, and all that it replaces was replaced. */
const endFaults = (seen: Sightings, world: World, actions: readonly DeploymentAction[]): string[] =>
  actions.filter(isRaise).flatMap((action) => {
    const id = runSpecIdOf(action);
    const current = world.state.marathon.store.specs.get(id)?.current;
    if (current === undefined || seen.done.has(id)) return [];
    const count = countDone(seen, world, action, current.version);
    return count >= wantedInstances(current) ? [] : [`steps: ${action.action} ${id} ended with ${count} instances up`];
  });

/** Whoever is wiped is forgotten at once: what is done by then stays done. */
const noteDone = (seen: Sightings, world: World): void => {
  const { deployments } = world.state.marathon.deployments;
  for (const { steps, current: step } of deployments.values())
    for (const action of steps[step]?.actions.filter(isRaise) ?? []) {
      const id = runSpecIdOf(action);
      const current = world.state.marathon.store.specs.get(id)?.current;
      if (current === undefined) continue;
      if (countDone(seen, world, action, current.version) >= wantedInstances(current)) seen.done.add(id);
    }
};

export const createStepWitness = (): Witness => {
  const seen: Sightings = { up: new Set(), known: new Set(), earlier: new Map(), done: new Set() };
  const faults: string[] = [];
  const onEvent = (event: MarathonEvent, world: World): void => {
    switch (event.eventType) {
      case 'instance_changed_event':
        if (event.condition === 'Scheduled') faults.push(...newFaults(seen, world, event.instanceId, event.runSpecId));
        return noteUp(seen, world, event.instanceId);
      case 'instance_health_changed_event':
        return noteUp(seen, world, event.instanceId);
      case 'deployment_info':
        for (const id of event.currentStep.actions.map(runSpecIdOf)) {
          seen.earlier.set(id, new Set(presentOnes(world, id).map((each) => each.id)));
          seen.done.delete(id);
        }
        return;
      case 'deployment_step_success':
        faults.push(...endFaults(seen, world, event.currentStep.actions));
        return;
      default:
    }
  };
  return {
    onEvent,
    observe(entry, world) {
      // Readiness is told by no event.
      if (entry.kind === 'PROBED') noteUp(seen, world, entry.id.split('/')[2] ?? '');
      return faults.length === 0 ? faults : faults.splice(0);
    },
    before({ path }, world) {
      if (path.includes('wipe=true')) noteDone(seen, world);
      return [];
    },
    after({ headers }, world) {
      const record = world.state.marathon.deployments.deployments.get(headers.get('Marathon-Deployment-Id') ?? '');
      return [...faults.splice(0), ...(record === undefined ? [] : orderFaults(treeOf(world), record.steps))];
    },
  };
};
