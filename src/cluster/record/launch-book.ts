/**
 * The launches of the record and the ways to find them. The ways follow from the state and are no part of it. They lead by
 * ids that entries carry, since most entries end with one step or none, and taking ids apart would cost more than the rest.
 */
import type { LaunchStep } from '../../protocol/simulation/launch-record';
import type { Choice } from '../marathon/launcher/choice';
import { FIRST_STEPS, LAST_STEPS, MOST_INSTANCES, MOST_LAUNCHES, MOST_STEPS } from './record-state';
import type { InstanceRecord, RecordedContainer, RecordedLaunch, RecordState } from './record-state';

export interface LaunchBook {
  addLaunch(choice: Choice): void;
  /** The newest launch of an instance gets its executor and its tasks. */
  addTasks(
    instanceId: string,
    executorId: string,
    tasks: readonly { readonly name: string; readonly taskId: string }[],
  ): RecordedLaunch | undefined;
  /** The agent made the container of the executor, of its newest launch. */
  addExecutor(executorId: string, executor: string): RecordedLaunch | undefined;
  addStep(launch: RecordedLaunch, step: LaunchStep): void;
  /** @param executorId undefined: not told, which makes it slower */
  ofTask(taskId: string, executorId: string | undefined): RecordedLaunch | undefined;
  /** The newest of an instance. */
  ofInstance(instanceId: string): RecordedLaunch | undefined;
  /** By its container. */
  ofExecutor(executor: string): RecordedLaunch | undefined;
}

/** The container of a launch that runs a task. */
export const containerOf = ({ containers }: RecordedLaunch, taskId: string): RecordedContainer | undefined => {
  for (const container of containers) if (container.taskId === taskId) return container;
  return undefined;
};

/** The name of a container below an executor's. */
export const nameOf = ({ containers }: RecordedLaunch, containerId: string): string | undefined => {
  for (const container of containers) if (container.containerId === containerId) return container.name;
  return undefined;
};

/** `<instanceId>.<container>.<incarnation>`: neither container names nor incarnations hold a dot. */
export const instanceOfTask = (taskId: string): string =>
  taskId.slice(0, taskId.lastIndexOf('.', taskId.lastIndexOf('.') - 1));

interface Ways {
  /** By executor id: that of a pod's instance is the same in all its launches. */
  readonly records: Map<string, InstanceRecord>;
  /** By container id of the executor. */
  readonly launches: Map<string, RecordedLaunch>;
}

const findWays = (state: RecordState): Ways => {
  const ways: Ways = { records: new Map(), launches: new Map() };
  for (const record of state.instances.values())
    for (const launch of record.launches) {
      if (launch.executorId !== null) ways.records.set(launch.executorId, record);
      if (launch.executor !== null) ways.launches.set(launch.executor, launch);
    }
  return ways;
};

/** An executor id that a later launch has, too, still leads there. */
const forgetLaunch = (
  state: RecordState,
  ways: Ways,
  { executorId, executor, steps }: RecordedLaunch,
  next?: RecordedLaunch,
) => {
  state.steps -= steps.length;
  if (executor !== null) ways.launches.delete(executor);
  if (executorId !== null && executorId !== next?.executorId) ways.records.delete(executorId);
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
  const launch: RecordedLaunch = {
    choice,
    executorId: null,
    executor: null,
    containers: [],
    steps: [],
    forgotten: 0,
  };
  const known = state.instances.get(instanceId);
  if (known === undefined) {
    state.instances.set(instanceId, { runSpecId, launches: [launch], forgotten: incarnation - 1 });
    if (state.instances.size > MOST_INSTANCES) forgetOldest(state, ways);
    return;
  }
  // Taken out and put in again: the newest is the last.
  state.instances.delete(instanceId);
  state.instances.set(instanceId, known);
  known.launches.push(launch);
  if (known.launches.length <= MOST_LAUNCHES) return;
  const oldest = known.launches.shift();
  if (oldest !== undefined) forgetLaunch(state, ways, oldest, known.launches[0]);
  known.forgotten++;
};

const addStep = (state: RecordState, ways: Ways, launch: RecordedLaunch, step: LaunchStep): void => {
  const { steps } = launch;
  steps.push(step);
  if (steps.length > FIRST_STEPS + LAST_STEPS) {
    steps.splice(FIRST_STEPS, 1);
    launch.forgotten++;
  } else if (++state.steps > MOST_STEPS) forgetOldest(state, ways);
};

const launchWith = (record: InstanceRecord | undefined, taskId: string): RecordedLaunch | undefined => {
  if (record === undefined) return undefined;
  const { launches } = record;
  for (let n = launches.length - 1; n >= 0; n--) {
    const launch = launches[n];
    if (launch !== undefined && containerOf(launch, taskId) !== undefined) return launch;
  }
  return undefined;
};

/** The book over a state, which is its alone. */
export const openLaunchBook = (state: RecordState): LaunchBook => {
  const ways = findWays(state);
  return {
    addLaunch: (choice) => addLaunch(state, ways, choice),
    addTasks(instanceId, executorId, tasks) {
      const record = state.instances.get(instanceId);
      const launch = record?.launches.at(-1);
      if (record === undefined || launch === undefined) return undefined;
      launch.executorId = executorId;
      ways.records.set(executorId, record);
      for (const { name, taskId } of tasks) launch.containers.push({ name, taskId, containerId: null });
      return launch;
    },
    addExecutor(executorId, executor) {
      const launch = ways.records.get(executorId)?.launches.at(-1);
      if (launch === undefined) return undefined;
      launch.executor = executor;
      ways.launches.set(executor, launch);
      return launch;
    },
    addStep: (launch, step) => addStep(state, ways, launch, step),
    ofTask: (taskId, executorId) =>
      launchWith(
        executorId === undefined ? state.instances.get(instanceOfTask(taskId)) : ways.records.get(executorId),
        taskId,
      ),
    ofInstance: (instanceId) => state.instances.get(instanceId)?.launches.at(-1),
    ofExecutor: (executor) => ways.launches.get(executor),
  };
};
