/** A whole Mesos with modelled workloads and a framework of a few lines, for tests of the Mesos side alone. */
import type { LaunchOperation, Offer } from '../../protocol/mesos/offer';
import { addResources, containsResources, subtractResources } from '../../protocol/mesos/resource-math';
import type { RoleResources } from '../../protocol/mesos/resources';
import type { FrameworkInfo, SchedulerCall, SchedulerEvent } from '../../protocol/mesos/scheduler';
import type { ExecutorInfo, TaskInfo, TaskStatus } from '../../protocol/mesos/task';
import { milli, millis, seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import { createNetwork } from '../discovery/network';
import { createRuntime, EPOCH, newRuntimeState } from '../runtime/runtime';
import type { HostRuntime, RuntimeState } from '../runtime/runtime';
import { createWorkloads, findListenerIn, newWorkloadsState } from '../workloads/workloads';
import type { WorkloadsState } from '../workloads/workloads';
import { roleResources } from './agent-spec';
import type { AgentSpec } from './agent-spec';
import { createMasterChanges } from './master/changes';
import { createMesos, newMesosState } from './mesos';
import type { Mesos, MesosEntry, MesosState } from './mesos';
import type { MesosContext } from './mesos-state';
import type { MesosSettings } from './settings';

type AnyEntry = MesosEntry | SchedulerEvent;

/** What the fake framework knows and wants: plain data. */
export interface FrameworkState {
  id: string;
  /** How it subscribes, and subscribes again to another master. */
  info: FrameworkInfo;
  /** Groups waiting for an offer that holds them. */
  wanted: LaunchOperation[];
  /** Filter of unused offers. */
  refuse: Millis;
  statuses: TaskStatus[];
  offers: Offer[];
  /** Ids of offers that were taken back. */
  rescinded: string[];
  /** Updates are acknowledged as they come unless this is false. */
  acknowledges: boolean;
  /** Offers are kept, neither accepted nor declined. */
  hoards: boolean;
}

export interface MesosWorldState {
  readonly runtime: RuntimeState<AnyEntry>;
  readonly mesos: MesosState;
  readonly workloads: WorkloadsState;
  readonly framework: FrameworkState;
}

export interface MesosWorld {
  readonly state: MesosWorldState;
  readonly runtime: HostRuntime<AnyEntry>;
  readonly mesos: Mesos;
  /** What its parts work with. */
  readonly ctx: MesosContext;
  /** Ids of the agents it began with, in the order they were given. */
  readonly agents: readonly string[];
  /** Runs until so many seconds after the epoch. */
  runTo(second: number): void;
  call(call: SchedulerCall): void;
  /** Wants a group and asks for offers. */
  launch(group: LaunchOperation): void;
  kill(taskId: string, grace?: Millis): void;
  /** `STATE STATE …` of a task as the framework saw them. */
  states(taskId: string): string;
  /** The same with what each says. */
  told(taskId: string): string[];
  /** Seconds since the epoch when a task was first said to be in this state; NaN: it never was. */
  since(taskId: string, state: string): number;
  last(taskId: string): TaskStatus | undefined;
}

export const anAgent = (index = 1, overrides: Partial<AgentSpec> = {}): AgentSpec => ({
  hostname: `10.0.0.${index}`,
  ip: `10.0.0.${index}`,
  resources: [roleResources('*', { cpus: 4, mem: 8192, disk: 20_000 })],
  attributes: [],
  ...overrides,
});

/** Resources of role `*` from the numbers users write. */
export const amount = (cpus: number, mem: number, disk = 0, gpus = 0): readonly RoleResources[] => [
  { role: '*', cpus: milli(cpus), mem: milli(mem), disk: milli(disk), gpus: milli(gpus), ports: [] },
];

export const aTask = (taskId: string, shell: string, overrides: Partial<TaskInfo> = {}): TaskInfo => ({
  taskId,
  name: taskId,
  resources: amount(0.1, 32),
  command: { shell },
  env: {},
  mounts: [],
  artifacts: [],
  listens: [],
  labels: {},
  ...overrides,
});

/** A group on host networking; `frameworkId` is filled in when it is launched. */
export const aGroup = (
  id: string,
  tasks: readonly TaskInfo[],
  executor: Partial<ExecutorInfo> = {},
): LaunchOperation => ({
  type: 'LAUNCH_GROUP',
  executor: {
    executorId: `instance-${id}`,
    frameworkId: '',
    resources: amount(0.1, 32, 10),
    networks: [],
    volumes: [],
    labels: {},
    ...executor,
  },
  tasks,
});

const demandOf = ({ executor, tasks }: LaunchOperation): readonly RoleResources[] =>
  tasks.reduce((sum, task) => addResources(sum, task.resources), addResources([], executor.resources));

const answerOffer = (framework: FrameworkState, send: (call: SchedulerCall) => void, offer: Offer): void => {
  const operations: LaunchOperation[] = [];
  let left = offer.resources;
  framework.wanted = framework.wanted.filter((group) => {
    if (operations.length === 5) return true;
    const demand = demandOf(group);
    if (!containsResources(left, demand)) return true;
    left = subtractResources(left, demand);
    operations.push({ ...group, executor: { ...group.executor, frameworkId: framework.id } });
    return false;
  });
  const { id: frameworkId, refuse } = framework;
  const offerIds = [offer.id];
  if (operations.length === 0) send({ to: 'master', kind: 'DECLINE', frameworkId, offerIds, filters: { refuse } });
  else send({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: millis(0) } });
  if (framework.wanted.length === 0) send({ to: 'master', kind: 'SUPPRESS', frameworkId });
};

const receiveAtFramework = (
  framework: FrameworkState,
  send: (call: SchedulerCall) => void,
  event: SchedulerEvent,
): void => {
  switch (event.kind) {
    case 'SUBSCRIBED':
      framework.id = event.frameworkId;
      break;
    case 'OFFERS':
      framework.offers.push(...event.offers);
      if (!framework.hoards) for (const offer of event.offers) answerOffer(framework, send, offer);
      break;
    case 'UPDATE': {
      framework.statuses.push(...event.statuses);
      const agentId = event.statuses[0]?.agentId ?? '';
      const updates = event.statuses.flatMap(({ taskId, state, uuid }) =>
        uuid === undefined ? [] : { taskId, state, uuid },
      );
      if (updates.length === 0 || !framework.acknowledges) break;
      send({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId: framework.id, agentId, updates });
      break;
    }
    case 'RESCIND':
      framework.rescinded.push(event.offerId);
      break;
    case 'MASTER_ELECTED':
      send({ to: 'master', kind: 'SUBSCRIBE', framework: framework.info, frameworkId: framework.id });
      break;
    case 'DISCONNECTED':
      break;
  }
};

export const ALL_CAPABILITIES: FrameworkInfo['capabilities'] = [
  'PARTITION_AWARE',
  'TASK_KILLING_STATE',
  'GPU_RESOURCES',
  'REGION_AWARE',
  'MULTI_ROLE',
];

/** Wires the parts over a state, as after a restore. `onEntry` is called after each event. */
export const wire = (state: MesosWorldState, onEntry?: (entry: AnyEntry) => void): MesosWorld => {
  const { framework } = state;
  const call = (one: SchedulerCall): void => runtime.send(one);
  const runtime: HostRuntime<AnyEntry> = createRuntime(
    state.runtime,
    (entry) => (entry.to === 'marathon' ? receiveAtFramework(framework, call, entry) : mesos.receive(entry)),
    onEntry,
  );
  const find = findListenerIn(state.workloads, runtime.now);
  const network = createNetwork(state.mesos, find, runtime.now);
  const workloads = createWorkloads(state.workloads, runtime, network);
  const mesos = createMesos(state.mesos, runtime, workloads);
  const of = (taskId: string): TaskStatus[] => framework.statuses.filter((status) => status.taskId === taskId);
  return {
    state,
    runtime,
    mesos,
    ctx: { state: state.mesos, runtime, workloads, changes: createMasterChanges() },
    agents: [...state.mesos.agents.keys()],
    call,
    runTo: (second) => void runtime.runUntil(millis(EPOCH + second * 1000)),
    launch: (group) => {
      framework.wanted.push(group);
      call({ to: 'master', kind: 'REVIVE', frameworkId: framework.id });
    },
    kill: (taskId, grace) => {
      const agentId = of(taskId).at(-1)?.agentId ?? '';
      const own = grace === undefined ? {} : { grace };
      call({ to: 'master', kind: 'KILL', frameworkId: framework.id, taskId, agentId, ...own });
    },
    states: (taskId) =>
      of(taskId)
        .map(({ state: name }) => name.replace('TASK_', ''))
        .join(' '),
    told: (taskId) =>
      of(taskId).map(({ state: name, message }) =>
        [name.replace('TASK_', ''), ...(message === undefined ? [] : [message])].join(': '),
      ),
    since: (taskId, name) =>
      ((of(taskId).find((status) => status.state === `TASK_${name}`)?.timestamp ?? NaN) - EPOCH) / 1000,
    last: (taskId) => of(taskId).at(-1),
  };
};

export interface WorldOptions {
  readonly agents?: readonly AgentSpec[];
  readonly seed?: number;
  readonly framework?: Partial<FrameworkInfo>;
  /** What differs from the settings of DC/OS. */
  readonly settings?: Partial<MesosSettings>;
  readonly onEntry?: (entry: AnyEntry) => void;
}

/** A started cluster whose framework has subscribed and suppressed offers. */
export const aMesos = (options: WorldOptions = {}): MesosWorld => {
  const { agents = [anAgent()], seed = 1, framework = {}, settings = {}, onEntry } = options;
  const info = { name: 'marathon', roles: ['slave_public'], capabilities: ALL_CAPABILITIES, ...framework };
  const world = wire(
    {
      runtime: newRuntimeState(seed),
      mesos: newMesosState({ agents, region: 'us-west-2', settings }),
      workloads: newWorkloadsState(),
      framework: {
        id: '',
        info,
        wanted: [],
        refuse: seconds(120),
        statuses: [],
        offers: [],
        rescinded: [],
        acknowledges: true,
        hoards: false,
      },
    },
    onEntry,
  );
  world.mesos.start();
  world.call({ to: 'master', kind: 'SUBSCRIBE', framework: info });
  world.runTo(0.5);
  return { ...world, agents: [...world.state.mesos.agents.keys()] };
};
