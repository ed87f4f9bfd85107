/**
 * The modelled tier: every container's process as a few numbers. An end is one entry in the queue, a server is a port
 * and the time from which it answers, and whatever runs for ever costs nothing. Files and terminals belong to a live tier
 * behind the same interface.
 */
import type { FindListener, Network } from '../mesos/containerizer/network';
import type {
  ProcessEvent,
  ProcessInquiry,
  ProcessSpec,
  Surroundings,
  Workloads,
} from '../mesos/containerizer/process';
import type { ExitStatus, Signal } from '../../protocol/mesos/executor';
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Runtime } from '../runtime/runtime';
import { mayAsk } from './asking';
import { courseOf, fixedCourseOf } from './behaviour';
import { joinCgroup, leaveCgroup, memoryOf, nextReach, reachedLimit } from './cgroups';
import { ANSWER_TIME, ask, probe } from './checks';
import type { View } from './checks';
import { imageSize } from './images';
import { lookInto } from './insight';
import { answerNow } from './network-programs';
import { answering, holderOf, joinNet, leaveNet, rivalsOf } from './ports';
import type { Course } from './shell-course';
import { note } from './tape';
import type { Item } from './tape';
import type { Inquiry, Process, WorkloadsState } from './workloads-state';

/** Time a process takes to end after SIGTERM and SIGKILL, ms. */
const EXIT_DELAY = millis(200);
const KILL_DELAY = millis(10);

const NO_PORTS: readonly number[] = [];
/** One for all: most processes will end so. */
const DONE: ExitStatus = { kind: 'exited', code: 0 };
const exitWith = (code: number): ExitStatus => (code === 0 ? DONE : { kind: 'exited', code });
const NOTHING_TO_RUN = 'The container has neither a command nor an image with one.';

type Variables = Readonly<Record<string, string>>;

/** Those the agent adds win over those of the task. */
const envMap = (env: Variables, added: Variables = {}): ReadonlyMap<string, string> => {
  const map = new Map(Object.entries(env));
  for (const name of Object.keys(added)) map.set(name, added[name] ?? '');
  return map;
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

/** @param now when it started */
const newProcess = (spec: ProcessSpec, course: Course, now: Millis, inquiry?: Inquiry): Process => ({
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
  ...(inquiry !== undefined && { inquiry }),
  ...(course.termCode !== undefined && { termCode: course.termCode }),
  ...(course.lasts !== Infinity && { endsAt: millis(now + course.lasts) }),
});

interface Tier {
  readonly state: WorkloadsState;
  readonly runtime: Runtime<ProcessEvent | ProcessInquiry>;
  readonly network: Network;
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

const variablesOf = (spec: ProcessSpec): ReadonlyMap<string, string> =>
  envMap(spec.env, asksAgent(spec.command) ? spec.surroundings().variables : {});

/** Follows a process for as long as its network has an answer to what it asks by now. */
const pursue = ({ runtime, network }: Tier, spec: ProcessSpec, begun: Inquiry | undefined) => {
  const env = variablesOf(spec);
  if (begun === undefined) return { course: courseOf(spec.command, spec.image, env), inquiry: begun };
  const { startedAt, tapes } = begun;
  for (;;) {
    const course = courseOf(spec.command, spec.image, env, { tapes });
    const asks = course?.asks ?? [];
    const due = asks.filter(({ at }) => startedAt + at <= runtime.now());
    for (const question of due) note(tapes, question, answerNow(network, spec, question));
    if (due.length > 0) continue;
    const next = asks.length === 0 ? {} : { at: millis(startedAt + Math.min(...asks.map(({ at }) => at))) };
    return { course, inquiry: { startedAt, tapes, ...next } };
  }
};

/** What is ahead of a process is put in the queue, as far as it was not before. */
const schedule = (tier: Tier, spec: ProcessSpec, course: Course, process: Process, before?: Process): void => {
  const { state, runtime } = tier;
  const now = runtime.now();
  const { containerId, agentId } = spec;
  const { inquiry, endsAt } = process;
  if (process.ports.length > (before?.ports.length ?? 0)) {
    joinNet(state, containerId, process);
    contend(tier, containerId, process);
  }
  if (process.humps !== undefined && process.humps.length > (before?.humps?.length ?? 0))
    confine(tier, containerId, process, spec.surroundings().memory);
  if (endsAt !== undefined && before?.endsAt === undefined)
    endLater(tier, containerId, agentId, exitWith(course.code), millis(endsAt - now));
  if (inquiry?.at !== undefined && inquiry.at !== before?.inquiry?.at)
    runtime.send({ to: 'machine', kind: 'PROCESS_ASKS', agentId, containerId }, millis(inquiry.at - now));
};

const begin = ({ command }: ProcessSpec, startedAt: Millis): Inquiry | undefined =>
  mayAsk(command) ? { startedAt, tapes: new Map<string, Item[]>() } : undefined;

const start = (tier: Tier, spec: ProcessSpec): string | undefined => {
  const now = tier.runtime.now();
  const fixed = fixedCourseOf(spec.command);
  const { course, inquiry } = fixed === undefined ? pursue(tier, spec, begin(spec, now)) : { course: fixed };
  if (course === undefined) return NOTHING_TO_RUN;
  const process = newProcess(spec, course, now, inquiry);
  tier.state.processes.set(spec.containerId, process);
  schedule(tier, spec, course, process);
  return undefined;
};

/** Its network answers what it asks by now; from there on it is another process, in the same place. */
const inquire = (tier: Tier, spec: ProcessSpec): void => {
  const before = tier.state.processes.get(spec.containerId);
  if (before?.inquiry === undefined || before.ending || before.inquiry.at !== tier.runtime.now()) return;
  const { course, inquiry } = pursue(tier, spec, before.inquiry);
  if (course === undefined) return;
  const process = newProcess(spec, course, before.inquiry.startedAt, inquiry);
  if (before.cgroup !== undefined) process.cgroup = before.cgroup;
  tier.state.processes.set(spec.containerId, process);
  schedule(tier, spec, course, process, before);
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

/** As many as a master remembers tasks of a framework, and answers of all of them together. */
const MOST_HEARD = 1000;
const MOST_ANSWERS = 50_000;

const answersIn = (heard: WorkloadsState['heard']): number => {
  let sum = 0;
  for (const tapes of heard.values()) for (const items of tapes.values()) sum += items.length;
  return sum;
};

/** What it heard outlives it, for the sake of its log. */
const remember = (heard: WorkloadsState['heard'], containerId: string, { inquiry }: Process): void => {
  if (inquiry === undefined || inquiry.tapes.size === 0) return;
  heard.set(containerId, inquiry.tapes);
  for (const oldest of heard.keys()) {
    if (heard.size <= MOST_HEARD && answersIn(heard) <= MOST_ANSWERS) return;
    heard.delete(oldest);
  }
};

const reap = ({ state }: Tier, containerId: string): void => {
  const process = state.processes.get(containerId);
  if (process === undefined) return;
  state.processes.delete(containerId);
  remember(state.heard, containerId, process);
  leaveNet(state, containerId, process);
  leaveCgroup(state, containerId, process);
};

/**
 * The processes of a world. `state` is theirs alone.
 * @param network what they ask
 */
export const createWorkloads = (
  state: WorkloadsState,
  runtime: Runtime<ProcessEvent | ProcessInquiry>,
  network: Network,
): Workloads => {
  const tier: Tier = { state, runtime, network };
  const view = (): View => ({ state, network, now: runtime.now() });
  return {
    imageSize,
    start: (spec) => start(tier, spec),
    inquire: (spec) => inquire(tier, spec),
    signal: (containerId, sent) => signal(tier, containerId, sent),
    crash: (containerId, exit) => crash(tier, containerId, exit),
    bind: (containerId) => bind(tier, containerId),
    reap: (containerId) => reap(tier, containerId),
    memoryUse: (containerId) => memoryOf(state.processes.get(containerId), runtime.now()),
    overrun: (cgroup) => {
      const reached = reachedLimit(state, cgroup, runtime.now());
      // Somebody left meanwhile: the others may reach it later.
      if (reached === undefined) foresee(tier, cgroup);
      return reached;
    },
    http: (containerId, port) => ask(view(), containerId, port),
    probe: (containerId, check, timeout) => probe(view(), containerId, check, timeout),
    usage: lookInto.usage,
    printed: (process, file) => {
      const { containerId } = process;
      const heard = state.processes.get(containerId)?.inquiry?.tapes ?? state.heard.get(containerId);
      return lookInto.printed(process, file, heard);
    },
  };
};

/** Who answers on the ports of a world's processes. */
export const findListenerIn =
  (state: WorkloadsState, now: () => Millis): FindListener =>
  (net, port) =>
    answering(state, net, port, now());

export { newWorkloadsState } from './workloads-state';
export type { WorkloadsState } from './workloads-state';
