/**
 * The modelled tier: every container's process as a few numbers. An end is one entry in the queue, a server is a port
 * and the time from which it answers, and whatever runs for ever costs nothing. Files and terminals belong to a live tier
 * behind the same interface.
 */
import type { ProcessEvent, ProcessSpec, Probe, Workloads } from '../mesos/containerizer/process';
import type { ExitStatus, Signal } from '../../protocol/mesos/executor';
import type { HealthCheckInfo } from '../../protocol/mesos/task';
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Runtime } from '../runtime/runtime';
import { courseOf } from './behaviour';
import { imageSize } from './images';
import type { Course } from './shell-course';
import { lookInto } from './insight';

interface Process {
  readonly agentId: string;
  readonly net: string;
  /** Ports it listens on from `readyAt` on. */
  readonly ports: readonly number[];
  readonly readyAt: Millis;
  readonly ignoresTerm: boolean;
  /** Its own handler ends it on TERM, with this status. */
  readonly termCode?: number;
  readonly env: Readonly<Record<string, string>>;
  /** When it ends by itself. */
  readonly endsAt?: Millis;
  ending: boolean;
}

/** Plain data, by container id. */
export interface WorkloadsState {
  readonly processes: Map<string, Process>;
  /** Container ids by network namespace. */
  readonly nets: Map<string, Set<string>>;
}

export const newWorkloadsState = (): WorkloadsState => ({ processes: new Map(), nets: new Map() });

/** Time a process takes to end after SIGTERM, and to answer a request, ms. */
const EXIT_DELAY = millis(200);
const KILL_DELAY = millis(10);
const ANSWER_TIME = millis(5);

const NOTHING_TO_RUN = 'The container has neither a command nor an image with one.';

const envMap = (env: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(env));

const listenerOn = (state: WorkloadsState, containerId: string, port: number): Process | undefined => {
  const net = state.processes.get(containerId)?.net;
  for (const id of net === undefined ? [] : (state.nets.get(net) ?? [])) {
    const process = state.processes.get(id);
    if (process !== undefined && !process.ending && process.ports.includes(port)) return process;
  }
  return undefined;
};

/** A connection from inside the container's namespace. */
const connect = (state: WorkloadsState, now: Millis, containerId: string, port: number): Probe => {
  const listener = listenerOn(state, containerId, port);
  if (listener === undefined) return { ok: false, took: ANSWER_TIME };
  if (listener.readyAt > now) return { ok: false, took: ANSWER_TIME, until: listener.readyAt };
  const { endsAt } = listener;
  return { ok: true, took: ANSWER_TIME, ...(endsAt !== undefined && { until: endsAt }) };
};

/** A check command: what it would do, and whether it does so in time. */
const runCheck = (
  state: WorkloadsState,
  containerId: string,
  check: Extract<HealthCheckInfo['check'], { type: 'COMMAND' }>,
  timeout: Millis,
): Probe => {
  const env = envMap(state.processes.get(containerId)?.env ?? {});
  const course = courseOf(check.command, undefined, env);
  // A program the model does not know would be a check that never ends: taken to pass instead.
  if (course === undefined || course.serves === 'declared') return { ok: true, took: ANSWER_TIME };
  const inTime = course.lasts <= timeout || timeout === 0;
  return { ok: inTime && course.code === 0, took: inTime ? millis(course.lasts + ANSWER_TIME) : timeout };
};

const newProcess = (spec: ProcessSpec, course: Course, now: Millis): Process => ({
  agentId: spec.agentId,
  net: spec.net,
  ports: course.serves === 'declared' ? spec.listens : (course.serves ?? []),
  readyAt: millis(now + (course.readyAfter ?? 0)),
  ignoresTerm: course.ignoresTerm,
  ...(course.termCode !== undefined && { termCode: course.termCode }),
  env: spec.env,
  ...(course.lasts !== Infinity && { endsAt: millis(now + course.lasts) }),
  ending: false,
});

/** The processes of a world. `state` is theirs alone. */
export const createWorkloads = (state: WorkloadsState, runtime: Runtime<ProcessEvent>): Workloads => {
  const end = (containerId: string, agentId: string, exit: ExitStatus, delay: Millis): void =>
    runtime.send({ to: 'agent', kind: 'PROCESS_EXITED', agentId, containerId, exit }, delay);

  const start = (spec: ProcessSpec): string | undefined => {
    const course = courseOf(spec.command, spec.image, envMap(spec.env));
    if (course === undefined) return NOTHING_TO_RUN;
    const { containerId, agentId, net } = spec;
    state.processes.set(containerId, newProcess(spec, course, runtime.now()));
    const neighbours = state.nets.get(net);
    if (neighbours === undefined) state.nets.set(net, new Set([containerId]));
    else neighbours.add(containerId);
    if (course.lasts !== Infinity)
      end(containerId, agentId, { kind: 'exited', code: course.code }, millis(course.lasts));
    return undefined;
  };

  const signal = (containerId: string, sent: Signal): void => {
    const process = state.processes.get(containerId);
    if (process === undefined || (sent === 'TERM' && (process.ignoresTerm || process.ending))) return undefined;
    process.ending = true;
    if (sent === 'KILL') return end(containerId, process.agentId, { kind: 'signaled', signal: 'KILL' }, KILL_DELAY);
    const { termCode } = process;
    const exit: ExitStatus =
      termCode === undefined ? { kind: 'signaled', signal: 'TERM' } : { kind: 'exited', code: termCode };
    return end(containerId, process.agentId, exit, EXIT_DELAY);
  };

  const crash = (containerId: string, exit: ExitStatus): boolean => {
    const process = state.processes.get(containerId);
    if (process === undefined || process.ending) return false;
    process.ending = true;
    end(containerId, process.agentId, exit, KILL_DELAY);
    return true;
  };

  const reap = (containerId: string): void => {
    const process = state.processes.get(containerId);
    if (process === undefined) return;
    state.processes.delete(containerId);
    const neighbours = state.nets.get(process.net);
    neighbours?.delete(containerId);
    if (neighbours?.size === 0) state.nets.delete(process.net);
  };

  return {
    imageSize,
    start,
    signal,
    crash,
    reap,
    http: (containerId, port) => (connect(state, runtime.now(), containerId, port).ok ? 200 : 'refused'),
    probe: (containerId, check, timeout) =>
      check.type === 'COMMAND'
        ? runCheck(state, containerId, check, timeout)
        : connect(state, runtime.now(), containerId, check.port),
    ...lookInto,
  };
};
