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
  | { readonly type: 'FRAMEWORK_REMOVED'; readonly framework_removed: Framework };

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

const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** How a status changes what is known of its task. */
const update = (task: Task, status: Status, state: TaskState): void => {
  if (task.statuses.at(-1)?.state === status.state) task.statuses.pop();
  task.statuses.push(status);
  task.state = state;
  if (status.uuid === undefined) return;
  task.status_update_state = status.state;
  task.status_update_uuid = status.uuid;
};

/** Members in any order. */
const same = (one: unknown, other: unknown): boolean => {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, member]) => [name, sorted(member)]),
        )
      : Array.isArray(value)
        ? value.map(sorted)
        : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
};

export interface MesosReplay {
  /** Takes in what was pushed next. */
  fold(stream: string): void;
  /** What is told and what GET_STATE answers now: each difference a line. */
  faults(read: unknown): string[];
}

export const createMesosReplay = (): MesosReplay => {
  const [tasks, agents, frameworks] = [new Map<string, Task>(), new Map<string, Agent>(), new Map<string, Framework>()];
  const addTask = (task: Task): void => void tasks.set(task.task_id.value, task);
  const addAgent = (agent: Agent): void => void agents.set(agent.agent_info.id.value, agent);
  const addFramework = (one: Framework): void => void frameworks.set(one.framework_info.id.value, one);

  const foldEvent = (event: Event): void => {
    switch (event.type) {
      case 'SUBSCRIBED': {
        const { get_state: state } = event.subscribed;
        allTasks(state).forEach(addTask);
        state.get_agents.agents.forEach(addAgent);
        state.get_frameworks.frameworks.forEach(addFramework);
        return;
      }
      case 'HEARTBEAT':
        return;
      case 'TASK_ADDED':
        return addTask(event.task_added.task);
      case 'TASK_UPDATED': {
        const { status, state } = event.task_updated;
        const task = tasks.get(status.task_id.value);
        if (task === undefined) throw new Error(`an update of ${status.task_id.value}, which was never added`);
        return update(task, status, state);
      }
      case 'AGENT_ADDED':
        return addAgent(event.agent_added.agent);
      case 'AGENT_REMOVED':
        agents.delete(event.agent_removed.agent_id.value);
        return;
      case 'FRAMEWORK_ADDED':
        return addFramework(event.framework_added.framework);
      case 'FRAMEWORK_UPDATED':
        return addFramework(event.framework_updated.framework);
      case 'FRAMEWORK_REMOVED':
        frameworks.delete(event.framework_removed.framework_info.id.value);
    }
  };

  const compare = <Noun>(
    noun: string,
    told: ReadonlyMap<string, Noun>,
    read: ReadonlyMap<string, Noun>,
    part: (one: Noun) => unknown,
    mayBeForgotten: (one: Noun) => boolean = () => false,
  ): string[] => [
    ...[...read].flatMap(([id, one]) => {
      const known = told.get(id);
      if (known === undefined) return [`I18 ${noun} ${id}: never told`];
      return same(part(known), part(one))
        ? []
        : [`I18 ${noun} ${id}: told ${JSON.stringify(part(known))}, read ${JSON.stringify(part(one))}`];
    }),
    ...[...told].flatMap(([id, one]) =>
      read.has(id) || mayBeForgotten(one) ? [] : [`I18 ${noun} ${id}: gone untold`],
    ),
  ];

  return {
    fold: (stream) => {
      if (stream !== HEARTBEAT) for (const event of eventsIn(stream)) foldEvent(event);
    },
    faults: (answer) => {
      // As it would arrive.
      const read = copy(answer) as ToldState;
      const byId = new Map(allTasks(read).map((task) => [task.task_id.value, task]));
      const agentsRead = new Map(read.get_agents.agents.map((agent) => [agent.agent_info.id.value, agent]));
      const frameworksRead = new Map(read.get_frameworks.frameworks.map((one) => [one.framework_info.id.value, one]));
      return [
        // The master forgets tasks that ended or are out of reach, the oldest first, and says nothing.
        ...compare(
          'task',
          tasks,
          byId,
          (task) => task,
          ({ state }) => isTerminal(state) || state === 'TASK_UNREACHABLE',
        ),
        ...compare('agent', agents, agentsRead, ({ agent_info: info }) => info),
        ...compare('framework', frameworks, frameworksRead, ({ framework_info: info }) => info),
      ];
    },
  };
};
