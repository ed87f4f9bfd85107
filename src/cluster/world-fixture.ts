/** A whole cluster of a few equal machines for tests of what Marathon and Mesos do together, with a hand on what happens to it. */
import type { PodInput } from '../protocol/marathon/pod';
import type { PodStatus } from '../protocol/marathon/pod-status';
import type { Queue } from '../protocol/marathon/queue';
import type { FaultWish, TimelineEvent } from '../protocol/simulation/fault';
import { millis, seconds } from '../protocol/units';
import { askMarathon, readMarathon } from '../testing/witness';
import { auditMarathon } from './marathon/invariants';
import type { Instance } from './marathon/instance/instance';
import type { Stroke } from './mesos/blows';
import { auditMesos } from './mesos/invariants';
import { agentOn } from './scenarios/machines';
import type { Scenario } from './scenarios/scenario';
import { newWorld } from './world';

const SIZE = { cpus: 4, mem: 8192, disk: 20_000 };

/** Machines `10.0.0.1` and on, in one zone. */
const machines = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    agentOn({ ip: `10.0.0.${i + 1}`, region: 'here', zone: 'here-a', rack: `r${i + 1}`, ...SIZE }),
  );

export const aWorld = (count = 3, wish: Partial<Scenario> = {}, seed = 1) => {
  const scenario: Scenario = {
    name: 'test',
    about: '',
    agents: machines(count),
    region: 'here',
    commands: [],
    settle: 0,
    ...wish,
  };
  const world = newWorld(scenario, seed);
  const { marathon, mesos } = world.state;
  const agents = [...mesos.agents.keys()];
  const runFor = (time: number): void => {
    world.runtime.runUntil(millis(world.runtime.now() + seconds(time)));
    const wrong = [...auditMesos(mesos), ...auditMarathon(marathon)];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  };
  runFor(2);
  return {
    world,
    /** Ids of the agents it began with. */
    agents,
    runFor,
    add: (pod: PodInput) => {
      const { status, json } = askMarathon(world, '/v2/pods', { method: 'POST', body: JSON.stringify(pod) });
      if (status !== 201) throw new Error(JSON.stringify(json));
    },
    ask: (method: string, path: string, body?: unknown) =>
      askMarathon(world, path, { method, body: body === undefined ? '' : JSON.stringify(body) }),
    status: (id: string) => readMarathon<PodStatus>(world, `/v2/pods/${id}::status`),
    queue: () => readMarathon<Queue>(world, '/v2/queue?embed=lastUnusedOffers').queue,
    instances: (): Instance[] => [...marathon.tracker.instances.values()],
    /** Its index among the agents. */
    homeOf: (instance: Instance | undefined): number => agents.indexOf(instance?.agent?.agentId ?? ''),
    strike: (kind: 'agentCrash' | 'agentRestart' | 'partition', agentId: string | undefined, lasts: number) => {
      const stroke: Stroke = { kind, agentId: agentId ?? '', lasts: seconds(lasts) };
      const missed = world.mesos.strike(stroke);
      if (missed !== undefined) throw new Error(missed);
    },
    fault: (wish: FaultWish) => world.faults.add(wish),
    timeline: (): readonly TimelineEvent[] => world.state.faults.timeline,
  };
};

/** Container `main` runs `command`; default: for ever. */
export const aSimplePod = (id: string, wish: Partial<PodInput> = {}, command = 'sleep 1000000'): PodInput => ({
  id,
  containers: [{ name: 'main', exec: { command: { shell: command } }, resources: { cpus: 0.1, mem: 32 } }],
  ...wish,
});
