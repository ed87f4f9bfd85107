/**
 * I3: an instance lives once; I4: groups are launched whole; I9: SIGTERM, the grace, SIGKILL, and those that others wait for
 * stop after them where the pod says so; I10: a member that fails or is killed takes the rest along.
 */
import type { ExecutorState } from '../cluster/mesos/executor/executor-state';
import type { ClusterEntry, World } from '../cluster/world';
import type { ExitStatus } from '../protocol/mesos/executor';
import type { Calm } from './calm';
import { createDeadlines } from './deadlines';
import type { Deadlines } from './deadlines';
import { isBadEnd, justify, newGroup, noteEntry, stopsTooEarly } from './group-fate';
import type { ExecutorEntry, Group, Kill } from './group-fate';
import type { Observer } from './observer';

const DEFAULT_GRACE = 3000;
/** Messages, and the process that needs a moment to end. */
const SLACK = 1000;

type AgentEntry = Extract<ClusterEntry, { readonly to: 'agent' }>;

const tasksOf = (tasks: readonly { readonly taskId: string }[]): string => tasks.map(({ taskId }) => taskId).join();

/** An executor of the same id with tasks that live, somewhere else. */
const twins = ({ state }: World, executorId: string): string[] => {
  const inReach = [...state.mesos.agents.values()].filter(({ registered, cut }) => registered && cut === null);
  const alive = inReach.flatMap((agent) =>
    [...agent.executors.values()].filter(
      ({ info, live, phase }) => info.executorId === executorId && live.length > 0 && phase !== 'terminating',
    ),
  );
  return alive.length > 1 ? [`I3 ${executorId}: lives twice`] : [];
};

/** I9 alone: which signals went to which container, and when. */
const createSignals = () => {
  const sent = new Map<string, Set<string>>();
  const kills = new Map<string, Kill>();
  const limited = new Set<string>();
  return {
    begun: (containerId: string, kill: Kill) => kills.set(containerId, kill),
    /** The kernel ends it. */
    exceeded: (cgroup: string) => limited.add(cgroup),
    sent(containerId: string, signal: string, now: number): string[] {
      const before = sent.get(containerId) ?? new Set();
      sent.set(containerId, before.add(signal));
      if (signal === 'TERM') return [];
      const kill = kills.get(containerId);
      if (kill === undefined || !before.has('TERM')) return [`I9 ${containerId}: SIGKILL without SIGTERM`];
      const early = kill.at + kill.grace - now;
      return early > 0 ? [`I9 ${containerId}: SIGKILL ${early} ms too early`] : [];
    },
    ended(containerId: string, exit: ExitStatus): string[] {
      const unasked = exit.kind === 'signaled' && sent.get(containerId)?.has(exit.signal) !== true;
      return unasked && !limited.has(containerId)
        ? [`I9 ${containerId}: died of SIG${exit.signal}, which nobody sent`]
        : [];
    },
  };
};

const livesOn = (world: World, agentId: string, executor: string): boolean =>
  (world.state.mesos.agents.get(agentId)?.executors.get(executor)?.live.length ?? 0) > 0;

/** A group that lost a member has to be gone in time. */
const doom = (
  world: World,
  group: Group,
  { containerId, agentId }: ExecutorState,
  deadlines: Deadlines,
  calm: Calm,
): void => {
  const now = world.runtime.now();
  group.doomed = true;
  const end = Math.max(now + DEFAULT_GRACE, ...[...group.kills.values()].map(({ at, grace }) => at + grace));
  const limit = end - now + SLACK;
  const look = (from: number): void =>
    deadlines.within(from, limit, () => {
      if (!livesOn(world, agentId, containerId)) return undefined;
      // An agent that is down, or a process that ignores signals, takes its time.
      if (calm.since(world.runtime.now()) >= limit) return `I10 ${containerId}: outlives its failed member`;
      look(world.runtime.now());
      return undefined;
    });
  look(now);
};

/** Kills that this entry began: each needs a reason, a grace that follows from it, and its turn. */
const begunKills = (
  group: Group,
  state: ExecutorState,
  entry: ExecutorEntry,
  now: number,
  tell: (containerId: string, kill: Kill) => void,
): string[] => {
  const faults: string[] = [];
  for (const { taskId, containerId, killing } of state.children) {
    if (!killing || group.kills.has(taskId)) continue;
    const grace = justify(group, state, taskId, entry, now);
    if (typeof grace === 'string') faults.push(grace);
    const kill = { at: now, grace: typeof grace === 'string' ? 0 : grace };
    group.kills.set(taskId, kill);
    tell(containerId, kill);
  }
  return [...faults, ...stopsTooEarly(group, now)];
};

export const createGroupObserver = (calm: Calm): Observer => {
  const ordered = new Map<string, string>();
  const groups = new Map<string, Group>();
  const signals = createSignals();
  const deadlines = createDeadlines();

  const atExecutor = (world: World, entry: ExecutorEntry): string[] => {
    const id = entry.executor;
    const group = groups.get(id) ?? newGroup();
    groups.set(id, group);
    if (entry.kind === 'DESTROYED') groups.delete(id);
    const state = world.state.mesos.executors.get(id);
    const children = state?.children ?? [];
    if (isBadEnd(group, entry, children)) group.bad = true;
    noteEntry(group, entry, children, world.runtime.now());
    const faults: string[] = [];
    if (entry.kind === 'LAUNCH_GROUP' && ordered.get(entry.tasks[0]?.taskId ?? '') !== tasksOf(entry.tasks))
      faults.push(`I4 ${id}: delivered in part`);
    if (state === undefined) return faults;
    faults.push(...begunKills(group, state, entry, world.runtime.now(), signals.begun));
    if (group.bad && state.launched && !group.doomed) doom(world, group, state, deadlines, calm);
    return faults;
  };

  const atAgent = (world: World, entry: AgentEntry): string[] => {
    switch (entry.kind) {
      case 'RUN_TASK_GROUP':
        ordered.set(entry.group.tasks[0]?.taskId ?? '', tasksOf(entry.group.tasks));
        return twins(world, entry.group.executor.executorId);
      case 'LAUNCH_CONTAINERS':
        for (const { task } of entry.containers) groups.get(entry.executor)?.launched.add(task.taskId);
        return [];
      case 'KILL_CONTAINER':
        return signals.sent(entry.containerId, entry.signal, world.runtime.now());
      case 'MEMORY_EXCEEDED':
        signals.exceeded(entry.cgroup);
        return [];
      case 'PROCESS_EXITED':
        return world.runtime.cause() === null ? signals.ended(entry.containerId, entry.exit) : [];
      default:
        return [];
    }
  };

  return (entry, world) => {
    const now = world.runtime.now();
    const faults = deadlines.check(now);
    if (entry.to === 'executor') faults.push(...atExecutor(world, entry));
    if (entry.to === 'agent') faults.push(...atAgent(world, entry));
    return faults;
  };
};
