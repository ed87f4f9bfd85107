/** What the entries of the event queue say of launches: the one place of the record that knows how messages look. */
import type { LaunchAnswer } from '../../protocol/mesos/executor';
import type { Operation } from '../../protocol/mesos/offer';
import type { TaskStatus } from '../../protocol/mesos/task';
import type { Millis } from '../../protocol/units';
import type { ContainerStep, GroupStep } from '../../protocol/simulation/launch-record';
import type { MarathonEntry } from '../marathon/marathon';
import type { MesosEntry } from '../mesos/mesos';
import type { LaunchBook } from './launch-book';

export type RecordableEntry = MarathonEntry | MesosEntry;

/** `<instanceId>.<container>.<incarnation>`: neither container names nor incarnations hold a dot. */
const instanceOfTask = (taskId: string): string =>
  taskId.slice(0, taskId.lastIndexOf('.', taskId.lastIndexOf('.') - 1));

/** `instance-shop_web.<uuid>` is the executor of `shop_web.instance-<uuid>`; that of an app has the id of its task, which ends with a number. */
const instanceOfExecutor = (executorId: string): string => {
  const dot = executorId.lastIndexOf('.');
  const isTask = !executorId.includes('-', dot);
  return isTask
    ? instanceOfTask(executorId)
    : `${executorId.slice('instance-'.length, dot)}.instance-${executorId.slice(dot + 1)}`;
};

const accepted = (book: LaunchBook, at: Millis, operations: readonly Operation[]): void => {
  for (const { tasks } of operations) {
    const instanceId = instanceOfTask(tasks[0]?.taskId ?? '');
    const launch = book.ofInstance(instanceId);
    if (launch === undefined) continue;
    book.addTasks(instanceId, tasks);
    book.addStep(launch, { at, what: 'accepted' });
  }
};

const told = (book: LaunchBook, at: Millis, status: TaskStatus): void => {
  const found = book.ofTask(status.taskId);
  if (found === undefined) return;
  const { state, source, timestamp: since, reason = null, message = null, healthy = null } = status;
  book.addStep(found.launch, {
    at,
    what: 'status',
    container: found.container.name,
    state,
    source,
    since,
    reason,
    message,
    healthy,
  });
};

const stepOfTask = (book: LaunchBook, at: Millis, taskId: string, what: ContainerStep['what']): void => {
  const found = book.ofTask(taskId);
  if (found !== undefined) book.addStep(found.launch, { at, what, container: found.container.name });
};

/** Without a fault it says no more than that the container is ready. */
const answered = (book: LaunchBook, at: Millis, { taskId, error }: LaunchAnswer): void => {
  const found = error === undefined ? undefined : book.ofTask(taskId);
  if (found === undefined || error === undefined) return;
  book.addStep(found.launch, { at, what: 'launch-failed', container: found.container.name, error });
};

const stepOfExecutor = (book: LaunchBook, at: Millis, executor: string, what: GroupStep['what']): void => {
  const launch = book.ofExecutor(executor);
  if (launch !== undefined) book.addStep(launch, { at, what });
};

/** Takes down what one entry says that is delivered at `at`. Most say nothing. */
export const readEntry = (entry: RecordableEntry, at: Millis, book: LaunchBook): void => {
  switch (entry.kind) {
    case 'ACCEPT':
      return accepted(book, at, entry.operations);
    case 'RUN_TASK_GROUP': {
      const found = book.ofTask(entry.group.tasks[0]?.taskId ?? '');
      if (found !== undefined) book.addStep(found.launch, { at, what: 'delivered-to-agent' });
      return;
    }
    case 'EXECUTOR_START':
      book.addExecutor(instanceOfExecutor(entry.executorId), entry.executor);
      return stepOfExecutor(book, at, entry.executor, 'executor-started');
    case 'EXECUTOR_SUBSCRIBE':
      return stepOfExecutor(book, at, entry.executor, 'executor-subscribed');
    case 'LAUNCH_CONTAINERS':
      for (const { task, containerId } of entry.containers) {
        book.addContainer(task.taskId, containerId);
        stepOfTask(book, at, task.taskId, 'container-launching');
      }
      return;
    case 'CONTAINERS_READY':
      for (const containerId of entry.containerIds) {
        const found = book.ofContainer(containerId);
        if (found !== undefined)
          book.addStep(found.launch, { at, what: 'container-ready', container: found.container.name });
      }
      return;
    case 'LAUNCH_ANSWERED':
      for (const answer of entry.answers) answered(book, at, answer);
      return;
    case 'UPDATE':
      for (const status of entry.statuses) told(book, at, status);
      return;
    case 'KILL':
      return stepOfTask(book, at, entry.taskId, 'kill-asked');
    case 'KILL_TASK':
      // The agent passes it on to the executor: told once.
      if (entry.to === 'agent') stepOfTask(book, at, entry.taskId, 'kill-delivered');
      return;
    case 'KILL_CONTAINER': {
      const found = book.ofContainer(entry.containerId);
      if (found === undefined) return;
      const { name: container } = found.container;
      return book.addStep(found.launch, { at, what: 'signalled', container, signal: entry.signal });
    }
    case 'PROCESS_EXITED': {
      const found = book.ofContainer(entry.containerId);
      if (found === undefined) return;
      const { name: container } = found.container;
      return book.addStep(found.launch, { at, what: 'process-ended', container, exit: entry.exit });
    }
    case 'EXECUTOR_EXIT':
      return stepOfExecutor(book, at, entry.executor, 'executor-exited');
    case 'EXECUTOR_DESTROYED':
      return stepOfExecutor(book, at, entry.executor, 'executor-destroyed');
    default:
  }
};
