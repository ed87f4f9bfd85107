/**
 * The modelled tier: every container's process as a few numbers. An end is one entry in the queue, a server is a port
 * and the time from which it answers, and whatever runs for ever costs nothing. Files and terminals belong to a live tier
 * behind the same interface.
 */
import type { ProcessEvent, ProcessSpec, Probe, Surroundings, Workloads } from '../mesos/containerizer/process';
import type { ExitStatus, Signal } from '../../protocol/mesos/executor';
import type { HealthCheckInfo } from '../../protocol/mesos/task';
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Runtime } from '../runtime/runtime';
import { courseOf, fixedCourseOf } from './behaviour';
import { joinCgroup, leaveCgroup, memoryOf, nextReach, reachedLimit } from './cgroups';
import { imageSize } from './images';
import { lookInto } from './insight';
import { holderOf, joinNet, leaveNet, listenerOn, rivalsOf } from './ports';
import type { Course } from './shell-course';
import type { Process, WorkloadsState } from './workloads-state';

/** Time a process takes to end after SIGTERM, and to answer a request, ms. */
const EXIT_DELAY = millis(200);
const KILL_DELAY = millis(10);
const ANSWER_TIME = millis(5);

const NO_PORTS: readonly number[] = [];
const NOTHING_TO_RUN = 'The container has neither a command nor an image with one.';

type Variables = Readonly<Record<string, string>>;

/** Those the agent adds win over those of the task. */
const envMap = (env: Variables, added: Variables = {}): ReadonlyMap<string, string> => {
  const map = new Map(Object.entries(env));
  for (const name of Object.keys(added)) map.set(name, added[name] ?? '');
  return map;
};

/** A connection from inside the container's namespace. */
const connect = (state: WorkloadsState, now: Millis, containerId: string, port: number): Probe => {
  const listener = listenerOn(state, containerId, port, now);
  if (listener === undefined) return { ok: false, took: ANSWER_TIME };
  if (listener.readyAt > now) return { ok: false, took: ANSWER_TIME, until: listener.readyAt };
  const { endsAt } = listener;
  return { ok: true, took: ANSWER_TIME, ...(endsAt !== undefined && { until: endsAt }) };
};

/** A request and its status; `refused` when nobody answers. */
const ask = (state: WorkloadsState, now: Millis, containerId: string, port: number): number | 'refused' =>
  connect(state, now, containerId, port).ok ? (listenerOn(state, containerId, port, now)?.answers ?? 200) : 'refused';

/** A request that is good when its status is 200 to 399. */
const request = (state: WorkloadsState, now: Millis, containerId: string, port: number): Probe => {
  const probe = connect(state, now, containerId, port);
  const status = ask(state, now, containerId, port);
  return { ...probe, ok: status !== 'refused' && status >= 200 && status < 400 };
};

/** A check command: what it would do, and whether it does so in time. It may ask the ports of the container's network. */
const runCheck = (
  state: WorkloadsState,
  now: Millis,
  containerId: string,
  check: Extract<HealthCheckInfo['check'], { type: 'COMMAND' }>,
  timeout: Millis,
): Probe => {
  const env = envMap(state.processes.get(containerId)?.env ?? {});
  const turns: Millis[] = [];
  const course = courseOf(check.command, undefined, env, (port) => {
    const { ok, until } = connect(state, now, containerId, port);
    if (until !== undefined) turns.push(until);
    return ok;
  });
  // A program the model does not know would be a check that never ends: taken to pass instead.
  if (course === undefined || course.serves === 'declared') return { ok: true, took: ANSWER_TIME };
  const inTime = course.lasts <= timeout || timeout === 0;
  const took = inTime ? millis(course.lasts + ANSWER_TIME) : timeout;
  return { ok: inTime && course.code === 0, took, ...(turns.length > 0 && { until: millis(Math.min(...turns)) }) };
};

/** Whether a command asks for what the agent tells its containers. */
const asksAgent = (command: ProcessSpec['command']): boolean =>
  command !== undefined && ('shell' in command ? command.shell : command.argv.join(' ')).includes('MESOS_');

/**
 * The ports a process opens. An image's own server that nobody declared a port for stays out of the agent's namespace: two
 * of them on one agent would fight over a port that nobody asked for.
 */
const portsOf = ({ net, agentId, command, listens }: ProcessSpec, { serves }: Course): readonly number[] => {
  if (serves === 'declared') return listens;
  const isUnasked = net === agentId && command === undefined && listens.length === 0;
  return isUnasked || serves === undefined ? NO_PORTS : serves;
};

const newProcess = (spec: ProcessSpec, course: Course, now: Millis): Process => ({
  agentId: spec.agentId,
  net: spec.net,
  ports: portsOf(spec, course),
  readyAt: millis(now + (course.readyAfter ?? 0)),
  env: spec.env,
  ignoresTerm: course.ignoresTerm,
  ending: false,
  ...(course.answers !== undefined && { answers: course.answers }),
  ...(course.bindsAfter !== undefined && { bindsAt: millis(now + course.bindsAfter) }),
  ...(course.memory !== undefined && {
    humps: course.memory.map((hump) => ({
      ...hump,
      at: now + hump.at,
      ...(hump.until !== undefined && { until: now + hump.until }),
    })),
  }),
  ...(course.termCode !== undefined && { termCode: course.termCode }),
  ...(course.lasts !== Infinity && { endsAt: millis(now + course.lasts) }),
});

interface Tier {
  readonly state: WorkloadsState;
  readonly runtime: Runtime<ProcessEvent>;
}

const endLater = ({ runtime }: Tier, containerId: string, agentId: string, exit: ExitStatus, delay: Millis): void =>
  runtime.send({ to: 'agent', kind: 'PROCESS_EXITED', agentId, containerId, exit }, delay);

/** It opens its ports now. Where one is taken it can't, and leaves. */
const bind = (tier: Tier, containerId: string): void => {
  const { state, runtime } = tier;
  const process = state.processes.get(containerId);
  if (process === undefined || process.ending) return;
  const taken = process.ports.find((port) => holderOf(state, containerId, port, runtime.now()) !== undefined);
  if (taken === undefined) return;
  process.ending = true;
  const says = `bind to port ${taken}: address already in use`;
  endLater(tier, containerId, process.agentId, { kind: 'exited', code: 1, says }, ANSWER_TIME);
};

/** Of two that want one port, the later one has to look again when it opens it. */
const contend = (tier: Tier, containerId: string, process: Process): void => {
  const { state, runtime } = tier;
  const now = runtime.now();
  const mine = process.bindsAt ?? now;
  for (const [rivalId, rival] of rivalsOf(state, containerId, process)) {
    if (process.ending) return;
    const theirs = rival.bindsAt ?? 0;
    const [loser, at] = mine >= theirs ? [containerId, mine] : [rivalId, theirs];
    const { agentId } = process;
    if (at <= now) bind(tier, loser);
    else runtime.send({ to: 'agent', kind: 'PROCESS_BINDS', agentId, containerId: loser }, millis(at - now));
  }
};

/** The moment a cgroup's limit is reached is known beforehand. */
const foresee = ({ state, runtime }: Tier, cgroup: string): void => {
  const agentId = state.cgroups.get(cgroup)?.agentId;
  const at = nextReach(state, cgroup, runtime.now());
  if (agentId === undefined || at === undefined) return;
  runtime.send({ to: 'agent', kind: 'MEMORY_EXCEEDED', agentId, cgroup }, millis(at - runtime.now()));
};

/** Its memory counts where the agent says. */
const confine = (tier: Tier, containerId: string, process: Process, memory: Surroundings['memory']): void => {
  if (memory === undefined) return;
  joinCgroup(tier.state, containerId, process, memory);
  foresee(tier, memory.cgroup);
};

/** What its command does with the variables it has. */
const courseIn = ({ command, image, env, surroundings }: ProcessSpec): Course | undefined =>
  courseOf(command, image, envMap(env, asksAgent(command) ? surroundings().variables : {}));

const start = (tier: Tier, spec: ProcessSpec): string | undefined => {
  const { state, runtime } = tier;
  const course = fixedCourseOf(spec.command) ?? courseIn(spec);
  if (course === undefined) return NOTHING_TO_RUN;
  const { containerId, agentId } = spec;
  const process = newProcess(spec, course, runtime.now());
  state.processes.set(containerId, process);
  if (process.ports.length > 0) {
    joinNet(state, containerId, process);
    contend(tier, containerId, process);
  }
  if (process.humps !== undefined) confine(tier, containerId, process, spec.surroundings().memory);
  if (course.lasts !== Infinity)
    endLater(tier, containerId, agentId, { kind: 'exited', code: course.code }, millis(course.lasts));
  return undefined;
};

const signal = (tier: Tier, containerId: string, sent: Signal): void => {
  const process = tier.state.processes.get(containerId);
  if (process === undefined || (sent === 'TERM' && (process.ignoresTerm || process.ending))) return undefined;
  process.ending = true;
  const { agentId, termCode } = process;
  if (sent === 'KILL') return endLater(tier, containerId, agentId, { kind: 'signaled', signal: 'KILL' }, KILL_DELAY);
  const exit: ExitStatus =
    termCode === undefined ? { kind: 'signaled', signal: 'TERM' } : { kind: 'exited', code: termCode };
  return endLater(tier, containerId, agentId, exit, EXIT_DELAY);
};

/** It ends by surprise. False: it does not run. */
const crash = (tier: Tier, containerId: string, exit: ExitStatus): boolean => {
  const process = tier.state.processes.get(containerId);
  if (process === undefined || process.ending) return false;
  process.ending = true;
  endLater(tier, containerId, process.agentId, exit, KILL_DELAY);
  return true;
};

const reap = ({ state }: Tier, containerId: string): void => {
  const process = state.processes.get(containerId);
  if (process === undefined) return;
  state.processes.delete(containerId);
  leaveNet(state, containerId, process);
  leaveCgroup(state, containerId, process);
};

/** The processes of a world. `state` is theirs alone. */
export const createWorkloads = (state: WorkloadsState, runtime: Runtime<ProcessEvent>): Workloads => {
  const tier: Tier = { state, runtime };
  const { now } = runtime;
  return {
    imageSize,
    start: (spec) => start(tier, spec),
    signal: (containerId, sent) => signal(tier, containerId, sent),
    crash: (containerId, exit) => crash(tier, containerId, exit),
    bind: (containerId) => bind(tier, containerId),
    reap: (containerId) => reap(tier, containerId),
    memoryUse: (containerId) => memoryOf(state.processes.get(containerId), now()),
    overrun: (cgroup) => {
      const reached = reachedLimit(state, cgroup, now());
      // Somebody left meanwhile: the others may reach it later.
      if (reached === undefined) foresee(tier, cgroup);
      return reached;
    },
    http: (containerId, port) => ask(state, now(), containerId, port),
    probe: (containerId, check, timeout) => {
      switch (check.type) {
        case 'COMMAND':
          return runCheck(state, now(), containerId, check, timeout);
        case 'HTTP':
          return request(state, now(), containerId, check.port);
        case 'TCP':
          return connect(state, now(), containerId, check.port);
        default:
          return check satisfies never;
      }
    },
    ...lookInto,
  };
};

export { newWorkloadsState } from './workloads-state';
export type { WorkloadsState } from './workloads-state';
