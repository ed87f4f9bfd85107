/** Health checks, as they are made from inside a container's namespaces. */
import type { HealthCheckInfo } from '../../protocol/mesos/task';
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Namespace, Network } from '../mesos/containerizer/network';
import type { Probe } from '../mesos/containerizer/process';
import { courseOf } from './behaviour';
import { answerNow } from './network-programs';
import { listenerOn } from './ports';
import type { WorkloadsState } from './workloads-state';

/** Time a process takes to answer a request, ms. */
export const ANSWER_TIME = millis(5);

/** Whoever looks: the processes, the network around them, the time. */
export interface View {
  readonly state: WorkloadsState;
  readonly network: Network;
  readonly now: Millis;
}

/** From where a process asks that is gone. */
const NOWHERE: Namespace = { agentId: '', net: '' };

const LOOPBACK = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\])$/i;

/** A connection from inside the container's namespace. On the agent's own, whoever listens there may go at any time. */
const connect = ({ state, now }: View, containerId: string, port: number): Probe => {
  const found = listenerOn(state, containerId, port, now);
  if (found === undefined) return { ok: false, took: ANSWER_TIME };
  const [listenerId, listener] = found;
  if (listener.readyAt > now) return { ok: false, took: ANSWER_TIME, until: listener.readyAt };
  const isKin = listenerId.split('.', 1)[0] === containerId.split('.', 1)[0];
  const until = isKin ? listener.endsAt : now;
  return { ok: true, took: ANSWER_TIME, ...(until !== undefined && { until }) };
};

/** A request and its status; `refused` when nobody answers. */
export const ask = (view: View, containerId: string, port: number): number | 'refused' =>
  connect(view, containerId, port).ok
    ? (listenerOn(view.state, containerId, port, view.now)?.[1].answers ?? 200)
    : 'refused';

/** A request that is good when its status is 200 to 399. */
const request = (view: View, containerId: string, port: number): Probe => {
  const probe = connect(view, containerId, port);
  const status = ask(view, containerId, port);
  return { ...probe, ok: status !== 'refused' && status >= 200 && status < 400 };
};

type Check = HealthCheckInfo['check'];

/** The network, and until when what it answers holds: what others do may change at any time. */
const watched = (view: View, containerId: string, turns: Millis[]): Network => ({
  ...view.network,
  connect: (from, host, port) => {
    const { until } = LOOPBACK.test(host) ? connect(view, containerId, port) : { until: view.now };
    if (until !== undefined) turns.push(until);
    return view.network.connect(from, host, port);
  },
  reach: (from, host) => {
    turns.push(view.now);
    return view.network.reach(from, host);
  },
  lookup: (name) => {
    turns.push(view.now);
    return view.network.lookup(name);
  },
});

/** A check command: what it would do, asking the network as it is now, and whether it does so in time. */
const runCheck = (
  view: View,
  containerId: string,
  check: Extract<Check, { type: 'COMMAND' }>,
  timeout: Millis,
): Probe => {
  const turns: Millis[] = [];
  const network = watched(view, containerId, turns);
  const process = view.state.processes.get(containerId);
  const course = courseOf(check.command, undefined, new Map(Object.entries(process?.env ?? {})), {
    ask: (question) => answerNow(network, process ?? NOWHERE, question),
  });
  // A program the model does not know would be a check that never ends: taken to pass instead.
  if (course === undefined || course.serves === 'declared') return { ok: true, took: ANSWER_TIME };
  const inTime = course.lasts <= timeout || timeout === 0;
  const took = inTime ? millis(course.lasts + ANSWER_TIME) : timeout;
  return { ok: inTime && course.code === 0, took, ...(turns.length > 0 && { until: millis(Math.min(...turns)) }) };
};

export const probe = (view: View, containerId: string, check: Check, timeout: Millis): Probe => {
  switch (check.type) {
    case 'COMMAND':
      return runCheck(view, containerId, check, timeout);
    case 'HTTP':
      return request(view, containerId, check.port);
    case 'TCP':
      return connect(view, containerId, check.port);
    default:
      return check satisfies never;
  }
};
