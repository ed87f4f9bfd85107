/**
 * Sandboxes of one agent: which containers ran there and when, put together from the books of master, agent and executors.
 * Nothing of it is stored. A sandbox is there from its container's start until the master forgets the task.
 */
import type { TaskInfo, TaskStatus } from '../../../protocol/mesos/task';
import { isTerminal } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentState } from '../agent/agent-state';
import { childOf } from '../executor/executor-state';
import { sandboxPath } from '../containerizer/paths';
import type { Printed, ProcessPast } from '../containerizer/process';
import { variablesOf } from '../containerizer/sharing';
import type { MasterTask } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { unreachableTasks } from './agent-status';

/** A container's own directory, with what its process writes. */
export interface Box {
  readonly taskId: string;
  /** `<executor's container>.<own>`, or the executor's where the task runs in it. */
  readonly containerId: string;
  readonly task: TaskInfo;
  /** Variables of its process, those that the agent adds included. */
  readonly env: Readonly<Record<string, string>>;
  readonly createdAt: Millis;
  /** Absent while its process did not start. */
  readonly startedAt?: Millis;
  readonly stoppedAt?: Millis;
  readonly endedAt?: Millis;
  readonly lastWords?: ProcessPast['lastWords'];
}

/** One run of an executor: its directory, with those of its containers below. */
export interface Run {
  readonly frameworkId: string;
  readonly executorId: string;
  readonly containerId: string;
  readonly createdAt: Millis;
  /** The task runs in the executor's own container. */
  readonly isCommand: boolean;
  readonly volumes: readonly string[];
  readonly boxes: Box[];
}

type Networks = TaskStatus['networks'];

/** The executor's part of a container id. */
const executorPart = (containerId: string): string => containerId.split('.')[0] ?? '';

const volumesOf = ({ mounts }: TaskInfo): readonly string[] =>
  mounts.flatMap(({ source }) => (source.type === 'SANDBOX_PATH' ? source.path.replace(/^volumes\//, '') : []));

/** What the process told nobody but its log, which an executor repeats behind the exit status. */
const lastWordsOf = ({ message, endedAt, timestamp }: TaskStatus): Pick<Box, 'lastWords'> => {
  const text = /^Command exited with status \d+: (.+)$/s.exec(message ?? '')?.[1];
  return text === undefined ? {} : { lastWords: { text, at: endedAt ?? timestamp } };
};

const envOf = (agent: AgentState | undefined, containerId: string, task: MasterTask, networks: Networks) => {
  const { info, agentId, frameworkId, executorId } = task;
  const home = executorId === info.taskId ? executorPart(containerId) : containerId;
  const sandbox = sandboxPath({ agentId, frameworkId, executorId, containerId: home });
  const address = networks?.[0]?.ipAddresses[0] ?? agent?.ip ?? '';
  return { ...info.env, ...variablesOf(info, sandbox, address) };
};

/** What the statuses of a task say of its container: those the master has heard of and those it has not. */
const boxOf = (ctx: MesosContext, heard: MasterTask): Box | undefined => {
  const { info, agentId } = heard;
  const agent = ctx.state.agents.get(agentId);
  const statuses = [...heard.statuses, ...(agent?.streams.get(info.taskId)?.pending ?? [])];
  const containerId = statuses.find((status) => status.containerId !== undefined)?.containerId;
  const [first] = statuses;
  const last = statuses.at(-1);
  if (containerId === undefined || first === undefined || last === undefined) return undefined;
  const group = ctx.state.executors.get(executorPart(containerId));
  const running = group && childOf(group, info.taskId);
  // Its turn has yet to come.
  if (running?.launch === 'gated') return undefined;
  const networks = statuses.findLast((status) => status.networks !== undefined)?.networks;
  const startedAt = running?.startedAt ?? statuses.find((status) => status.startedAt !== undefined)?.startedAt;
  const stoppedAt = statuses.find((status) => status.state === 'TASK_KILLING')?.timestamp;
  return {
    taskId: info.taskId,
    containerId,
    task: info,
    env: envOf(agent, containerId, heard, networks),
    createdAt: first.timestamp,
    ...(startedAt !== undefined && { startedAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(isTerminal(last.state) && { endedAt: last.endedAt ?? last.timestamp, ...lastWordsOf(last) }),
  };
};

/** Tasks the master remembers of an agent, those that ended included. */
export const tasksOn = ({ state: { master } }: MesosContext, agentId: string): readonly MasterTask[] => {
  const frameworks = [...master.frameworks.values()];
  const remembered = frameworks.flatMap((framework) => [...framework.completed, ...unreachableTasks(framework)]);
  return [...remembered, ...master.tasks.values()].filter((task) => task.agentId === agentId);
};

/** All runs of an agent by container id, oldest first. */
export const runsOn = (
  ctx: MesosContext,
  agentId: string,
  tasks: readonly MasterTask[] = tasksOn(ctx, agentId),
): ReadonlyMap<string, Run> => {
  const runs = new Map<string, Run>();
  for (const task of tasks) {
    const box = boxOf(ctx, task);
    if (box === undefined) continue;
    const id = executorPart(box.containerId);
    const live = ctx.state.agents.get(agentId)?.executors.get(id);
    const run = runs.get(id) ?? {
      frameworkId: task.frameworkId,
      executorId: task.executorId,
      containerId: id,
      createdAt: box.createdAt,
      isCommand: task.executorId === box.taskId,
      volumes: live?.info.volumes ?? volumesOf(task.info),
      boxes: [],
    };
    run.boxes.push(box);
    runs.set(id, run);
  }
  return runs;
};

/** `<work_dir>/slaves/<agent>/frameworks/<framework>/executors/<executor>/runs/<container>` */
export const directoryOf = (agentId: string, run: Pick<Run, 'frameworkId' | 'executorId' | 'containerId'>): string =>
  sandboxPath({ agentId, ...run });

/** The process of a container that started, as far as it got. */
const pastOf = (box: Box, now: Millis): ProcessPast | undefined => {
  const { containerId, task, env, startedAt, stoppedAt, endedAt, lastWords } = box;
  if (startedAt === undefined) return undefined;
  return {
    containerId,
    ...(task.command !== undefined && { command: task.command }),
    ...(task.image !== undefined && { image: task.image.id }),
    env,
    startedAt,
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(lastWords !== undefined && { lastWords }),
    until: millis(Math.max(startedAt, Math.min(now, endedAt ?? now))),
  };
};

/** One of a container's two files. Undefined while its process did not start: both are empty. */
export const printedIn = (ctx: MesosContext, box: Box, file: 'stdout' | 'stderr'): Printed | undefined => {
  const past = pastOf(box, ctx.runtime.now());
  return past === undefined ? undefined : ctx.workloads.printed(past, file);
};
