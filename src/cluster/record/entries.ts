/** What the entries of the event queue say of launches: the one place of the record that knows how messages look. */
import type { LaunchAnswer, NestedContainer } from '../../protocol/mesos/executor';
import { isLaunch } from '../../protocol/mesos/offer';
import type { Operation } from '../../protocol/mesos/offer';
import type { TaskStatus } from '../../protocol/mesos/task';
import type { ContainerStep, GroupStep } from '../../protocol/simulation/launch-record';
import type { Millis } from '../../protocol/units';
import type { MarathonEntry } from '../marathon/marathon';
import type { MesosEntry } from '../mesos/mesos';
import { containerOf, instanceOfTask, nameOf } from './launch-book';
import type { LaunchBook } from './launch-book';
import type { RecordedLaunch } from './record-state';

export type RecordableEntry = MarathonEntry | MesosEntry;

type Accept = Extract<RecordableEntry, { readonly kind: 'ACCEPT' }>;

const stepOfGroup = (
  book: LaunchBook,
  at: Millis,
  launch: RecordedLaunch | undefined,
  what: GroupStep['what'],
): void => {
  if (launch !== undefined) book.addStep(launch, { at, what });
};

const stepOfContainer = (
  book: LaunchBook,
  at: Millis,
  launch: RecordedLaunch | undefined,
  container: string | undefined,
  what: ContainerStep['what'],
): void => {
  if (launch !== undefined && container !== undefined) book.addStep(launch, { at, what, container });
};

/** The launch an operation is part of; undefined: of nobody's. */
const launchOf = (book: LaunchBook, operation: Operation, frameworkId: string): RecordedLaunch | undefined => {
  if (isLaunch(operation)) {
    const { executor, tasks } = operation;
    return book.addTasks(instanceOfTask(tasks[0]?.taskId ?? ''), executor.executorId, tasks);
  }
  const { marathon_framework_id: owner, marathon_task_id: instanceId } =
    operation.resources[0]?.reservation?.labels ?? {};
  if (owner !== frameworkId) return undefined;
  return operation.type === 'RESERVE' && instanceId !== undefined ? book.ofInstance(instanceId) : undefined;
};

const accepted = (book: LaunchBook, at: Millis, { operations, frameworkId }: Accept): void => {
  for (const operation of operations) stepOfGroup(book, at, launchOf(book, operation, frameworkId), 'accepted');
};

const told = (book: LaunchBook, at: Millis, status: TaskStatus): void => {
  const launch = book.ofTask(status.taskId, status.executorId);
  const container = launch && containerOf(launch, status.taskId)?.name;
  if (launch === undefined || container === undefined) return;
  const { state, source, timestamp: since, reason = null, message = null, healthy = null } = status;
  book.addStep(launch, { at, what: 'status', container, state, source, since, reason, message, healthy });
};

const killing = (book: LaunchBook, at: Millis, taskId: string, what: ContainerStep['what']): void => {
  const launch = book.ofTask(taskId, undefined);
  stepOfContainer(book, at, launch, launch && containerOf(launch, taskId)?.name, what);
};

const launching = (book: LaunchBook, at: Millis, executor: string, containers: readonly NestedContainer[]): void => {
  const launch = book.ofExecutor(executor);
  for (const { task, containerId } of containers) {
    const container = launch && containerOf(launch, task.taskId);
    if (container !== undefined) container.containerId = containerId;
    stepOfContainer(book, at, launch, container?.name, 'container-launching');
  }
};

/** Without a fault it says no more than that the container is ready. */
const answered = (book: LaunchBook, at: Millis, executor: string, { taskId, error }: LaunchAnswer): void => {
  const launch = error === undefined ? undefined : book.ofExecutor(executor);
  const container = launch && containerOf(launch, taskId)?.name;
  if (launch === undefined || container === undefined || error === undefined) return;
  book.addStep(launch, { at, what: 'launch-failed', container, error });
};

/** Takes down what one entry says that is delivered at `at`. Most say nothing. */
export const readEntry = (entry: RecordableEntry, at: Millis, book: LaunchBook): void => {
  switch (entry.kind) {
    case 'ACCEPT':
      return accepted(book, at, entry);
    case 'RUN_TASK_GROUP': {
      const { executor, tasks } = entry.group;
      const launch = book.ofTask(tasks[0]?.taskId ?? '', executor.executorId);
      return stepOfGroup(book, at, launch, 'delivered-to-agent');
    }
    case 'EXECUTOR_START':
      return stepOfGroup(book, at, book.addExecutor(entry.executorId, entry.executor), 'executor-started');
    case 'EXECUTOR_SUBSCRIBE':
      return stepOfGroup(book, at, book.ofExecutor(entry.executor), 'executor-subscribed');
    case 'LAUNCH_CONTAINERS':
      return launching(book, at, entry.executor, entry.containers);
    case 'CONTAINERS_READY': {
      const launch = book.ofExecutor(entry.executor);
      for (const containerId of entry.containerIds)
        stepOfContainer(book, at, launch, launch && nameOf(launch, containerId), 'container-ready');
      return;
    }
    case 'LAUNCH_ANSWERED':
      for (const answer of entry.answers) answered(book, at, entry.executor, answer);
      return;
    case 'UPDATE':
      for (const status of entry.statuses) told(book, at, status);
      return;
    case 'KILL':
      return killing(book, at, entry.taskId, 'kill-asked');
    case 'KILL_TASK':
      // The agent passes it on to the executor: told once.
      if (entry.to === 'agent') killing(book, at, entry.taskId, 'kill-delivered');
      return;
    case 'KILL_CONTAINER': {
      const launch = book.ofExecutor(entry.executor);
      const container = launch && nameOf(launch, entry.containerId);
      if (launch === undefined || container === undefined) return;
      return book.addStep(launch, { at, what: 'signalled', container, signal: entry.signal });
    }
    case 'PROCESS_EXITED': {
      const { containerId, exit } = entry;
      const launch = book.ofExecutor(containerId.slice(0, containerId.indexOf('.')));
      const container = launch && nameOf(launch, containerId);
      if (launch === undefined || container === undefined) return;
      return book.addStep(launch, { at, what: 'process-ended', container, exit });
    }
    case 'EXECUTOR_EXIT':
      return stepOfGroup(book, at, book.ofExecutor(entry.executor), 'executor-exited');
    case 'EXECUTOR_DESTROYED':
      return stepOfGroup(book, at, book.ofExecutor(entry.executor), 'executor-destroyed');
    default:
  }
};
