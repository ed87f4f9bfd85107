/**
 * The launches of the record and the ways to find them: by task, by executor, by container. The ways follow from the state
 * and are no part of it. A look-up is by the very id an entry carries, since most entries concern no launch of the record
 * or end with one step, and taking ids apart would cost more than all the rest.
 */
import type { LaunchStep } from '../../protocol/simulation/launch-record';
import type { Choice } from '../marathon/launcher/choice';
import { FIRST_STEPS, LAST_STEPS, MOST_INSTANCES, MOST_LAUNCHES, MOST_STEPS } from './record-state';
import type { RecordedContainer, RecordedLaunch, RecordState } from './record-state';

/** A container and the launch it belongs to. */
export interface Found {
  readonly launch: RecordedLaunch;
  readonly container: RecordedContainer;
}

export interface LaunchBook {
  addLaunch(choice: Choice): void;
  /** The newest launch of an instance gets its tasks. */
  addTasks(instanceId: string, tasks: readonly { readonly name: string; readonly taskId: string }[]): void;
  /** The agent made the container of the executor of an instance's newest launch. */
  addExecutor(instanceId: string, executor: string): void;
  /** The executor chose the id of a container. */
  addContainer(taskId: string, containerId: string): void;
  addStep(launch: RecordedLaunch, step: LaunchStep): void;
  ofInstance(instanceId: string): RecordedLaunch | undefined;
  ofTask(taskId: string): Found | undefined;
  ofExecutor(executor: string): RecordedLaunch | undefined;
  ofContainer(containerId: string): Found | undefined;
}

interface Ways {
  readonly tasks: Map<string, Found>;
  readonly executors: Map<string, RecordedLaunch>;
  readonly containers: Map<string, Found>;
}

const findBy = (state: RecordState): Ways => {
  const ways: Ways = { tasks: new Map(), executors: new Map(), containers: new Map() };
  for (const { launches } of state.instances.values())
    for (const launch of launches) {
      if (launch.executor !== null) ways.executors.set(launch.executor, launch);
      for (const container of launch.containers) {
        ways.tasks.set(container.taskId, { launch, container });
        if (container.containerId !== null) ways.containers.set(container.containerId, { launch, container });
      }
    }
  return ways;
};

const forgetLaunch = (state: RecordState, ways: Ways, { executor, containers, steps }: RecordedLaunch): void => {
  state.steps -= steps.length;
  if (executor !== null) ways.executors.delete(executor);
  for (const { taskId, containerId } of containers) {
    ways.tasks.delete(taskId);
    if (containerId !== null) ways.containers.delete(containerId);
  }
};

/** A tenth at once: one by one, the way to the first of a Map would lead past all that were taken out before. */
const forgetOldest = (state: RecordState, ways: Ways): void => {
  let open = Math.ceil(state.instances.size / 10);
  for (const [id, { launches }] of state.instances) {
    if (open-- === 0) return;
    for (const launch of launches) forgetLaunch(state, ways, launch);
    state.instances.delete(id);
  }
};

const addLaunch = (state: RecordState, ways: Ways, choice: Choice): void => {
  const { instanceId, runSpecId, incarnation } = choice;
  const record = state.instances.get(instanceId) ?? { runSpecId, launches: [], forgotten: incarnation - 1 };
  // Taken out and put in again: the newest is the last.
  state.instances.delete(instanceId);
  state.instances.set(instanceId, record);
  record.launches.push({ choice, executor: null, containers: [], steps: [], forgotten: 0 });
  if (record.launches.length > MOST_LAUNCHES) {
    const oldest = record.launches.shift();
    if (oldest !== undefined) forgetLaunch(state, ways, oldest);
    record.forgotten++;
  }
  if (state.instances.size > MOST_INSTANCES) forgetOldest(state, ways);
};

const addStep = (state: RecordState, ways: Ways, launch: RecordedLaunch, step: LaunchStep): void => {
  const { steps } = launch;
  steps.push(step);
  if (steps.length > FIRST_STEPS + LAST_STEPS) {
    steps.splice(FIRST_STEPS, 1);
    launch.forgotten++;
  } else if (++state.steps > MOST_STEPS) forgetOldest(state, ways);
};

/** The book over a state, which is its alone. */
export const openLaunchBook = (state: RecordState): LaunchBook => {
  const ways = findBy(state);
  const newest = (instanceId: string): RecordedLaunch | undefined => state.instances.get(instanceId)?.launches.at(-1);
  return {
    addLaunch: (choice) => addLaunch(state, ways, choice),
    addTasks(instanceId, tasks) {
      const launch = newest(instanceId);
      if (launch === undefined) return;
      for (const { name, taskId } of tasks) {
        const container: RecordedContainer = { name, taskId, containerId: null };
        launch.containers.push(container);
        ways.tasks.set(taskId, { launch, container });
      }
    },
    addExecutor(instanceId, executor) {
      const launch = newest(instanceId);
      if (launch === undefined) return;
      launch.executor = executor;
      ways.executors.set(executor, launch);
    },
    addContainer(taskId, containerId) {
      const found = ways.tasks.get(taskId);
      if (found === undefined) return;
      found.container.containerId = containerId;
      ways.containers.set(containerId, found);
    },
    addStep: (launch, step) => addStep(state, ways, launch, step),
    ofInstance: newest,
    ofTask: (taskId) => ways.tasks.get(taskId),
    ofExecutor: (executor) => ways.executors.get(executor),
    ofContainer: (containerId) => ways.containers.get(containerId),
  };
};
