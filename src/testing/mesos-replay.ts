/** What the master's own event stream tells of it: the state it begins with, and every event since folded in. */
import { HEARTBEAT } from '../protocol/mesos/record-io';
import { isTerminal, type TaskState } from '../protocol/mesos/task';

interface Status {
  readonly state: TaskState;
  readonly uuid?: string;
  readonly task_id: { readonly value: string };
}

interface Task {
  readonly task_id: { readonly value: string };
  state: TaskState;
  statuses: Status[];
  status_update_state?: TaskState;
  status_update_uuid?: string;
}

interface Agent {
  readonly agent_info: { readonly id: { readonly value: string } };
}

interface Framework {
  readonly framework_info: { readonly id: { readonly value: string } };
  readonly active: boolean;
  readonly connected: boolean;
}

/** The parts of GET_STATE that events tell of. */
export interface ToldState {
  readonly get_tasks: {
    readonly tasks: readonly Task[];
    readonly unreachable_tasks: readonly Task[];
    readonly completed_tasks: readonly Task[];
  };
  readonly get_agents: { readonly agents: readonly Agent[] };
  readonly get_frameworks: { readonly frameworks: readonly Framework[] };
}

type Event =
  | { readonly type: 'SUBSCRIBED'; readonly subscribed: { readonly get_state: ToldState } }
  | { readonly type: 'HEARTBEAT' }
  | { readonly type: 'TASK_ADDED'; readonly task_added: { readonly task: Task } }
  | { readonly type: 'TASK_UPDATED'; readonly task_updated: { readonly status: Status; readonly state: TaskState } }
  | { readonly type: 'AGENT_ADDED'; readonly agent_added: { readonly agent: Agent } }
  | { readonly type: 'AGENT_REMOVED'; readonly agent_removed: { readonly agent_id: { readonly value: string } } }
  | { readonly type: 'FRAMEWORK_ADDED'; readonly framework_added: { readonly framework: Framework } }
  | { readonly type: 'FRAMEWORK_UPDATED'; readonly framework_updated: { readonly framework: Framework } }
  | { readonly type: 'FRAMEWORK_REMOVED'; readonly framework_removed: Pick<Framework, 'framework_info'> };

/** The events of a RecordIO stream. @throws Error when a record is not as long as it says */
export const eventsIn = (stream: string): readonly Event[] => {
  const events: Event[] = [];
  let rest = new TextEncoder().encode(stream);
  const decoder = new TextDecoder();
  while (rest.length > 0) {
    const feed = rest.indexOf(10);
    const length = Number(decoder.decode(rest.subarray(0, feed)));
    const text = decoder.decode(rest.subarray(feed + 1, feed + 1 + length));
    events.push(JSON.parse(text) as Event);
    rest = rest.subarray(feed + 1 + length);
  }
  return events;
};

const allTasks = ({ get_tasks: { tasks, unreachable_tasks, completed_tasks } }: ToldState): readonly Task[] => [
  ...tasks,
  ...unreachable_tasks,
  ...completed_tasks,
];

/** How a status changes what is known of its task. */
const update = (task: Task, status: Status, state: TaskState): void => {
  if (task.statuses.at(-1)?.state === status.state) task.statuses.pop();
  task.statuses.push(status);
  task.state = state;
  if (status.uuid === undefined) return;
  task.status_update_state = status.state;
  task.status_update_uuid = status.uuid;
};

/** Members in any order; those that are undefined are not there, as they would arrive. */
const same = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((each: unknown, at) => same(each, other[at]))
    );
  const [here, there] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  for (const name in here) if (!same(here[name], there[name])) return false;
  for (const name in there) if (there[name] !== undefined && here[name] === undefined) return false;
  return true;
};

export interface MesosReplay {
  /** Takes in what was pushed next. */
  fold(stream: string): void;
  /** What is told and what GET_STATE answers now: each difference a line. */
  faults(read: unknown): string[];
}

interface Told {
  readonly tasks: Map<string, Task>;
  readonly agents: Map<string, Agent>;
  readonly frameworks: Map<string, Framework>;
}

const taskId = (task: Task): string => task.task_id.value;
const agentId = ({ agent_info: info }: Agent): string => info.id.value;
const frameworkId = ({ framework_info: info }: Pick<Framework, 'framework_info'>): string => info.id.value;

const byId = <Noun>(all: readonly Noun[], idOf: (one: Noun) => string): Map<string, Noun> =>
  new Map(all.map((one) => [idOf(one), one]));

const toldBy = (state: ToldState): Told => ({
  tasks: byId(allTasks(state), taskId),
  agents: byId(state.get_agents.agents, agentId),
  frameworks: byId(state.get_frameworks.frameworks, frameworkId),
});

/** @throws Error about updates of tasks that were never told of */
const fold = (told: Told, event: Event): Told => {
  switch (event.type) {
    case 'SUBSCRIBED':
      return toldBy(event.subscribed.get_state);
    case 'HEARTBEAT':
      break;
    case 'TASK_ADDED':
      told.tasks.set(taskId(event.task_added.task), event.task_added.task);
      break;
    case 'TASK_UPDATED': {
      const { status, state } = event.task_updated;
      const task = told.tasks.get(status.task_id.value);
      if (task === undefined) throw new Error(`an update of ${status.task_id.value}, which was never added`);
      update(task, status, state);
      break;
    }
    case 'AGENT_ADDED':
      told.agents.set(agentId(event.agent_added.agent), event.agent_added.agent);
      break;
    case 'AGENT_REMOVED':
      told.agents.delete(event.agent_removed.agent_id.value);
      break;
    case 'FRAMEWORK_ADDED':
      told.frameworks.set(frameworkId(event.framework_added.framework), event.framework_added.framework);
      break;
    case 'FRAMEWORK_UPDATED':
      told.frameworks.set(frameworkId(event.framework_updated.framework), event.framework_updated.framework);
      break;
    case 'FRAMEWORK_REMOVED':
      told.frameworks.delete(frameworkId(event.framework_removed));
  }
  return told;
};

interface Comparison<Noun> {
  readonly noun: string;
  readonly told: ReadonlyMap<string, Noun>;
  readonly read: ReadonlyMap<string, Noun>;
  /** What has to be the same. */
  readonly part: (one: Noun) => unknown;
  readonly mayBeForgotten?: (one: Noun) => boolean;
}

const compare = <Noun>({ noun, told, read, part, mayBeForgotten }: Comparison<Noun>): string[] => [
  ...[...read].flatMap(([id, one]) => {
    const known = told.get(id);
    if (known === undefined) return [`I18 ${noun} ${id}: never told`];
    if (same(part(known), part(one))) return [];
    return [`I18 ${noun} ${id}: told ${JSON.stringify(part(known))}, read ${JSON.stringify(part(one))}`];
  }),
  ...[...told].flatMap(([id, one]) =>
    read.has(id) || mayBeForgotten?.(one) === true ? [] : [`I18 ${noun} ${id}: gone untold`],
  ),
];

/** The master forgets tasks that ended or are out of reach, the oldest first, and says nothing. */
const mayBeForgotten = ({ state }: Task): boolean => isTerminal(state) || state === 'TASK_UNREACHABLE';

const differences = (told: Told, read: Told): string[] => [
  ...compare({ noun: 'task', told: told.tasks, read: read.tasks, part: (task) => task, mayBeForgotten }),
  ...compare({ noun: 'agent', told: told.agents, read: read.agents, part: ({ agent_info: info }) => info }),
  ...compare({
    noun: 'framework',
    told: told.frameworks,
    read: read.frameworks,
    part: ({ framework_info: info, active, connected }) => [info, active, connected],
  }),
];

export const createMesosReplay = (): MesosReplay => {
  let told: Told = { tasks: new Map(), agents: new Map(), frameworks: new Map() };
  return {
    fold: (stream) => {
      if (stream !== HEARTBEAT) for (const event of eventsIn(stream)) told = fold(told, event);
    },
    faults: (answer) => differences(told, toldBy(answer as ToldState)),
  };
};
